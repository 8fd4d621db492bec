#!/bin/sh
# Which key goes where: each line is checked by this project's settings. The keys are fake. Needs the tool: docs/tool.md.
cd "$(dirname "$0")" || exit 2
development=llx-ThisKeyIsFakeAndItOpensNothingInDevelopmentAtAll
production=llx-ThisKeyIsFakeAndItOpensNothingInProductionAtAllX

try() { printf '\n$ %s\n' "$*"; "$@"; printf '(exit code %s)\n' "$?"; }

echo '1. A developer, who sets nothing: Development.'
try dotnet-llama-env check

echo '2. A release without its key stops. The key of Development does not take its place.'
try dotnet-llama-env check --environment Production

echo '3. A release with the key of Development stops.'
LLAMA_CLOUD_API_KEY=$development
export LLAMA_CLOUD_API_KEY
try dotnet-llama-env check --environment Production

echo '4. A release with its own key passes.'
LLAMA_CLOUD_API_KEY=$production
try dotnet-llama-env check --environment Production

echo '5. A developer whose shell still has the key of Production stops.'
try dotnet-llama-env check
