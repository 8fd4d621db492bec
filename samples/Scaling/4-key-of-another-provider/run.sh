#!/bin/sh
# The deployment maps the wrong secret: a key that is right, at somebody else's server.
cd "$(dirname "$0")" || exit 2
export LLAMA_CLOUD_API_KEY=sk-proj-FakeFakeFakeFakeFakeFakeFakeFake
exec dotnet-llama-env check --no-project
