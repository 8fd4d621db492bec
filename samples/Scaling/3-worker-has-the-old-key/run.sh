#!/bin/sh
# The secret was rotated in the file. Workers that were started before keep the environment that they were started with,
# and it goes before the file.
cd "$(dirname "$0")" || exit 2
printf 'LLAMA_CLOUD_API_KEY=llx-NewKeyNewKeyNewKeyNewKeyNewKeyNewKeyNewKeyNewKey\n' >.env
export LLAMA_CLOUD_API_KEY=llx-OldKeyOldKeyOldKeyOldKeyOldKeyOldKeyOldKeyOldKey
dotnet-llama-env explain --no-project LLAMA_CLOUD_API_KEY
