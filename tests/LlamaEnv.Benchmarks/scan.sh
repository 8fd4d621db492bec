#!/usr/bin/env bash
#
# What 'scan' costs over a tree of files, beside grep and ripgrep, which look for nothing but "llx-"; and whether it finds
# every key that was planted there, and nothing else.
#
#   tests/LlamaEnv.Benchmarks/scan.sh
#
#   RUNS=5            rounds
#   MEGABYTES=1024    size of the tree
#   TOOL=PATH         an executable of the tool; by default the native one is built, which needs a C compiler
#
# Needs bash 5, GNU time, grep, git and the .NET SDK; ripgrep is measured where it is installed.
#
# How to read it: every round runs each variant once, over files that are in memory by then. CPU is user + system time of
# the command and its children, in seconds, and the best of the rounds. Memory is the largest of the rounds.

set -euo pipefail

runs=${RUNS:-5}
megabytes=${MEGABYTES:-1024}
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset LLAMA_CLOUD_API_KEY

main() {
  local tool=${TOOL:-$work/native/dotnet-llama-env}
  [[ -n ${TOOL:-} ]] || quietly dotnet publish "$repository/src/LlamaEnv.Tool" --use-current-runtime -p:PublishAot=true -o "$work/native"
  quietly dotnet build "$repository/tests/LlamaEnv.Benchmarks" -c Release -o "$work/benchmarks"
  quietly dotnet "$work/benchmarks/LlamaEnv.Benchmarks.dll" make-tree "$work/tree" "$megabytes"
  cp -r "$work/tree" "$work/plain"
  git -C "$work/tree" init -q
  git -C "$work/tree" add -A

  echo "$(uname -sm), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(find "$work/plain" -type f | wc -l) files, $(du -sm --apparent-size "$work/plain" | cut -f1) MB"
  verify "$tool"
  for ((round = 0; round <= runs; round++)); do
    measure "grep -r -a -F" "$round" env LC_ALL=C grep -r -a -c -F llx- "$work/plain"
    ! command -v rg >/dev/null || measure "rg -a -F, 1 thread" "$round" rg --no-ignore --hidden -a -F -c -j1 llx- "$work/plain"
    ! command -v rg >/dev/null || measure "rg -a -F" "$round" rg --no-ignore --hidden -a -F -c llx- "$work/plain"
    measure "scan, a folder" "$round" "$tool" scan "$work/plain" -o json
    measure "scan, a work tree" "$round" "$tool" scan "$work/tree" -o json
    measure "scan --staged" "$round" "$tool" scan --staged "$work/tree" -o json
  done
  report
  git -C "$work/tree" -c user.name=x -c user.email=x@example.com commit -q -m x
  measure "scan --history" 1 "$tool" scan --history "$work/tree" -o json
  report | tail -1
}

verify() {
  local found
  for found in "$work/plain" "$work/tree"; do
    "$1" scan "$found" -o json >"$work/found.json" || true
    grep -o '"file": "[^"]*"' "$work/found.json" | cut -d'"' -f4 | sed "s|^$found/||" | LC_ALL=C sort >"$work/found" || true
    LC_ALL=C sort "$work/tree.expected" | cmp - "$work/found" || { diff <(LC_ALL=C sort "$work/tree.expected") "$work/found" | head; exit 1; }
  done
  echo "$(wc -l <"$work/tree.expected") keys planted, all found, and nothing else"
}

# measure NAME ROUND COMMAND...; round 0 only warms up.
measure() {
  local name=$1 round=$2
  shift 2
  command time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null 2>&1 || true
  ((round == 0)) || tail -1 "$work/time" >>"$work/series-${name//[ ,]/_}"
  ((round == 0)) || [[ " ${order[*]} " == *" ${name//[ ,]/_} "* ]] || order+=("${name//[ ,]/_}")
}

order=()

report() {
  printf '%-26s %8s %8s %10s\n' '' 'wall, s' 'CPU, s' 'memory, MB'
  local series
  for series in "${order[@]}"; do
    awk -v name="${series//_/ }" '{ cpu = $2 + $3; if (NR == 1 || cpu < best) best = cpu; if (NR == 1 || $1 < wall) wall = $1; if ($4 > memory) memory = $4 } END { printf "%-26s %8.2f %8.2f %10.1f\n", name, wall, best, memory / 1024 }' "$work/series-$series"
  done
}

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

main
