using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments use</c>: makes an environment current, and learns what has changed on its server.</summary>
internal static class EnvironmentsUseCommand
{
    private static readonly Argument<string?> s_url = EnvironmentChoice.Optional("URL", "The environment to make current. Default: you choose.");

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "use",
            "Makes an environment the current one.",
            "dotnet llama-env environments use https://api.cloud.eu.llamaindex.ai")
        {
            s_url,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        StoredEnvironment environment = EnvironmentChoice.Choose(context.Store.ListEnvironments(), context.Parsed.GetValue(s_url), context.Terminal, context.CancellationToken);
        if (!context.Store.UseEnvironment(environment.ApiUrl))
            throw new DiagnosticException(Findings.EnvironmentGone(environment.ApiUrl));

        context.ReportDone($"switched environment {Redacted.Url(environment.ApiUrl)}");
        EnvironmentChoice.ReportProfile(context);
        try
        {
            using CloudAccess access = CloudAccess.Of(context.Host, environment.ApiUrl);
            ServerVersion version = await access.Client.GetVersionAsync(context.CancellationToken);
            context.Store.UpdateEnvironment(new StoredEnvironment(environment.ApiUrl, version.RequiresAuth, version.MinLlamactlVersion));
        }
        catch (DiagnosticException e)
        {
            // To switch takes no server: what is known of it stays.
            context.Terminal.Write(e.Diagnostic with { Severity = DiagnosticSeverity.Warning });
        }
    }
}
