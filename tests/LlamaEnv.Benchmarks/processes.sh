#!/usr/bin/env bash
#
# What LlamaEnv costs as people meet it: as a part of `dotnet build`, and as a command.
#
#   tests/LlamaEnv.Benchmarks/processes.sh            every table
#   tests/LlamaEnv.Benchmarks/processes.sh build      one project
#   tests/LlamaEnv.Benchmarks/processes.sh solution   many projects: by default, with -mt, with the MSBuild server
#   tests/LlamaEnv.Benchmarks/processes.sh cold       the starts of the tool
#   tests/LlamaEnv.Benchmarks/processes.sh native     starts of the native tool beside other native programs; needs a C compiler
#   tests/LlamaEnv.Benchmarks/processes.sh store      commands over a store of one profile and of many
#
#   RUNS=15            rounds of the builds of one project
#   RUNS_SOLUTION=7    rounds of the builds of the solution
#   RUNS_COLD=25       rounds of the starts
#   RUNS_STORE=21      rounds of the commands over the stores
#   RUNS_NATIVE=40     rounds of the native starts
#   OLD_TOOL=PATH      another executable of the tool, of an earlier commit, to be measured in the same rounds
#   PROJECTS=100       projects in the solution
#   PROFILES=10000     profiles in the large store
#
# Needs bash 5, awk, coreutils and the .NET SDK. Packs both packages, installs them from a feed, a package cache and a
# home directory of its own, and removes all three.
#
# How to read it: every round runs each variant once, so whatever else the machine does hits all of them; the numbers
# are medians over the rounds. "over" is the median of the differences within a round. CPU is user + system time of
# the command and of those of its processes that it waited for, which leaves out the second node of a parallel build.

set -euo pipefail

runs=${RUNS:-15}
runs_solution=${RUNS_SOLUTION:-7}
runs_cold=${RUNS_COLD:-25}
runs_store=${RUNS_STORE:-21}
runs_native=${RUNS_NATIVE:-40}
old_tool=${OLD_TOOL:-}
projects=${PROJECTS:-100}
profiles=${PROFILES:-10000}
parts=${*:-build solution cold store}
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'dotnet build-server shutdown --msbuild >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

api_key=llx-Benchmark0Benchmark1Benchmark2Benchmark3Benchmar
project_id=0f8fad5b-d9cb-469f-a165-70867728950e

main() {
  mkdir -p "$work"/{feed,home,series}
  quietly dotnet pack "$repository/src/LlamaEnv.MSBuild" -c Release -o "$work/feed"
  quietly dotnet pack "$repository/src/LlamaEnv.Tool" -c Release -o "$work/feed"
  quietly dotnet build "$repository/tests/LlamaEnv.Benchmarks" -c Release -o "$work/benchmarks"
  quietly dotnet "$work/benchmarks/LlamaEnv.Benchmarks.dll" make-store "$work/store-one" 1
  quietly dotnet "$work/benchmarks/LlamaEnv.Benchmarks.dll" make-store "$work/store-many" "$profiles"
  make_bare
  [[ " $parts " != *" native "* ]] || make_native
  use_fixed_environment

  echo "$(uname -sm), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown), .NET SDK $(dotnet --version)"
  for part in $parts; do
    "measure_$part"
  done
}

# --- builds -------------------------------------------------------------------------------------------------------

build_variants=(without disabled direct floor active)

measure_build() {
  export MSBUILDDISABLENODEREUSE=1
  make_no_op_task
  for variant in "${build_variants[@]}"; do
    make_solution "$variant" 1
  done
  for ((round = 0; round <= runs; round++)); do
    for variant in "${build_variants[@]}"; do
      cd "$work/$variant-1"
      measure "build-$variant" "$round" dotnet build All.slnx --no-restore
    done
  done
  report_builds
}

# The nodes of one command are there for the next, as they are for people who build again and again.
measure_solution() {
  unset MSBUILDDISABLENODEREUSE
  make_no_op_task
  for variant in without disabled direct active; do
    make_solution "$variant" "$projects"
  done
  for mode in default mt server; do
    for ((round = 0; round <= runs_solution; round++)); do
      for variant in without disabled direct active rekeyed; do
        cd "$work/${variant/rekeyed/active}-$projects"
        if [[ $variant == rekeyed ]]; then
          LLAMA_CLOUD_API_KEY=${api_key%????}$(printf %04d $((RANDOM % 10000))) measure "$mode-$variant" "$round" build_solution "$mode"
          build_solution "$mode" >/dev/null
        else
          measure "$mode-$variant" "$round" build_solution "$mode"
        fi
      done
    done
    dotnet build-server shutdown --msbuild >/dev/null 2>&1 || true
    report_solution "$mode"
  done
}

build_solution() {
  case $1 in
    default) dotnet build All.slnx --no-restore ;;
    mt) dotnet build All.slnx --no-restore -mt ;;
    server) DOTNET_CLI_USE_MSBUILD_SERVER=1 dotnet build All.slnx --no-restore ;;
  esac
}

# A task that does nothing, of the same base class as ours.
make_no_op_task() {
  [[ -d $work/task ]] && return
  mkdir "$work/task"
  cat >"$work/task/NoOp.cs" <<'EOF'
[Microsoft.Build.Framework.MSBuildMultiThreadableTask]
public sealed class NoOp : Microsoft.Build.Utilities.Task { public override bool Execute() => true; }
EOF
  cat >"$work/task/NoOp.csproj" <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <Reference Include="$(MSBuildToolsPath)/Microsoft.Build.Framework.dll;$(MSBuildToolsPath)/Microsoft.Build.Utilities.Core.dll" Private="false" />
  </ItemGroup>
</Project>
EOF
  quietly dotnet build "$work/task" -c Release -o "$work/task/out"
}

# make_solution VARIANT COUNT: independent console projects, restored and built.
make_solution() {
  local directory="$work/$1-$2"
  mkdir "$directory"
  {
    echo '<Solution>'
    for ((i = 1; i <= $2; i++)); do
      echo "  <Project Path=\"App$i/App$i.csproj\" />"
    done
    echo '</Solution>'
  } >"$directory/All.slnx"
  for ((i = 1; i <= $2; i++)); do
    make_console "$directory/App$i" "App$i" "$(project_lines "$1")"
  done
  quietly dotnet build "$directory/All.slnx"
  if [[ $1 == active && ! -f $directory/App$2/.env ]]; then
    echo "LlamaEnv was not active in $directory" >&2
    exit 1
  fi
}

# project_lines VARIANT: what its project files have beyond the template's.
project_lines() {
  local using="<UsingTask TaskName=\"NoOp\" AssemblyFile=\"$work/task/out/NoOp.dll\" />"
  local package="<ItemGroup><PackageReference Include=\"LlamaEnv.MSBuild\" Version=\"$(package_version)\" PrivateAssets=\"all\" /></ItemGroup>"
  case $1 in
    without) ;;
    disabled) echo "<PropertyGroup><LlamaEnvEnabled>false</LlamaEnvEnabled></PropertyGroup>$package" ;;
    direct) echo "$using<Target Name=\"CallNoOp\" BeforeTargets=\"BeforeBuild\"><NoOp /></Target>" ;;
    floor) echo "$using<Target Name=\"CallSelf\" BeforeTargets=\"BeforeBuild\"><MSBuild Projects=\"\$(MSBuildProjectFullPath)\" Targets=\"CallNoOp\" RemoveProperties=\"TargetFramework\" /></Target><Target Name=\"CallNoOp\"><NoOp /></Target>" ;;
    active) echo "$package" ;;
  esac
}

report_builds() {
  echo
  echo "No-op dotnet build --no-restore of one project, $runs rounds, ms"
  printf '%-42s %8s %8s %10s %10s %10s %10s\n' '' wall CPU 'over, wall' 'over, CPU' 'to floor,' 'to floor,'
  printf '%-42s %8s %8s %10s %10s %10s %10s\n' '' '' '' '' '' 'wall' 'CPU'
  local floor_wall floor_cpu over_wall over_cpu name
  floor_wall=$(over 1 build-floor build-without 1)
  floor_cpu=$(over 2 build-floor build-without 1)
  for variant in "${build_variants[@]}"; do
    case $variant in
      without) name='without the package' ;;
      disabled) name='with it, LlamaEnvEnabled=false' ;;
      direct) name='no-op task from BeforeBuild' ;;
      floor) name='no-op task by self-call' ;;
      active) name='LlamaEnv, nothing to write' ;;
    esac
    over_wall=$(over 1 "build-$variant" build-without 1)
    over_cpu=$(over 2 "build-$variant" build-without 1)
    printf '%-42s %8.1f %8.1f %10.1f %10.1f %10s %10s\n' "$name" "$(median 1 "build-$variant")" "$(median 2 "build-$variant")" \
      "$over_wall" "$over_cpu" "$(ratio "$over_wall" "$floor_wall")" "$(ratio "$over_cpu" "$floor_cpu")"
  done
}

report_solution() {
  echo
  echo "dotnet build --no-restore of $projects projects, mode $1, $runs_solution rounds, ms"
  printf '%-42s %8s %12s %12s %8s\n' '' wall 'over all' 'per project' 'percent'
  local over_wall name
  for variant in without disabled direct active rekeyed; do
    case $variant in
      without) name='without the package' ;;
      disabled) name='with it, LlamaEnvEnabled=false' ;;
      direct) name='no-op task from BeforeBuild (the floor)' ;;
      active) name='LlamaEnv, nothing to write' ;;
      rekeyed) name='LlamaEnv, first build after a key change' ;;
    esac
    over_wall=$(over 1 "$1-$variant" "$1-without" 1)
    printf '%-42s %8.1f %12.1f %12.2f %8.1f\n' "$name" "$(median 1 "$1-$variant")" "$over_wall" \
      "$(awk -v o="$over_wall" -v n="$projects" 'BEGIN { print o / n }')" "$(awk -v o="$over_wall" -v w="$(median 1 "$1-without")" 'BEGIN { print o / w * 100 }')"
  done
}

# --- starts of the tool -------------------------------------------------------------------------------------------

cold_variants=(hello bare version right writes profile project)

measure_cold() {
  mkdir -p "$work/run"/{bare,version,right,writes,profile}
  make_console "$work/run/hello" Hello '<PropertyGroup><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>'
  quietly dotnet build "$work/run/hello" -c Release
  make_console "$work/run/project" App "$(project_lines active)"
  quietly dotnet build "$work/run/project"
  install_tool

  for ((round = 0; round <= runs_cold; round++)); do
    for variant in "${cold_variants[@]}"; do
      cd "$work/run/$variant"
      case $variant in
        hello) measure cold-hello "$round" bin/Release/net10.0/Hello ;;
        bare) measure cold-bare "$round" "$work/bare/out/Bare" --version ;;
        version) measure cold-version "$round" "$tool" --version ;;
        right) measure cold-right "$round" "$tool" inject --no-project ;;
        writes)
          rm -f .env
          measure cold-writes "$round" "$tool" inject --no-project
          ;;
        profile)
          unset LLAMA_CLOUD_API_KEY LLAMA_AGENTS_PROJECT_ID
          export LLAMACTL_CONFIG_DIR="$work/store-one"
          measure cold-profile "$round" "$tool" inject --no-project
          unset LLAMACTL_CONFIG_DIR
          export LLAMA_CLOUD_API_KEY=$api_key LLAMA_AGENTS_PROJECT_ID=$project_id
          ;;
        project) measure cold-project "$round" "$tool" inject ;;
      esac
    done
  done
  report_cold
}

report_cold() {
  echo
  echo "Start to end of the installed tool, $runs_cold rounds, ms"
  printf '%-42s %8s %8s %10s %10s %10s\n' '' wall CPU 'to hello,' 'to hello,' 'to bare,'
  printf '%-42s %8s %8s %10s %10s %10s\n' '' '' '' 'wall' 'CPU' 'wall'
  local wall cpu name
  for variant in "${cold_variants[@]}"; do
    case $variant in
      hello) name='hello world' ;;
      bare) name='bare System.CommandLine app, --version' ;;
      version) name='--version' ;;
      right) name='inject, environment, nothing to write' ;;
      writes) name='inject, environment, writes' ;;
      profile) name='inject, profile, nothing to write' ;;
      project) name='inject with a project, nothing to write' ;;
    esac
    wall=$(median 1 "cold-$variant")
    cpu=$(median 2 "cold-$variant")
    printf '%-42s %8.1f %8.1f %10s %10s %10s\n' "$name" "$wall" "$cpu" "$(ratio "$wall" "$(median 1 cold-hello)")" \
      "$(ratio "$cpu" "$(median 2 cold-hello)")" "$(ratio "$wall" "$(median 1 cold-bare)")"
  done
}

# An app with one command that does nothing, compiled ahead of time as the tool is.
make_bare() {
  local version
  version=$(command_line_version)
  make_console "$work/bare" Bare "<PropertyGroup><InvariantGlobalization>true</InvariantGlobalization><PublishReadyToRun>true</PublishReadyToRun></PropertyGroup>
    <ItemGroup><PackageReference Include=\"System.CommandLine\" Version=\"$version\" /></ItemGroup>"
  cat >"$work/bare/Program.cs" <<'EOF'
using System.CommandLine;
RootCommand root = new("Does nothing.");
root.SetAction(_ => 0);
return await root.Parse(args).InvokeAsync();
EOF
  quietly dotnet publish "$work/bare" --use-current-runtime --no-self-contained -o "$work/bare/out"
}

command_line_version() {
  sed -n 's/.*"System\.CommandLine" Version="\([^"]*\)".*/\1/p' "$repository/Directory.Packages.props"
}

# --- native starts ------------------------------------------------------------------------------------------------

make_native() {
  make_console "$work/native-hello" Hello "$native_lines"
  make_console "$work/native-commands" Commands "$native_lines<ItemGroup><PackageReference Include=\"System.CommandLine\" Version=\"$(command_line_version)\" /></ItemGroup>"
  cat >"$work/native-commands/Program.cs" <<'EOF'
using System.CommandLine;
Option<string> file = new("--file") { Description = "The file to write." };
Command write = new("write", "Writes a file.") { file };
write.SetAction(parsed => { File.WriteAllText(parsed.GetValue(file) ?? "out.txt", "Hello, World!\n"); return 0; });
RootCommand root = new("Writes a file.") { write };
return await root.Parse(args).InvokeAsync();
EOF
  quietly publish_native "$work/native-hello" "$work/native/hello"
  quietly publish_native "$work/native-commands" "$work/native/commands"
  quietly publish_native "$repository/src/LlamaEnv.Tool" "$work/native/tool"
}

measure_native() {
  mkdir -p "$work/run"/native-{tool,old}
  local tools=(tool)
  [[ -z $old_tool ]] || tools+=(old)
  for ((round = 0; round <= runs_native; round++)); do
    cd "$work/run"
    measure native-commands "$round" "$work/native/commands/Commands" write --file out.txt
    measure native-hello "$round" "$work/native/hello/Hello"
    for which in "${tools[@]}"; do
      local program=$work/native/tool/dotnet-llama-env
      [[ $which == tool ]] || program=$old_tool
      cd "$work/run/native-$which"
      measure "native-$which-version" "$round" "$program" --version
      measure "native-$which-inject" "$round" "$program" inject --no-project
      measure "native-$which-profile" "$round" env -u LLAMA_CLOUD_API_KEY -u LLAMA_AGENTS_PROJECT_ID LLAMACTL_CONFIG_DIR="$work/store-one" "$program" inject --no-project --env-file profile.env
      measure "native-$which-auth" "$round" env LLAMACTL_CONFIG_DIR="$work/store-one" "$program" auth get
    done
  done
  report_native "${tools[@]}"
}

native_lines='<PropertyGroup><InvariantGlobalization>true</InvariantGlobalization><PublishAot>true</PublishAot></PropertyGroup>'

publish_native() {
  dotnet publish "$1" --use-current-runtime -p:PublishAot=true -o "$2"
}

# Those with "env" before them pay for starting it, too: less than a millisecond.
report_native() {
  echo
  echo "Native programs, $runs_native rounds, ms"
  printf '%-42s %8s %8s %14s %10s\n' '' wall CPU 'to commands,' 'to commands,'
  printf '%-42s %8s %8s %14s %10s\n' '' '' '' 'wall' 'CPU'
  local series name
  for series in native-commands native-hello $(for which in "$@"; do printf 'native-%s-%s ' "$which" version "$which" inject "$which" profile "$which" auth; done); do
    case $series in
      native-commands) name='System.CommandLine app that writes a file' ;;
      native-hello) name='hello world' ;;
      *-version) name='--version' ;;
      *-inject) name='inject, environment, nothing to write' ;;
      *-profile) name='inject, profile, nothing to write' ;;
      *-auth) name='auth get' ;;
    esac
    [[ $series != native-old-* ]] || name="$name, earlier tool"
    printf '%-42s %8.1f %8.1f %14s %10s\n' "$name" "$(median 1 "$series")" "$(median 2 "$series")" \
      "$(ratio "$(median 1 "$series")" "$(median 1 native-commands)")" "$(ratio "$(median 2 "$series")" "$(median 2 native-commands)")"
  done
}

# --- stores -------------------------------------------------------------------------------------------------------

store_commands=('auth get' 'auth get NAME' 'auth use NAME' 'auth inject' 'inject')

measure_store() {
  install_tool
  mkdir -p "$work/run"/store-{one,many}
  for ((round = 0; round <= runs_store; round++)); do
    for command in "${store_commands[@]}"; do
      for store in one many; do
        cd "$work/run/store-$store"
        LLAMA_CLOUD_API_KEY='' LLAMACTL_CONFIG_DIR="$work/store-$store" measure "store-$store-${command// /-}" "$round" "$tool" ${command/NAME/work}
      done
    done
  done
  report_store
}

report_store() {
  echo
  echo "The installed tool over a store of one profile and of $profiles, $runs_store rounds, ms"
  printf '%-42s %8s %8s %10s\n' '' one many 'ratio'
  local one many
  for command in "${store_commands[@]}"; do
    one=$(median 1 "store-one-${command// /-}")
    many=$(median 1 "store-many-${command// /-}")
    printf '%-42s %8.1f %8.1f %10s\n' "$command" "$one" "$many" "$(ratio "$many" "$one")"
  done
}

# --- shared -------------------------------------------------------------------------------------------------------

tool=$work/tools/dotnet-llama-env

install_tool() {
  [[ -f $tool ]] || quietly dotnet tool install LlamaEnv.Tool --tool-path "$work/tools" --version "$(package_version)" --configfile "$work/nuget.config"
}

# make_console DIRECTORY NAME LINES
make_console() {
  mkdir -p "$1"
  echo 'Console.WriteLine("Hello, World!");' >"$1/Program.cs"
  cat >"$1/$2.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  $3
</Project>
EOF
}

package_version() {
  local package
  package=$(basename "$work"/feed/LlamaEnv.MSBuild.*.nupkg .nupkg)
  echo "${package#LlamaEnv.MSBuild.}"
}

# Nothing of the caller's environment but the way to the SDK: a variable of ours, a diagnostic switch of the runtime
# or a restore source would be measured, too.
use_fixed_environment() {
  local name root path=$PATH
  root=$(dotnet --list-runtimes | awk '/^Microsoft\.NETCore\.App / { sub(/^[^[]*\[/, ""); sub(/\/shared\/[^\/]*\]$/, ""); print; exit }')
  for name in $(compgen -e); do
    unset "$name" 2>/dev/null || true
  done
  export PATH=$path HOME="$work/home" LC_ALL=C DOTNET_ROOT=$root NUGET_PACKAGES="$work/packages"
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  export LLAMA_CLOUD_API_KEY=$api_key LLAMA_AGENTS_PROJECT_ID=$project_id
  cat >"$work/nuget.config" <<EOF
<configuration>
  <packageSources>
    <clear />
    <add key="feed" value="$work/feed" />
  </packageSources>
</configuration>
EOF
}

quietly() {
  "$@" >"$work/log" 2>&1 || give_up "$@"
}

# measure SERIES ROUND COMMAND...: appends wall and CPU time in ms. Round 0 only warms the caches up.
measure() {
  local series="$work/series/$1" round=$2 start end user system
  local TIMEFORMAT='%3U %3S'
  shift 2
  start=$EPOCHREALTIME
  { time "$@" >"$work/log" 2>&1; } 2>"$work/cpu" || give_up "$@"
  end=$EPOCHREALTIME
  read -r user system <"$work/cpu"
  if ((round > 0)); then
    awk -v start="$start" -v end="$end" -v cpu="$user $system" \
      'BEGIN { split(cpu, t, " "); printf "%.3f %.3f\n", (end - start) * 1000, (t[1] + t[2]) * 1000 }' >>"$series"
  fi
}

give_up() {
  {
    echo "failed: $*"
    cat "$work/log"
  } >&2
  exit 1
}

# median COLUMN SERIES
median() {
  cut -d' ' -f"$1" "$work/series/$2" | middle 1
}

# over COLUMN SERIES BASELINE DIVISOR: the median of the differences within a round.
over() {
  paste -d' ' "$work/series/$2" "$work/series/$3" | awk -v c="$1" '{ print $c - $(c + 2) }' | middle "$4"
}

middle() {
  sort -g | awk -v divisor="$1" '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 / divisor }'
}

ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'
}

main
