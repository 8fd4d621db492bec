# Completion of dotnet-llama-env and of 'dotnet llama-env' in PowerShell. What can stand at the cursor, the tool itself knows.

# The elements of a command that end before the cursor, without quotes, and of the one at the cursor what is in front of it.
function global:__LlamaEnvWords($commandAst, $cursorPosition) {
    $typed = ''
    foreach ($element in $commandAst.CommandElements) {
        $extent = $element.Extent
        if ($extent.StartOffset -ge $cursorPosition) { break }
        if ($extent.EndOffset -ge $cursorPosition) {
            $typed = $extent.Text.Substring(0, $cursorPosition - $extent.StartOffset) -replace '^["'']', '' -replace '`(.)', '$1'
            break
        }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $extent.Text }
    }
    $typed
}

# $skip: how many words the program's name is.
function global:__LlamaEnvComplete([string[]] $program, [int] $skip, $commandAst, $cursorPosition) {
    $words = @(__LlamaEnvWords $commandAst $cursorPosition)
    $behind = [array]::IndexOf($words, '--')
    if ($behind -ge 0 -and $behind -lt $words.Count - 1) {
        # Another command: as if it stood alone.
        $text = $commandAst.Extent.Text.PadRight($cursorPosition - $commandAst.Extent.StartOffset).Substring(0, $cursorPosition - $commandAst.Extent.StartOffset)
        $rest = $text.Substring($text.IndexOf(' -- ') + 4)
        return (& $global:__LlamaEnvTabExpansion $rest $rest.Length).CompletionMatches
    }
    $arguments = @($program | Select-Object -Skip 1) + @('complete', 'pwsh') + @($words | Select-Object -Skip $skip)
    $lines = & $program[0] @arguments 2>$null
    $more = $LASTEXITCODE -ne 0
    $global:LASTEXITCODE = $__LlamaEnvExitCode
    foreach ($line in $lines) {
        $word, $description = $line -split "`t", 2
        # Quoted where PowerShell would not read it as one word.
        $text = if ($word -match '[\s''"`$@#&|;,<>(){}*?\[\]]') { "'" + $word.Replace("'", "''") + "'" } else { $word }
        [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $(if ($description) { $description } else { $word }))
    }
    # With no answer PowerShell completes paths itself, but not behind a colon; and it does so where none may stand, if not told otherwise.
    if ($more -and "$($words[-1])" -match '^(--[^=:]+[=:]|[a-z-]{2,}:)+') {
        $lead = $Matches[0]
        foreach ($path in [System.Management.Automation.CompletionCompleters]::CompleteFilename($words[-1].Substring($lead.Length))) {
            [System.Management.Automation.CompletionResult]::new($lead + $path.CompletionText, $path.ListItemText, 'ParameterValue', $path.ToolTip)
        }
    } elseif (-not $more -and -not $lines) { $null }
}

$global:__LlamaEnvDirect = {
    param($wordToComplete, $commandAst, $cursorPosition)
    __LlamaEnvComplete @($commandAst.GetCommandName()) 1 $commandAst $cursorPosition
}

# 'dotnet llama-env' is ours, everything else of dotnet belongs to whoever completed it before.
$global:__LlamaEnvDotnet = {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @(__LlamaEnvWords $commandAst $cursorPosition)
    if ($words.Count -gt 2 -and $words[1] -eq 'llama-env') {
        $program = if (Get-Command dotnet-llama-env -CommandType Application -ErrorAction Ignore) { @('dotnet-llama-env') } else { @('dotnet', 'llama-env') }
        return __LlamaEnvComplete $program 2 $commandAst $cursorPosition
    }
    if ($global:__LlamaEnvDotnetBefore) {
        & $global:__LlamaEnvDotnetBefore $wordToComplete $commandAst $cursorPosition
    } else {
        dotnet complete --position $cursorPosition "$commandAst" 2>$null |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
    }
    if ($words.Count -eq 2 -and $words[1] -and 'llama-env'.StartsWith($words[1])) {
        [System.Management.Automation.CompletionResult]::new('llama-env', 'llama-env', 'ParameterValue', 'LlamaCloud credentials')
    }
}

# PowerShell keeps one completer for a command, and tells nobody which: it is looked up in the place where that is.
function global:__LlamaEnvWrapDotnet {
    $flags = [System.Reflection.BindingFlags]'Instance,NonPublic'
    $completers = try {
        $context = $ExecutionContext.GetType().GetField('_context', $flags).GetValue($ExecutionContext)
        , $context.GetType().GetProperty('NativeArgumentCompleters', $flags).GetValue($context)
    } catch { $null } # Another PowerShell: then dotnet itself is asked for what is not ours.
    $now = if ($completers -and $completers.ContainsKey('dotnet')) { $completers['dotnet'] }
    if ($now -and "$now" -ne "$global:__LlamaEnvDotnet") { $global:__LlamaEnvDotnetBefore = $now }
    if (-not $now -or "$now" -ne "$global:__LlamaEnvDotnet") { Register-ArgumentCompleter -Native -CommandName dotnet -ScriptBlock $global:__LlamaEnvDotnet }
}

Register-ArgumentCompleter -Native -CommandName dotnet-llama-env -ScriptBlock $global:__LlamaEnvDirect
__LlamaEnvWrapDotnet

# The SDK's own script may be loaded after this one: before anything is completed, it is looked at again.
if (-not $global:__LlamaEnvTabExpansion) {
    $global:__LlamaEnvTabExpansion = $function:TabExpansion2
    function global:TabExpansion2 {
        [CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
        param(
            [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory, Position = 0)] [AllowEmptyString()] [string] $inputScript,
            [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)] [int] $cursorColumn = $inputScript.Length,
            [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 0)] [System.Management.Automation.Language.Ast] $ast,
            [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 1)] [System.Management.Automation.Language.Token[]] $tokens,
            [Parameter(ParameterSetName = 'AstInputSet', Mandatory, Position = 2)] [System.Management.Automation.Language.IScriptPosition] $positionOfCursor,
            [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)] [Parameter(ParameterSetName = 'AstInputSet', Position = 3)] [Hashtable] $options
        )
        __LlamaEnvWrapDotnet
        & $global:__LlamaEnvTabExpansion @PSBoundParameters
    }
}
