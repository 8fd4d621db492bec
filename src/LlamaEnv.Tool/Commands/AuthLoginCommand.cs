using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>auth login</c>: logs in with a browser, on this machine or any other, and makes a profile of it.</summary>
internal static class AuthLoginCommand
{
    private static readonly Option<string?> s_project = new("--project", "--project-id") { Description = "The project to work on. Default: the profile's, if you have one; the only one; or you choose.", HelpName = "ID" };

    private static readonly Option<bool> s_noBrowser = new("--no-browser") { Description = "Do not open a browser here: only show the page and the code." };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "login",
            "Logs in with a web browser, and creates an API key and a profile.",
            "dotnet llama-env auth login",
            "dotnet dnx LlamaEnv.Tool auth login         # without installing anything",
            "dotnet llama-env auth login --no-browser      # on a machine without one")
        {
            s_project,
            s_noBrowser,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        (ParseResult parsed, UserTerminal terminal, HostEnvironment host, ProfileStore store, CancellationToken cancellationToken) = context;
        store.RequireWritable();
        string apiUrl = store.ListEnvironments().Current.ApiUrl;
        string? wanted = parsed.GetValue(s_project);

        using CloudAccess access = CloudAccess.Of(host, apiUrl);
        LoginResult login;
        using (DeviceDisplay display = new(terminal, !parsed.GetValue(s_noBrowser) && Browser.IsAvailable(host) ? page => Browser.Open(page, host) : null))
            login = await Login.RunAsync(access.Channel, access.BaseUrl, Environment.MachineName, everyOrganization: wanted is not null, display, cancellationToken);

        StoredProfile? known = store.FindLogin(apiUrl, login.Tokens.UserId);
        string? kept = wanted is null && !string.IsNullOrWhiteSpace(known?.ProjectId) ? known.ProjectId : null;
        string projectId = wanted is not null ? access.Choose(login.Projects, wanted).Id
            : kept ?? ProjectChoice.Choose(login.Projects, CloudUrl.Origin(access.BaseUrl), null, "--project ID", terminal, cancellationToken).Id;
        StoredProfile profile = await LoginProfile.SaveAsync(access, store, apiUrl, login.Tokens, projectId, isChosen: kept is null);
        context.ReportDone($"{(known is null ? "created" : "updated")} login profile {Redacted.Name(profile.Name)} and set as current");
    }
}
