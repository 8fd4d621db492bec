using System.CommandLine;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>completion</c>: prints what has a shell complete our commands.</summary>
internal static class CompletionCommand
{
    /// <summary>Each shell, and the extension that its scripts have.</summary>
    private static readonly IReadOnlyList<(string Shell, string Extension)> s_shells = [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish"), ("pwsh", "ps1")];

    private static readonly Argument<string> s_shell = MakeShell();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "completion",
            "Prints a script with which a shell completes dotnet-llama-env and dotnet llama-env at the Tab key.",
            "eval \"$(dotnet-llama-env completion bash)\"    # in ~/.bashrc",
            "source <(dotnet-llama-env completion zsh)       # in ~/.zshrc",
            "dotnet-llama-env completion fish | source       # in config.fish",
            "dotnet-llama-env completion pwsh | Out-String | iex   # in $PROFILE")
        {
            s_shell,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(s_shell);
        string extension = s_shells.FirstOrDefault(s => s.Shell == name).Extension
            ?? throw new UsageException($"'{name}' is no shell with a script here. Known: {string.Join(", ", s_shells.Select(s => s.Shell))}.");
        using StreamReader script = new(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"llama-env.{extension}")!);
        UserTerminal.Of(parsed).WriteDocument(script.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static Argument<string> MakeShell()
    {
        Argument<string> shell = Arguments.Required("SHELL", $"{string.Join(", ", s_shells.SkipLast(1).Select(s => s.Shell))} or {s_shells[^1].Shell}.");
        shell.CompletionSources.Add([.. s_shells.Select(s => s.Shell)]);
        return shell;
    }
}
