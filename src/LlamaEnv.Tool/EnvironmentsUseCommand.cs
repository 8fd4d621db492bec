using System.CommandLine;
using LlamaEnv.Accounts;
using LlamaEnv.Cloud;
using LlamaEnv.Diagnostics;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>environments use</c>: makes an environment current, and learns what has changed on its server.</summary>
internal static class EnvironmentsUseCommand
{
    private static readonly Argument<string?> s_url = Arguments.Optional("URL", "The environment to make current. Default: you choose.");

    internal static Command Make()
    {
        Command command = new("use", "Makes an environment the current one.") { s_url };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal terminal = Terminal.Of(parsed);
        HostEnvironment host = HostEnvironment.Capture(Environment.CurrentDirectory);
        ProfileDatabase database = new(host, cancellationToken);
        StoredEnvironment environment = EnvironmentChoice.Choose(database.ListEnvironments(), parsed.GetValue(s_url), terminal);
        if (!database.UseEnvironment(environment.ApiUrl))
            throw new FailedException($"Environment '{Shown.Url(environment.ApiUrl)}' was deleted meanwhile.");

        terminal.Write(database.Warnings);
        terminal.WriteStatus($"switched environment {Shown.Url(environment.ApiUrl)}");
        EnvironmentChoice.TellProfile(database, terminal);
        try
        {
            using CloudAccess access = CloudAccess.Of(host, environment.ApiUrl);
            ServerVersion version = await access.Client.GetVersionAsync(cancellationToken);
            database.UpdateEnvironment(new StoredEnvironment(environment.ApiUrl, version.RequiresAuth, version.MinLlamactlVersion));
        }
        catch (DiagnosticException e)
        {
            // To switch takes no server: what is known of it stays.
            terminal.Write(e.Diagnostic with { Severity = DiagnosticSeverity.Warning });
        }

        return 0;
    }
}
