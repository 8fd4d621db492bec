using System.CommandLine;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth get</c>: lists profiles. Keys and tokens are never among the values.</summary>
internal static class AuthGetCommand
{
    private static readonly Argument<string?> s_name = ProfileChoice.Argument("The profile to show. Default: all of the current environment.");

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "get",
            "Lists the profiles of the current environment, or shows one.",
            "dotnet llama-env auth get",
            "dotnet llama-env auth get -o json")
        {
            s_name,
            s_output,
        };
        command.SetStoreAction(Run);
        return command;
    }

    private static void Run(StoreContext context)
    {
        OutputFormat format = context.Parsed.GetRequiredValue(s_output);
        string? name = context.Parsed.GetValue(s_name);
        ProfileList profiles = context.Store.ListProfiles(name);
        if (profiles.All.Count == 0 && name is not null)
            throw ProfileChoice.Unknown(context.Store, name);

        if (profiles.All.Count == 0 && format == OutputFormat.Text)
        {
            context.Terminal.WriteStatus($"no profiles found; create one with: dotnet llama-env auth {(profiles.Environment.RequiresAuth ? "login" : "token")}");
            return;
        }

        bool isShown = format == OutputFormat.Text && UserTerminal.IsInteractive;
        string url = Redacted.Url(profiles.Environment.ApiUrl); // Of all of them: to look for a key in it takes a while.
        if (isShown)
            context.Terminal.WriteStatus($"profiles at {url}");

        // In a window the address, which is the same in every row, stands above; a pipe gets what it always got.
        Column[] columns = [new("NAME", "name"), .. isShown ? [] : (Column[])[new("API_URL", "api_url")], new("PROJECT_ID", "project_id"), new("ACTIVE", "active"), new("AUTH", "auth_type")];
        Records records = new(columns);
        foreach (ListedProfile profile in profiles.All)
        {
            string shown = isShown ? Redacted.ShownName(profile.Name) : Redacted.Name(profile.Name);
            string auth = profile.HasLogin ? "oidc" : profile.HasKey ? "token" : "none";
            records.Add([shown, .. isShown ? [] : (object[])[url], Redacted.Project(profile.ProjectId), profile.Name == profiles.Current?.Name, auth]);
        }

        records.Write(context.Terminal, format, isOne: name is not null);
    }
}
