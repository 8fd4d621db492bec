using System.CommandLine;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>organizations get</c>: lists organizations.</summary>
internal static class OrganizationsGetCommand
{
    private static readonly Option<OutputFormat> s_output = OutputOption.Make();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "get",
            "Lists the organizations of the current profile's user.",
            "dotnet llama-env organizations get")
        {
            s_output,
        };
        command.SetStoreAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(StoreContext context)
    {
        OutputFormat format = context.Parsed.GetRequiredValue(s_output);
        using CloudAccess access = CloudAccess.OfCurrent(context.Host, context.Store);
        if (!(await access.Client.GetVersionAsync(context.CancellationToken)).HasOrganizations)
            throw new DiagnosticException(Findings.NotOffered(CloudUrl.Origin(access.BaseUrl), "organizations"));

        IReadOnlyList<Organization> organizations = await access.Client.GetOrganizationsAsync(context.CancellationToken);
        if (organizations.Count == 0 && format == OutputFormat.Text)
        {
            context.Terminal.WriteStatus("no organizations found");
            return;
        }

        // Active is the one whose projects are listed, which is llamactl's default one; it knows no other.
        string? active = Organization.DefaultOf(organizations)?.Id;
        Records records = new(new Column("ORG_ID", "org_id"), new("NAME", "org_name", IsFirst: true), new("DEFAULT", "is_default"), new("ACTIVE", "active"));
        foreach (Organization organization in organizations)
            records.Add(Redacted.Project(organization.Id), Redacted.Name(organization.Name), organization.IsDefault, organization.Id == active);
        records.Write(context.Terminal, format, isOne: false);
    }
}
