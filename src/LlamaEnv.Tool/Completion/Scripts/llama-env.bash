# Completion of dotnet-llama-env and of 'dotnet llama-env' in bash. What can stand at the cursor, the tool itself knows.

# What a command behind '--' would be completed with.
_llama_env_behind_dashes() {
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif [[ $COMP_CWORD -eq $1 ]]; then
    local word
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}")
  fi
}

# Arguments: the program to ask.
_llama_env_ask() {
  local i word
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      _llama_env_behind_dashes "$((i + 1))"
      return
    fi
  done
  word=$("$@" complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null) &&
    compopt +o default +o bashdefault 2>/dev/null
  [[ -n $word ]] || return 0
  while IFS= read -r word; do COMPREPLY+=("$word"); done <<<"$word"
  # Behind a colon the same word goes on.
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}

_llama_env() {
  COMPREPLY=()
  local program=${COMP_WORDS[0]}
  [[ $program != '~/'* ]] || program=$HOME/${program:2}
  _llama_env_ask "$program"
}

# 'dotnet llama-env' is ours, everything else of dotnet belongs to whoever completed it before.
_llama_env_dotnet() {
  if [[ ${COMP_WORDS[1]} == llama-env && $COMP_CWORD -gt 1 ]]; then
    COMPREPLY=()
    if type -P dotnet-llama-env >/dev/null; then _llama_env_ask dotnet-llama-env; else _llama_env_ask dotnet llama-env; fi
    return
  fi
  if [[ -z $_llama_env_dotnet_before ]]; then _llama_env_load_dotnet; fi
  local status=0
  COMPREPLY=()
  if [[ -n $_llama_env_dotnet_before ]]; then
    "$_llama_env_dotnet_before" "$@"
    status=$?
  fi
  if [[ $COMP_CWORD -eq 1 && -n ${COMP_WORDS[1]} && llama-env == "${COMP_WORDS[1]}"* ]]; then COMPREPLY+=(llama-env); fi
  return "$status"
}

# bash-completion loads a command's completion when it is first needed, and not where there is one already.
_llama_env_load_dotnet() {
  local load
  for load in _comp_load __load_completion; do
    if declare -F "$load" >/dev/null; then
      "$load" dotnet >/dev/null 2>&1
      _llama_env_wrap_dotnet
      return
    fi
  done
}

# Whatever completes dotnet, now or later: it is kept with its options, and asked by the function above.
_llama_env_wrap_dotnet() {
  local spec
  spec=$(complete -p dotnet 2>/dev/null)
  case $spec in
    *' -F _llama_env_dotnet '*) ;;
    *' -F '*)
      _llama_env_dotnet_before=${spec##* -F }
      _llama_env_dotnet_before=${_llama_env_dotnet_before%% *}
      eval "${spec/ -F $_llama_env_dotnet_before / -o bashdefault -o default -F _llama_env_dotnet }"
      ;;
    *) complete -o bashdefault -o default -F _llama_env_dotnet dotnet ;;
  esac
}

complete -o bashdefault -o default -F _llama_env dotnet-llama-env
_llama_env_wrap_dotnet
# The SDK's own script may be loaded after this one.
if [[ ${PROMPT_COMMAND[*]} != *_llama_env_wrap_dotnet* ]]; then
  PROMPT_COMMAND="${PROMPT_COMMAND:+${PROMPT_COMMAND%;}; }_llama_env_wrap_dotnet"
fi
