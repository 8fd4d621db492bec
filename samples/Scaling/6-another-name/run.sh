#!/bin/sh
# The secret is there, under a name that nobody reads.
cd "$(dirname "$0")" || exit 2
export LLAMACLOUD_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake
exec dotnet-llama-env check --no-project
