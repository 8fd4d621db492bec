#!/bin/sh
# The program makes its client, and loads .env afterwards. Everything is right, only too late: the value comes from the
# file, and nothing of it is in the environment that the client read.
cd "$(dirname "$0")" || exit 2
printf 'LLAMA_CLOUD_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake\n' >.env
exec dotnet-llama-env explain --no-project LLAMA_CLOUD_API_KEY
