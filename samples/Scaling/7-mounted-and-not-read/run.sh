#!/bin/sh
# The secret is mounted as a file. `explain` with that file as a source shows what is in it; the environment, which is all
# that the program reads, has nothing.
cd "$(dirname "$0")" || exit 2
mkdir -p secrets
printf 'LLAMA_CLOUD_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake\n' >secrets/llama.env
exec dotnet-llama-env explain --no-project --source environment --source dotenv:secrets/llama.env LLAMA_CLOUD_API_KEY
