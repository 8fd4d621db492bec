using System.CommandLine;
using LlamaEnv.Files;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Tool.Terminal;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>fingerprint</c>: prints what <c>LlamaEnvKeyFingerprint</c> takes for the key that is found.</summary>
internal static class FingerprintCommand
{
    private static readonly Argument<string?> s_project = Arguments.Optional("PROJECT", ReadingOptions.ProjectHelp);

    private static readonly ReadingOptions s_options = new([Setting.Sources, Setting.File, Setting.EnvironmentName, Setting.Profile, Setting.BaseUrl, Setting.ResolveReferences]);

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "fingerprint",
            "Prints a fingerprint of the key, which may be committed: with it in LlamaEnvKeyFingerprint, another key is an error.",
            "dotnet llama-env fingerprint --environment Production",
            "dotnet llama-env fingerprint --source profile:work")
        {
            s_project,
        };
        s_options.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        ReadingTarget target = s_options.Read(parsed, parsed.GetValue(s_project), terminal, cancellationToken);
        target.Reading.Report(terminal);
        if (target.Reading.Settings is not { } settings)
            return Task.FromResult(1);

        // A blank, which is no fingerprint: the key may be the one that is to be expected from now on.
        InjectResult result = Injector.Inject(settings.With(Setting.Outputs, OutputKind.None.Name).With(Setting.Missing, "error").With(Setting.KeyFingerprint, " "), target.Directory, target.Host, cancellationToken);
        terminal.Write(result.Diagnostics);
        if (!result.Succeeded)
            return Task.FromResult(1);

        Credential key = result.Credentials.First(static c => c.Variable == Variable.ApiKey);
        string name = settings[Setting.EnvironmentName] is { } environment && !string.IsNullOrWhiteSpace(environment) ? $"{environment.Trim()}=" : "";
        terminal.WriteStatus($"{key.Display} (from {key.Source}). Put the next line into {Setting.KeyFingerprint.Name}; it may be committed");
        terminal.WriteDocument($"{name}{KeyFingerprint.Of(key.Value)}\n");
        return Task.FromResult(0);
    }
}
