#!/bin/sh
# The key is in your shell. A container, a systemd unit, a Celery worker on another machine starts with an environment of
# its own, and it is not there.
cd "$(dirname "$0")" || exit 2
export LLAMA_CLOUD_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake
unset LLAMA_CLOUD_API_KEY # As `docker run my-app` without `-e LLAMA_CLOUD_API_KEY` does.
exec dotnet-llama-env explain --no-project LLAMA_CLOUD_API_KEY
