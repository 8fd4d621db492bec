#!/bin/sh
# The pipeline or the manifest passes on what should have been replaced.
cd "$(dirname "$0")" || exit 2
export LLAMA_CLOUD_API_KEY='$(LLAMA_CLOUD_API_KEY)'
exec dotnet-llama-env check --no-project
