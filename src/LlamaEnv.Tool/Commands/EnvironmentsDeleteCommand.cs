using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments delete</c>: deletes an environment with its profiles, and on the server the keys that their logins made.</summary>
internal static class EnvironmentsDeleteCommand
{
    private static readonly Argument<string> s_url = EnvironmentChoice.Required("URL", "The environment to delete.");

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "delete",
            "Deletes an environment with its profiles and the credentials in them, and on the server the keys that their logins made.",
            "dotnet llama-env environments delete https://llama.example.com")
        {
            s_url,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        EnvironmentList environments = context.Store.ListEnvironments();
        StoredEnvironment environment = EnvironmentChoice.Find(environments, context.Parsed.GetRequiredValue(s_url));
        if (environment.ApiUrl == StoredEnvironment.Default.ApiUrl)
            throw new DiagnosticException(Findings.EnvironmentStays(environment.ApiUrl));

        await UnfinishedRotations.EndAsync(context.Host, context.Store, environment.ApiUrl, profile: null, context.CancellationToken);
        if (!await LoginProfile.DeleteAllAsync(context.Host, context.Store, environment.ApiUrl, context.CancellationToken))
            throw new DiagnosticException(Findings.EnvironmentGone(environment.ApiUrl));

        context.ReportDone($"deleted environment {Redacted.Url(environment.ApiUrl)} and its profiles");
        if (environment.ApiUrl == environments.Current.ApiUrl)
            context.Terminal.WriteStatus($"the current environment is {StoredEnvironment.Default.ApiUrl}");
    }
}
