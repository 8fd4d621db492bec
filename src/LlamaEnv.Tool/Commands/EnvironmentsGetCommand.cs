using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>environments get</c>: lists environments.</summary>
internal static class EnvironmentsGetCommand
{
    private static readonly Argument<string?> s_url = EnvironmentChoice.Optional("URL", "The environment to show. Default: all.");

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "get",
            "Lists the environments, or shows one.",
            "dotnet llama-env environments get")
        {
            s_url,
            s_output,
        };
        command.SetStoreAction(Run);
        return command;
    }

    private static void Run(StoreContext context)
    {
        EnvironmentList environments = context.Store.ListEnvironments();
        string? url = context.Parsed.GetValue(s_url);
        Records records = new(new Column("API_URL", "api_url"), new("REQUIRES_AUTH", "requires_auth"), new("ACTIVE", "active"));
        foreach (StoredEnvironment environment in url is null ? environments.All : [EnvironmentChoice.Find(environments, url)])
            records.Add(Redacted.Url(environment.ApiUrl), environment.RequiresAuth, environment.ApiUrl == environments.Current.ApiUrl);

        records.Write(context.Terminal, context.Parsed.GetRequiredValue(s_output), isOne: url is not null);
    }
}
