#!/bin/sh
# `LLAMA_CLOUD_API_KEY: ${LLAMA_CLOUD_API_KEY}` in a compose file, where the shell that starts it has none: the container
# gets a variable that is there and empty. `os.getenv("…", "")` and a reset to "" look the same.
cd "$(dirname "$0")" || exit 2
export LLAMA_CLOUD_API_KEY="${LLAMA_CLOUD_API_KEY_OF_THE_SHELL}"
exec dotnet-llama-env explain --no-project LLAMA_CLOUD_API_KEY
