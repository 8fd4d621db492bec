#!/usr/bin/env bash
# What the analyzer of the build package costs where there is nothing to find: the compiler alone over 1,000 files, with and
# without it beside the analyzers that every project has, in turns. CPU seconds of each, then the ratio of the medians and of the lowest.
#
#   analyzer.sh [FILES] [ROUNDS]      needs 'dotnet build src/LlamaEnv.Analyzers -c Release'
set -euo pipefail

files=${1:-1000}
rounds=${2:-6}
here=$(cd "$(dirname "$0")/../.." && pwd)
analyzer=$here/src/LlamaEnv.Analyzers/bin/Release/netstandard2.0/LlamaEnv.Analyzers.dll
[ -f "$analyzer" ] || { echo "There is no $analyzer: dotnet build src/LlamaEnv.Analyzers -c Release"; exit 2; }
root=$(dirname "$(readlink -f "$(command -v dotnet)")")
sdk=$(cd "$here" && dotnet --version)
pack=$(ls -d "$root"/packs/Microsoft.NETCore.App.Ref/10.*/ref/net10.0 | tail -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Ordinary code: types, strings, calls, configuration reads of other names; 60 lines each.
for ((i = 0; i < files; i++)); do
  {
    printf 'using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\nnamespace Made.N%d;\n\npublic sealed class Service%d(string name)\n{\n' $((i % 37)) "$i"
    printf '    private readonly Dictionary<string, int> _counts = new() { ["first"] = %d, ["second"] = 2 };\n\n    public string Name { get; } = name;\n\n' "$i"
    for m in 1 2 3 4 5 6 7 8; do
      printf '    public string Run%d(IEnumerable<int> values)\n    {\n        int sum = values.Where(v => v %% %d == 0).Select(v => v + _counts["first"]).Sum();\n        string home = Environment.GetEnvironmentVariable("HOME_%d") ?? "/tmp/service";\n        return $"{Name} of {home}: {sum} in step %d, see https://docs.example.com/steps/%d";\n    }\n\n' "$m" "$m" "$m" "$m" "$m"
    done
    printf '}\n'
  } >"$work/Service$i.cs"
done
{
  printf '%s\n' /noconfig /nostdlib+ /target:library /nullable:enable /langversion:latest /nologo "/out:$work/out.dll"
  printf '/r:%s\n' "$pack"/*.dll
  printf '%s\n' "$work"/*.cs
  # What every project of the SDK has anyway.
  printf '/a:%s\n' "$root/sdk/$sdk"/Sdks/Microsoft.NET.Sdk/analyzers/Microsoft.CodeAnalysis{,.CSharp}.NetAnalyzers.dll
} >"$work/plain.rsp"
{ cat "$work/plain.rsp"; printf '/a:%s\n' "$analyzer"; } >"$work/analyzed.rsp"

measure() { ( TIMEFORMAT='%U %S'; time dotnet exec "$root/sdk/$sdk/Roslyn/bincore/csc.dll" "@$work/$1.rsp" >/dev/null ) 2>&1 | awk '{ printf "%.2f\n", $1 + $2 }'; }

measure plain >/dev/null # The files are read once before it counts.
for ((r = 0; r < rounds; r++)); do
  for kind in plain analyzed; do
    seconds=$(measure "$kind")
    printf '%s %s\n' "$kind" "$seconds"
    printf '%s\n' "$seconds" >>"$work/$kind.times"
  done
done
middle() { sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }
lowest() { sort -n "$1" | head -1; }
awk -v p="$(middle "$work/plain.times")" -v a="$(middle "$work/analyzed.times")" -v pl="$(lowest "$work/plain.times")" -v al="$(lowest "$work/analyzed.times")" -v n="$files" \
  'BEGIN { printf "%d files: median %.2f s without, %.2f s with, ratio %.3f; lowest %.2f and %.2f, ratio %.3f\n", n, p, a, a / p, pl, al, al / pl }'
