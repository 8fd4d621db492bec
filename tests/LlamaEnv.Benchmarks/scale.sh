#!/usr/bin/env bash
#
# Many agents at once, and a secret manager with a limit: what reaches the manager, and when they are ready, where each asks
# it and where files are mounted; what a rotation and an outage do to them. The numbers of docs/scale.md.
#
#   tests/LlamaEnv.Benchmarks/scale.sh
#
#   ASKING=500        agents where each asks the manager
#   READING=2000      agents where each reads mounted files
#   TOOL=PATH         an executable of the tool; by default the native one is built, which needs a C compiler
#
# Needs Linux, bash 5, curl and the .NET SDK. It takes about ten minutes on two cores.
#
# How to read it: an agent is a real process, `dotnet-llama-env run -- printenv`, with curl as the manager's program. It is
# ready when it ends well; one that fails is started again after 1, 2, 4 … 30 s, a tenth of the kubelet's pauses. Times are
# seconds from the start of the first. CPU is user + system time of an agent with all that it starts. The manager is another
# part of the program that starts them, on 127.0.0.1.

set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset LLAMA_CLOUD_API_KEY LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID LLAMA_CLOUD_USE_PROFILE

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

tool=${TOOL:-$work/native/dotnet-llama-env}
[[ -n ${TOOL:-} ]] || quietly dotnet publish "$repository/src/LlamaEnv.Tool" --use-current-runtime -p:PublishAot=true -o "$work/native"
quietly dotnet build "$repository/tests/LlamaEnv.Benchmarks" -c Release -o "$work/benchmarks"
echo "$(uname -sm), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
dotnet "$work/benchmarks/LlamaEnv.Benchmarks.dll" scale "$(readlink -f "$tool")" "${ASKING:-500}" "${READING:-2000}"
