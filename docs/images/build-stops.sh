#!/usr/bin/env bash
# Makes build-stops.svg: what a terminal shows of a build without a key, and of the next one with a (fake) key. It runs both,
# with the task as it is in src, and draws what the terminal logger wrote. Nothing but bash, awk and the SDK.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
unset LLAMA_CLOUD_API_KEY LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID LLAMA_CLOUD_USE_PROFILE LLAMACTL_CONFIG_DIR CI

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir "$home/MyApp"
cat >"$home/MyApp/MyApp.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <Import Project="$root/samples/FromSource.targets" />
</Project>
PROJECT
echo 'System.Console.WriteLine("Hello");' >"$home/MyApp/Program.cs"
export XDG_CONFIG_HOME=$home/.config
cd "$home/MyApp"
# The references first, so that they are not in the picture.
LlamaEnvMissing=ignore dotnet build -v:q -nologo >/dev/null

key=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake
say() { printf '\033[2m$\033[m %s\n' "$1"; }
# What stays on the screen. A line that is the name alone, or moves the cursor to a column, is progress that the next one
# is drawn over.
build() {
  { dotnet build --no-restore -p:BuildProjectReferences=false -tl:on || true; } | tr -d '\r' | awk '
    { gsub(/\033\][^\033]*\033\\/, ""); gsub(/\033\[\?25[lh]/, ""); gsub(/\033\[[0-9]*[FJK]/, "") }
    !/\033\[[0-9]+G/ && !/^ *(MyApp)?$/'
}
{
  say 'dotnet build'
  build
  echo
  say "export LLAMA_CLOUD_API_KEY=$key"
  say 'dotnet build'
  export LLAMA_CLOUD_API_KEY=$key
  build
  echo
  say 'cat .env'
  cat .env
} | sed -e "s|$home|/home/you|g" -e 's/ ([0-9.]*s)//; s/ in [0-9.]*s$//' | awk -v width=104 '
  function escape(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
  function put(text) { if (text != "") line = line (style == "" ? escape(text) : "<tspan class=\"" style "\">" escape(text) "</tspan>") }
  function end_line() { while (sub(/class="error">[^<]*<\/tspan><tspan class="error">/, "&\001", line)) sub(/<\/tspan><tspan class="error">\001/, "", line); lines[count++] = line; line = ""; column = 0 }
  # One word with what precedes it; between its pieces the style changes.
  function word(text,   plain, at) {
    plain = text; gsub(/\033\[[0-9;]*m/, "", plain)
    if (column > 0 && column + length(plain) > width) { end_line(); line = indent; column = length(indent); sub(/^ +/, "", text); sub(/^ +/, "", plain) }
    column += length(plain)
    while (match(text, /\033\[[0-9;]*m/)) {
      put(substr(text, 1, RSTART - 1))
      at = substr(text, RSTART + 2, RLENGTH - 3)
      style = at ~ /^31/ ? "error" : at ~ /^32/ ? "good" : at ~ /^33/ ? "warning" : at ~ /^36/ ? "name" : at == "1" ? "strong" : at == "2" ? "dim" : ""
      text = substr(text, RSTART + RLENGTH)
    }
    put(text)
  }
  {
    match($0, /^ */); indent = substr($0, 1, RLENGTH)
    rest = $0
    while (match(rest, /^ *[^ ]+/)) { size = RLENGTH; word(substr(rest, 1, size)); rest = substr(rest, size + 1) }
    end_line()
  }
  END {
    height = count * 19 + 34
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 %d\" width=\"880\" height=\"%d\" role=\"img\">\n", height, height
    print "<title>A build without a key stops with LLENV0001; with the key set, the next build passes and .env holds it.</title>"
    print "<style>"
    print "text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, \"DejaVu Sans Mono\", monospace; fill: #e6edf3; white-space: pre }"
    print ".error { fill: #ff7b72; font-weight: bold } .good { fill: #56d364; font-weight: bold } .warning { fill: #e3b341 } .name { fill: #76e3ea } .strong { font-weight: bold } .dim { fill: #9198a1 }"
    print "</style>"
    printf "<rect x=\"0.5\" y=\"0.5\" width=\"879\" height=\"%d\" rx=\"8\" fill=\"#161b22\" stroke=\"#6e7681\"/>\n", height - 1
    for (i = 0; i < count; i++) if (lines[i] != "") printf "<text x=\"20\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", i * 19 + 31, lines[i]
    print "</svg>"
  }' >"$home/picture.svg"
mv "$home/picture.svg" "$root/docs/images/build-stops.svg"
