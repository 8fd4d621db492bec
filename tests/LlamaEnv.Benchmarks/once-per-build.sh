#!/usr/bin/env bash
#
# Whether a build asks a slow source once, whatever the number of its projects and processes, and what that costs.
#
#   tests/LlamaEnv.Benchmarks/once-per-build.sh              every part
#   tests/LlamaEnv.Benchmarks/once-per-build.sh calls        how often the manager is called, in each mode, in two builds each
#   tests/LlamaEnv.Benchmarks/once-per-build.sh faults       a manager that fails, hangs, answers another key; a process that is killed
#   tests/LlamaEnv.Benchmarks/once-per-build.sh race         builds back to back, whose processes have not ended the one before
#   tests/LlamaEnv.Benchmarks/once-per-build.sh cost         time over the same build with the key in a file
#   tests/LlamaEnv.Benchmarks/once-per-build.sh real         the same, of real C# projects that are up to date
#   OLD_TASKS=FOLDER tests/LlamaEnv.Benchmarks/once-per-build.sh unused
#                                                            time and assemblies of a build without such a source, over an earlier task
#
#   PROJECTS=200       projects in the build; they compile nothing, so that all there is to see is ours
#   LATENCY=0.3        seconds that the manager takes
#   RUNS=7             rounds of the cost
#   TASKS=FOLDER       a task that is built already
#
# Needs bash 5, awk and the .NET SDK. Has a home, a temporary folder and MSBuild processes of its own, and ends them.

set -euo pipefail

projects=${PROJECTS:-200}
latency=${LATENCY:-0.3}
runs=${RUNS:-7}
parts=${*:-calls faults race cost}
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
modes=('-m:1' '-m:2' '-m:4' '-m:8' '-mt -m:4' '-graph -m:2' '-graph -isolate -m:2' 'server -m:2' 'reuse -m:4'
  # The task for MSBuild before 18.6, which under -mt runs in processes beside the build's.
  '-m:4 -p:_LlamaEnvMSBuildVersion=18.5.0' '-mt -m:4 -p:_LlamaEnvMSBuildVersion=18.5.0')
cost_modes=('-m:1' '-m:2' '-mt -m:2' 'reuse -m:2' 'server -m:2')
failed=0

main() {
  local tasks=${TASKS:-$work/built}
  if [[ -z ${TASKS:-} ]]; then
    local project
    for project in LlamaEnv.MSBuild LlamaEnv.MSBuild.Multithreaded; do
      quietly dotnet publish "$repository/src/$project" -c Release -r "$(dotnet --info | awk '$1 == "RID:" { print $2 }')" -o "$tasks"
    done
  fi
  mkdir -p "$work"/{home,tmp,package/tasks,bin}
  cp -r "$repository/build" "$work/package/build"
  cp -r "$tasks" "$work/package/tasks/net10.0"
  export HOME=$work/home DOTNET_CLI_HOME=$work/home TMPDIR=$work/tmp MSBUILDNODEHANDSHAKESALT=$work PATH=$work/bin:$PATH
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  unset XDG_RUNTIME_DIR MSBUILDDISABLENODEREUSE LLAMA_CLOUD_API_KEY LLAMA_AGENTS_PROJECT_ID DOTNET_CLI_USE_MSBUILD_SERVER MSBUILDUSESERVER
  trap 'end_processes; rm -rf "$work"' EXIT
  make_projects
  manager 'printf "{\"Version\":1,\"Variables\":{\"LLAMA_CLOUD_API_KEY\":\"%s\"}}" "$(cat "$STATE/key")"'
  echo 'llx-Canary0OncePerBuild0Canary1OncePerBuild1Canary' >"$work/key"

  echo "$(uname -sm), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown), .NET SDK $(dotnet --version), $projects projects, a manager of $latency s"
  local part
  for part in $parts; do
    echo
    "show_$part"
  done
  ((failed == 0)) || { echo; echo "$failed checks failed"; exit 1; }
}

# MSBuild's own way to end its processes misses some on a busy machine; those that have our salt are ours.
end_processes() {
  dotnet build-server shutdown --msbuild >/dev/null 2>&1 || true
  local process
  for process in $(pgrep -f MSBuild || true); do
    ! tr '\0' '\n' <"/proc/$process/environ" 2>/dev/null | grep -qxF "MSBUILDNODEHANDSHAKESALT=$work" || kill "$process" || true
  done
}

make_projects() {
  local i name references=
  mkdir "$work/all"
  for ((i = 1; i <= projects; i++)); do
    name=$(printf 'P%03d' "$i")
    mkdir "$work/all/$name"
    cat >"$work/all/$name/$name.proj" <<EOF
<Project DefaultTargets="Build">
  <PropertyGroup>
    <LlamaEnvSources Condition="'\$(LlamaEnvSources)' == ''">process:manager read</LlamaEnvSources>
    <LlamaEnvWiring>false</LlamaEnvWiring>
  </PropertyGroup>
  <Target Name="GetTargetFrameworks" />
  <Target Name="Build" DependsOnTargets="LlamaEnvInject" />
  <Import Project="$work/package/build/LlamaEnv.MSBuild.targets" />
  <Import Project="$work/all/Slow.targets" Condition="'\$(SlowEnd)\$(ShowLoaded)' != ''" />
</Project>
EOF
    references+="<ProjectReference Include=\"$name/$name.proj\" />"
  done
  cat >"$work/all/All.proj" <<EOF
<Project DefaultTargets="Build">
  <ItemGroup>
    $references
    <ProjectReferenceTargets Include="Build" Targets="Build" />
  </ItemGroup>
  <Target Name="Build">
    <MSBuild Projects="@(ProjectReference)" Targets="Build" BuildInParallel="true" />
  </Target>
</Project>
EOF
  # Another package's object, which each process of a build disposes of before or after ours: it takes its time.
  cat >"$work/all/Slow.targets" <<'EOF'
<Project>
  <UsingTask TaskName="SlowEnd" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
    <Task>
      <Code Type="Class" Language="cs"><![CDATA[
        public sealed class SlowEnd : Microsoft.Build.Utilities.Task
        {
            public override bool Execute()
            {
                Log.LogMessage(Microsoft.Build.Framework.MessageImportance.High, "process: " + System.Diagnostics.Process.GetCurrentProcess().Id);
                var engine = (Microsoft.Build.Framework.IBuildEngine4)BuildEngine;
                var build = Microsoft.Build.Framework.RegisteredTaskObjectLifetime.Build;
                foreach (int i in new[] { 1, 2, 3, 4, 5, 6, 7, 8 })
                    if (engine.GetRegisteredTaskObject("slow" + i, build) == null)
                        engine.RegisterTaskObject("slow" + i, new Waiter(), build, false);
                return true;
            }
            private sealed class Waiter : System.IDisposable
            {
                public void Dispose() => System.Threading.Thread.Sleep(300);
            }
        }
      ]]></Code>
    </Task>
  </UsingTask>
  <UsingTask TaskName="ShowLoaded" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
    <Task>
      <Code Type="Fragment" Language="cs"><![CDATA[
        var names = new System.Collections.Generic.SortedSet<string>();
        foreach (var assembly in System.AppDomain.CurrentDomain.GetAssemblies())
            names.Add(assembly.GetName().Name);
        Log.LogMessage(MessageImportance.High, "loaded: " + string.Join(" ", names));
      ]]></Code>
    </Task>
  </UsingTask>
  <Target Name="ShowWhatIsLoaded" AfterTargets="LlamaEnvInject" Condition="'$(ShowLoaded)' == 'true' and '$(MSBuildProjectName)' == 'P001'"><ShowLoaded /></Target>
  <Target Name="EndSlowly" BeforeTargets="LlamaEnvInject" Condition="'$(SlowEnd)' == 'true'"><SlowEnd /></Target>
</Project>
EOF
}

# manager SCRIPT: what the stand-in does behind its latency.
manager() {
  cat >"$work/bin/manager" <<EOF
#!/bin/sh
STATE=$work
echo call >>"\$STATE/calls"
sleep $latency
$1
EOF
  chmod +x "$work/bin/manager"
}

# build MODE ARGUMENT...: the whole of it, with its output in $work/log.
build() {
  local mode=$1 server=
  shift
  : >"$work/calls"
  [[ $mode != server* ]] || server=1
  local reuse=-nr:false
  [[ $mode != server* && $mode != reuse* ]] || reuse=-nr:true
  mode=${mode#server}
  mode=${mode#reuse}
  # shellcheck disable=SC2086
  (cd "$work/all" && env ${server:+MSBUILDUSESERVER=1} dotnet msbuild All.proj -nologo -v:m "$reuse" $mode "$@") >"$work/log" 2>&1
}

calls() { wc -l <"$work/calls"; }

# expect WHAT EXPECTED ACTUAL
expect() {
  if [[ $2 == "$3" ]]; then
    printf '  %-96s %s\n' "$1" "$3"
  else
    printf '  %-96s %s, NOT %s\n' "$1" "$3" "$2"
    failed=$((failed + 1))
  fi
}

keys_written() { cat "$work"/all/P*/.env 2>/dev/null | sed -n 's/^LLAMA_CLOUD_API_KEY=//p' | sort -u | tr -d '"' | paste -sd' '; }

left_behind() { find "$work/tmp" -maxdepth 1 -name 'llamaenv*' | wc -l; }

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

forget() { rm -f "$work"/all/P*/.env; }

show_calls() {
  echo "Calls of the manager"
  local mode round key exit
  for mode in "${modes[@]}"; do
    forget
    for round in first second; do
      key="llx-Build${RANDOM}0Canary0OncePerBuild0Canary1OncePerBuild1"
      echo "$key" >"$work/key"
      exit=0
      build "$mode" || exit=$?
      ((exit == 0)) || tail -5 "$work/log"
      expect "$mode, $round build: exit code, calls, keys written, left behind" "0, 1, ${key}, 0" "$exit, $(calls), $(keys_written), $(left_behind)"
    done
  done
  grep -rlF "$(cat "$work/key")" "$work/tmp" "$work/home" 2>/dev/null | sed 's/^/  the key is in /' || true
}

show_faults() {
  echo "A manager that is down"
  local mode exit good
  good=$(cat "$work/bin/manager")
  for mode in '-m:4' '-mt -m:4' '-graph -m:2'; do
    forget
    manager 'echo "no route to host" >&2; exit 1'
    exit=0
    build "$mode" -clp:NoSummary || exit=$?
    expect "$mode, it fails: exit code, calls, projects with LLENV0002, files written" "1, 1, $projects, 0" "$exit, $(calls), $(errors), $(find "$work/all" -name .env | wc -l)"
    manager 'sleep 600'
    exit=0
    build "$mode" -clp:NoSummary -p:LlamaEnvProcessTimeout=2 || exit=$?
    expect "$mode, it hangs: exit code, calls, projects with LLENV0002, files written" "1, 1, $projects, 0" "$exit, $(calls), $(errors), $(find "$work/all" -name .env | wc -l)"
  done
  grep -m1 -o 'error LLENV0002.*' "$work/log" | cut -c1-200 | sed 's/^/    /'
  echo "$good" >"$work/bin/manager"
  build '-m:4' && expect "up again: the next build asks, and has the key" "1, $(cat "$work/key")" "$(calls), $(keys_written)"

  echo "A process of the build that is killed while it has the answer"
  forget
  manager 'printf "{\"LLAMA_CLOUD_API_KEY\":\"%s\"}" "$(cat "$STATE/key")"; sleep 2'
  (cd "$work/all" && exec dotnet msbuild All.proj -nologo -v:m -m:4 -nr:false >"$work/log" 2>&1) &
  local build=$! victim=
  : >"$work/calls"
  while [[ ! -s $work/calls ]]; do sleep 0.05; done
  victim=$(pgrep -f "$work/bin/manager" | head -1)
  victim=$(awk '/^PPid:/ { print $2 }' "/proc/$victim/status")
  kill -9 "$victim"
  exit=0
  wait "$build" || exit=$?
  expect "the build ends, with an error or without" "yes" "$( ((exit == 0 || exit == 1 || exit == 137)) && echo yes || echo "$exit")"
  echo "    calls: $(calls); exit code: $exit; killed: $([[ $victim == "$build" ]] && echo 'the first process' || echo 'a worker')"
  echo "$good" >"$work/bin/manager"
  while pgrep -f "$work/bin/manager" >/dev/null; do sleep 0.1; done
  forget
  build '-m:4' || true
  expect "the next build asks again, and clears what the dead one left" "1, 0" "$(calls), $(left_behind)"
}

errors() { grep -o 'P[0-9]*\.proj : error LLENV0002' "$work/log" | sort -u | wc -l; }

show_race() {
  echo "Builds back to back; their processes take seconds to end each"
  local i mode
  for mode in 'reuse -m:4' 'server -m:2'; do
    for i in 1 2 3 4; do
      forget
      echo "llx-Race${i}0Canary0OncePerBuild0Canary1OncePerBuild1Can" >"$work/key"
      build "$mode" -p:SlowEnd=true || { tail -5 "$work/log"; }
      grep -o 'process: [0-9]*' "$work/log" | sort -u >"$work/processes"
      ((i == 1)) || echo "    $(comm -12 "$work/processes" "$work/processes-before" | wc -l) of its $(wc -l <"$work/processes") processes were in the build before"
      cp "$work/processes" "$work/processes-before"
      expect "$mode, build $i: calls, keys written" "1, $(cat "$work/key")" "$(calls), $(keys_written)"
    done
  done
  : >"$work/calls"
  for i in 1 2 3; do
    (cd "$work/all" && dotnet msbuild All.proj -nologo -v:q -m:2 -nr:true -p:LlamaEnvOutput=none -p:SlowEnd=true >/dev/null 2>&1) &
  done
  wait
  expect "three builds at once: calls" 3 "$(calls)"
}

show_real() {
  local i name
  for ((i = 1; i <= projects; i++)); do
    name=$(printf 'P%03d' "$i")
    rm "$work/all/$name/$name.proj"
    echo "namespace N; public class $name;" >"$work/all/$name/$name.cs"
    cat >"$work/all/$name/$name.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <LlamaEnvSources Condition="'\$(LlamaEnvSources)' == ''">process:manager read</LlamaEnvSources>
  </PropertyGroup>
  <Import Project="$work/package/build/LlamaEnv.MSBuild.targets" />
</Project>
EOF
  done
  sed -i 's/\.proj"/.csproj"/g; s|^</Project>|<Target Name="Restore"><MSBuild Projects="@(ProjectReference)" Targets="Restore" BuildInParallel="true" /></Target></Project>|' "$work/all/All.proj"
  quietly build -m:2 -t:Restore
  quietly build -m:2
  show_cost
}

show_cost() {
  echo "Milliseconds over the same build with the key in a file, $runs rounds in turns"
  echo "LLAMA_CLOUD_API_KEY=$(cat "$work/key")" >"$work/key.env"
  chmod 600 "$work/key.env"
  local mode round
  printf '  %-24s %10s %10s %10s %17s %10s\n' '' 'with it' 'without' 'over' 'over latency' 'CPU, over'
  for mode in "${cost_modes[@]}"; do
    rm -f "$work"/series-*
    for ((round = 0; round <= runs; round++)); do
      measure without "$round" build "$mode" "-p:LlamaEnvSources=dotenv:$work/key.env"
      measure with "$round" build "$mode"
    done
    local with without over cpu
    with=$(median <"$work/series-with")
    without=$(median <"$work/series-without")
    over=$(paste "$work/series-with" "$work/series-without" | awk '{ print $1 - $3 }' | median)
    cpu=$(paste "$work/series-with" "$work/series-without" | awk '{ print $2 - $4 }' | median)
    awk -v mode="$mode" -v with="$with" -v without="$without" -v over="$over" -v cpu="$cpu" -v latency="$latency" \
      'BEGIN { rest = over - latency * 1000; printf "  %-24s %10d %10d %10d %8d (%.1f %%) %10d\n", mode, with, without, over, rest, rest / without * 100, cpu }'
  done
}


show_unused() {
  [[ -n ${OLD_TASKS:-} ]] || { echo "OLD_TASKS names no folder"; return; }
  local round name over old=$OLD_TASKS/LlamaEnv.MSBuild.Multithreaded.dll new=$work/package/tasks/net10.0/LlamaEnv.MSBuild.Multithreaded.dll
  export LLAMA_CLOUD_API_KEY
  LLAMA_CLOUD_API_KEY=$(cat "$work/key")
  echo "A build without such a source, by the task before and the one of now"
  for name in old old new; do # Once to warm up: the first compiles what looks.
    build -m:1 -p:LlamaEnvSources=environment -p:ShowLoaded=true -p:_LlamaEnvTaskAssembly="${!name}"
    grep -o 'loaded: .*' "$work/log" | tr ' ' '\n' | grep -v -e '^loaded:' -e '^tmp' | LC_ALL=C sort >"$work/loaded-$name"
  done
  echo "  assemblies: $(wc -l <"$work/loaded-old") before, $(wc -l <"$work/loaded-new") now; only now: $(LC_ALL=C comm -13 "$work/loaded-old" "$work/loaded-new" | paste -sd' ')"
  rm -f "$work"/series-*
  for ((round = 0; round <= runs; round++)); do
    measure old "$round" build -m:1 -p:LlamaEnvSources=environment -p:_LlamaEnvTaskAssembly="$old"
    measure new "$round" build -m:1 -p:LlamaEnvSources=environment -p:_LlamaEnvTaskAssembly="$new"
  done
  over=$(paste "$work/series-new" "$work/series-old" | awk '{ print $2 / $4 }' | median)
  echo "  milliseconds, -m:1, $projects projects, $runs rounds in turns: $(median <"$work/series-old") before, $(median <"$work/series-new") now, median of the ratios of CPU time $over"
  unset LLAMA_CLOUD_API_KEY
}

median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# measure NAME ROUND COMMAND...: wall and CPU time, in ms; round 0 only warms up. CPU leaves out processes that stay.
measure() {
  local name=$1 round=$2 TIMEFORMAT='%R %U %S'
  shift 2
  { time "$@"; } 2>"$work/time"
  ((round == 0)) || awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }' "$work/time" >>"$work/series-$name"
}

main
