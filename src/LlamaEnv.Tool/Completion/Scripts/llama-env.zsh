#compdef dotnet-llama-env
# Completion of dotnet-llama-env and of 'dotnet llama-env' in zsh. What can stand at the cursor, the tool itself knows.

# Arguments: how many words the program's name is, and the program to ask.
_llama_env_ask() {
  local -i skip=$1 behind=${words[(i)--]} more
  shift
  if (( behind < CURRENT )); then
    shift $behind words
    (( CURRENT -= behind ))
    _normal
    return
  fi

  local -a asked=("${(@Q)words[skip + 1, CURRENT - 1]}") found texts shown
  local line prefix=${(Q)PREFIX}
  found=("${(@f)$("$@" complete zsh "$asked[@]" "$prefix" 2>/dev/null </dev/null)}")
  more=$?
  for line in $found; do
    texts+=("${line%%$'\t'*}")
    if [[ $line == *$'\t'* ]]; then shown+=("${line%%$'\t'*}  -- ${line#*$'\t'}"); else shown+=("$line"); fi
  done
  local -a whole=(${texts:#*:}) open=(${(M)texts:#*:})
  local -a whole_shown=(${shown:#*:}) open_shown=(${(M)shown:#*:})
  local -i ret=1
  (( $#whole )) && compadd -l -d whole_shown -a whole && ret=0
  (( $#open )) && compadd -S '' -l -d open_shown -a open && ret=0
  if (( more )); then
    compset -P '*[=:]'
    _files && ret=0
  fi
  return ret
}

_llama_env() { _llama_env_ask 1 ${~words[1]} }

# Tried before what completes dotnet, whichever of the two was loaded first. All but our own words is left to that.
_llama_env_dotnet() {
  if (( CURRENT == 2 )) && [[ -n $PREFIX && llama-env == ${(b)PREFIX}* ]]; then
    compadd llama-env
    return 1
  fi
  (( CURRENT > 2 )) && [[ $words[2] == llama-env ]] || return 1
  _compskip=all
  if (( $+commands[dotnet-llama-env] )); then _llama_env_ask 2 dotnet-llama-env; else _llama_env_ask 2 dotnet llama-env; fi
}

if [[ $funcstack[1] == _dotnet-llama-env || $funcstack[1] == _llama_env ]]; then
  compdef -p _llama_env_dotnet dotnet
  _llama_env "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _llama_env dotnet-llama-env
  compdef -p _llama_env_dotnet dotnet
fi
