# Completion of dotnet-llama-env and of 'dotnet llama-env' in fish. What can stand at the cursor, the tool itself knows.

# Arguments: how many words the program's name is, and the program to ask.
function __llama_env_ask
    set -l words (commandline -opc)
    set -l behind (contains -i -- -- $words)
    if test -n "$behind"
        set -l rest (string escape -- $words[(math $behind + 1)..-1]) (commandline -ct)
        complete -C "$rest"
        return
    end

    # As it is typed: with a quote that is still open, or with backslashes.
    set -l typed (commandline -ct | string replace -r '^["\']' '' | string replace -ra '\\\\(.)' '$1')
    set -l program $argv[2..-1]
    set -l path (string replace -r '^~/' "$HOME/" -- $program[1])
    $path $program[2..-1] complete fish $words[(math $argv[1] + 1)..-1] "$typed" 2>/dev/null </dev/null
    if test $status -ne 0
        set -l lead (string match -r '^.*[=:]' -- "$typed")
        printf '%s\n' "$lead"(__fish_complete_path (string replace -r '^.*[=:]' '' -- "$typed"))
    end
end

function __llama_env_is_ours
    __llama_env_wrap_dotnet
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test "$words[2]" = llama-env
end

function __llama_env_ask_dotnet
    if type -q dotnet-llama-env
        __llama_env_ask 2 dotnet-llama-env
    else
        __llama_env_ask 2 dotnet llama-env
    end
end

# The SDK's function answers for every line of dotnet, also for ours, and may be loaded after this.
function __llama_env_wrap_dotnet --on-event fish_prompt
    if functions -q _dotnet; and not functions _dotnet | string match -q '*__llama_env_is_ours*'
        functions -e __llama_env_dotnet_before
        functions -c _dotnet __llama_env_dotnet_before
        function _dotnet
            __llama_env_is_ours; or __llama_env_dotnet_before
        end
    end
end

complete -c dotnet-llama-env -e
complete -c dotnet-llama-env -f -a '(__llama_env_ask 1 (commandline -opc)[1])'
# fish loads the file of a command when the command is completed for the first time: now, and not between two answers.
for folder in $fish_complete_path
    if test -f $folder/dotnet.fish
        complete -C 'dotnet ' >/dev/null
        break
    end
end
__llama_env_wrap_dotnet
complete -c dotnet -n '__llama_env_is_ours' -f -k -a '(__llama_env_ask_dotnet)'
complete -c dotnet -n 'test (count (commandline -opc)) -eq 1' -f -a llama-env -d 'LlamaCloud credentials'
