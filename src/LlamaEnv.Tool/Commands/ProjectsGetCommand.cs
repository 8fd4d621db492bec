using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>projects get</c>: lists projects.</summary>
internal static class ProjectsGetCommand
{
    private static readonly Argument<string?> s_id = Arguments.Optional("ID", "The project to show. Default: all of the organization.");

    private static readonly Option<string?> s_organization = ProjectsCommand.Organization();

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "get",
            "Lists the projects that the current profile may use, or shows one.",
            "dotnet llama-env projects get",
            "dotnet llama-env projects get -o json")
        {
            s_id,
            s_organization,
            s_output,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        string? id = context.Parsed.GetValue(s_id);
        string? organization = context.Parsed.GetValue(s_organization);
        OutputFormat format = context.Parsed.GetRequiredValue(s_output);
        using CloudAccess access = CloudAccess.OfCurrent(context.Host, context.Store);
        IReadOnlyList<CloudProject> projects = id is null
            ? await access.ListProjectsAsync(organization, context.CancellationToken)
            : [await access.FindProjectAsync(id, organization, mayBeNew: false, context.CancellationToken)];

        if (projects.Count == 0 && format == OutputFormat.Text)
        {
            context.Terminal.WriteStatus("no projects found");
            return;
        }

        Records records = new(new Column("PROJECT_ID", "project_id"), new("NAME", "project_name", IsFirst: true), new("DEPLOYMENTS", "deployment_count"), new("ACTIVE", "active"));
        foreach (CloudProject project in projects)
            records.Add(Redacted.Project(project.Id), Redacted.Name(project.Name), project.DeploymentCount, project.Id == access.ProjectId);
        records.Write(context.Terminal, format, isOne: id is not null);
    }
}
