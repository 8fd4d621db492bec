using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments add</c>: keeps what a server says of itself, and makes it the current environment.</summary>
internal static class EnvironmentsAddCommand
{
    private static readonly Argument<string> s_url = Arguments.Required("URL", "The URL of the API, such as https://api.cloud.eu.llamaindex.ai");

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "add",
            "Adds an environment and makes it current. One that exists keeps its profiles.",
            "dotnet llama-env environments add https://api.cloud.eu.llamaindex.ai")
        {
            s_url,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        ApiUrl parsed = ApiUrl.Parse(context.Parsed.GetRequiredValue(s_url));
        string url = parsed.Text;
        if (Validator.ValidateUrl(new Credential(Variable.BaseUrl, new Secret(url), "URL"), parsed) is { Severity: DiagnosticSeverity.Warning } doubt)
            context.Terminal.Write(doubt);

        using CloudAccess access = CloudAccess.Of(context.Host, url);
        ServerVersion version = await access.Client.GetVersionAsync(context.CancellationToken);

        context.Store.PutEnvironment(new StoredEnvironment(url, version.RequiresAuth, version.MinLlamactlVersion));
        context.ReportDone($"added environment {Redacted.Url(url)} requires_auth={(version.RequiresAuth ? "true" : "false")} min_llamactl_version={version.MinLlamactlVersion ?? "-"}");
        EnvironmentChoice.ReportProfile(context);
    }
}
