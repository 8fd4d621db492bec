using System.CommandLine;
using LlamaEnv.Files;
using LlamaEnv.Files.Sources;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth inject</c>: writes the current profile, and nothing else, into a .env file.</summary>
internal static class AuthInjectCommand
{
    private static readonly Option<string?> s_envFile = new("--env-file") { Description = "The .env file to write. Default: .env in the current folder.", HelpName = "PATH" };

    private static readonly Option<bool> s_overwriteReferences = new("--overwrite-references") { Description = Setting.OverwriteReferences.Help };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "inject",
            "Writes the current profile's key, URL and project into a .env file, whatever is set in the environment.",
            "dotnet llama-env auth inject",
            "dotnet llama-env auth inject --env-file src/App/.env")
        {
            s_envFile,
            s_overwriteReferences,
        };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        Arguments.RefuseEmpty(parsed, s_envFile);
        string currentDirectory = CurrentFolder.Path;
        HostEnvironment host = HostEnvironment.Capture(currentDirectory);
        InjectResult result = Injector.Inject(
            new Settings { [Setting.Sources] = [ProfileSource.Name], [Setting.File] = parsed.GetValue(s_envFile), [Setting.OverwriteReferences] = parsed.GetValue(s_overwriteReferences) ? "true" : null },
            currentDirectory,
            host with { Variables = [.. host.Variables.Where(v => !v.Key.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase))] },
            cancellationToken);
        return Task.FromResult(UserTerminal.Of(parsed).Report(result));
    }
}
