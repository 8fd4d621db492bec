using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>projects use</c>: changes the project of the current profile.</summary>
internal static class ProjectsUseCommand
{
    private static readonly Argument<string?> s_id = Arguments.Optional("ID", "The project to work on. Default: you choose.");

    private static readonly Option<string?> s_organization = ProjectsCommand.Organization();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "use",
            "Changes the project of the current profile.",
            "dotnet llama-env projects use                 # choose from a list")
        {
            s_id,
            s_organization,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        (ParseResult parsed, UserTerminal terminal, HostEnvironment host, ProfileStore store, CancellationToken cancellationToken) = context;
        store.RequireWritable();
        string? id = parsed.GetValue(s_id);
        string? organization = parsed.GetValue(s_organization);
        ProfileList profiles = store.ListProfiles();
        StoredProfile profile = profiles.Current ?? throw new DiagnosticException(Findings.NoCurrentProfile(profiles.Environment.ApiUrl, keyWouldDo: false));
        using CloudAccess access = CloudAccess.Of(host, store, profile);
        CloudProject project = id is null
            ? ProjectChoice.Choose(await access.ListProjectsAsync(organization, cancellationToken), CloudUrl.Origin(access.BaseUrl), profile.ProjectId, "ID", terminal, cancellationToken)
            : await access.FindProjectAsync(id, organization, mayBeNew: !profiles.Environment.RequiresAuth, cancellationToken);

        if (store.Update(profile, now => now with { ProjectId = project.Id }) is null)
            throw ProfileChoice.Unknown(store, profile.Name);

        context.ReportDone($"switched project {Redacted.Name(project.Name)} ({Redacted.Project(project.Id)})");
    }
}
