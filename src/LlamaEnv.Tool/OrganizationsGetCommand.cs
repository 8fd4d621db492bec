using System.CommandLine;
using LlamaEnv.Accounts;
using LlamaEnv.Cloud;
using LlamaEnv.Profiles;

namespace LlamaEnv.Tool;

/// <summary><c>organizations get</c>: lists organizations.</summary>
internal static class OrganizationsGetCommand
{
    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        Command command = new("get", "Lists the organizations of the current profile's user.") { s_output };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal terminal = Terminal.Of(parsed);
        HostEnvironment host = HostEnvironment.Capture(Environment.CurrentDirectory);
        OutputFormat format = parsed.GetValue(s_output);
        ProfileDatabase database = new(host);
        using CloudAccess access = CloudAccess.OfCurrent(host, database);
        if (!(await access.Client.GetVersionAsync(cancellationToken)).HasOrganizations)
            throw new FailedException("This server has no organizations.");

        IReadOnlyList<Organization> organizations = await access.Client.GetOrganizationsAsync(cancellationToken);
        terminal.Write(database.Warnings);
        if (organizations.Count == 0 && format == OutputFormat.Text)
        {
            terminal.WriteStatus("no organizations found");
            return 0;
        }

        // Active is the one whose projects are listed, which is llamactl's default one; it knows no other.
        string? active = Organization.DefaultOf(organizations)?.Id;
        Records records = new(new Column("ORG_ID", "org_id"), new("NAME", "org_name", IsFirst: true), new("DEFAULT", "is_default"), new("ACTIVE", "active"));
        foreach (Organization organization in organizations)
            records.Add(Shown.Project(organization.Id), Shown.Name(organization.Name), organization.IsDefault, organization.Id == active);
        records.Write(terminal, format, isOne: false);
        return 0;
    }
}
