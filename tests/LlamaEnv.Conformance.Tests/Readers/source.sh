# Sources every file of a folder, with no PATH to find commands on. What is printed: see ScriptedReader.cs.
printf 'I%s\0' "${BASH_VERSION-}"
for path in "$1"/*; do
  printf 'F%s\0' "${path##*/}"
  (
    set -a
    . "$path" >/dev/null
    set +a
    for name in A_BEFORE VALUE Z_AFTER LLAMA_CLOUD_API_KEY LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID; do
      eval "[ -z \"\${$name+set}\" ] || printf 'V%s=%s\\0' $name \"\$$name\""
    done
  ) 2>/dev/null || printf 'Erefused\0'
done
