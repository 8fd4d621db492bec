#!/bin/sh
# `echo llx-… | kubectl create secret …` puts the line end into the secret, and the client cannot send it.
cd "$(dirname "$0")" || exit 2
LLAMA_CLOUD_API_KEY=$(printf 'llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake\n.')
export LLAMA_CLOUD_API_KEY="${LLAMA_CLOUD_API_KEY%.}"
exec dotnet-llama-env check --no-project
