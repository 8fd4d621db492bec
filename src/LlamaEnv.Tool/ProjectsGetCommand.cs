using System.CommandLine;
using LlamaEnv.Accounts;
using LlamaEnv.Cloud;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>projects get</c>: lists projects.</summary>
internal static class ProjectsGetCommand
{
    private static readonly Argument<string?> s_id = Arguments.Optional("ID", "The project to show. Default: all of the organization.");

    private static readonly Option<string?> s_organization = ProjectsCommand.Organization();

    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        Command command = new("get", "Lists the projects that the current profile may use, or shows one.") { s_id, s_organization, s_output };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal terminal = Terminal.Of(parsed);
        HostEnvironment host = HostEnvironment.Capture(Environment.CurrentDirectory);
        string? id = parsed.GetValue(s_id);
        string? organization = parsed.GetValue(s_organization);
        OutputFormat format = parsed.GetValue(s_output);
        ProfileDatabase database = new(host);
        using CloudAccess access = CloudAccess.OfCurrent(host, database);
        IReadOnlyList<CloudProject> projects = id is null
            ? await access.ListProjectsAsync(organization, cancellationToken)
            : [await access.FindProjectAsync(id, organization, mayBeNew: false, cancellationToken)];

        terminal.Write(database.Warnings);
        if (projects.Count == 0 && format == OutputFormat.Text)
        {
            terminal.WriteStatus("no projects found");
            return 0;
        }

        Records records = new(new Column("PROJECT_ID", "project_id"), new("NAME", "project_name", IsFirst: true), new("DEPLOYMENTS", "deployment_count"), new("ACTIVE", "active"));
        foreach (CloudProject project in projects)
            records.Add(Shown.Project(project.Id), Shown.Name(project.Name), project.DeploymentCount, project.Id == access.ProjectId);
        records.Write(terminal, format, isOne: id is not null);
        return 0;
    }
}
