using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>
/// Reads Azure Pipelines. A secret variable, of the pipeline or of a group, is in the environment of a step only if that step
/// maps it. Source: the documentation of variables and of secret variables.
/// </summary>
internal sealed class AzureReader(DoctorReport report)
{
    private const int MaxDepth = 8;

    private readonly Budget _budget = new(5000);

    private static readonly string[] s_folders = [".azure-pipelines", "azure-pipelines", ".azuredevops", ".azure", ".pipelines", "pipelines", ".ado", "azuredevops", "azure-devops"];

    private static readonly string[] s_roots = ["stages", "jobs", "steps", "extends"];

    internal static Artefact Artefact { get; } = new("azure-pipelines", IsOne, static (file, report) => new AzureReader(report).Read(file));

    private static bool IsOne(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return (name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            && !file.StartsWith(".github/", StringComparison.Ordinal)
            && (name.Contains("azure-pipeline", StringComparison.OrdinalIgnoreCase) || name.StartsWith(".vsts", StringComparison.OrdinalIgnoreCase) || RepositoryTree.FolderOf(file).Split('/').Any(static part => s_folders.Contains(part, StringComparer.OrdinalIgnoreCase)));
    }

    private void Read(string file)
    {
        // A template is read where it is used.
        if (IsTemplate(file) || YamlFile.Read(file, report) is not [YamlMappingNode root, ..] || YamlFile.Get(root, "apiVersion") is not null || !s_roots.Any(r => YamlFile.Get(root, r) is not null))
            return;

        AzureScope scope = AzureTemplate.Enter(new AzureScope(file, $"azure {file}"), file, root, null);
        ReadBody(root, scope, 0);
    }

    private bool IsTemplate(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return report.Tree.Files.Any(f => f != file && IsOne(f) && report.Tree.Read(f) is { } text && text.Split('\n').Any(line => line.Contains("template:", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>What a pipeline, a stage, a job and their templates are made of.</summary>
    private void ReadBody(YamlNode node, AzureScope scope, int depth)
    {
        if (depth > MaxDepth || !_budget.Spend())
            return;

        scope = AzureVariables.Add(WithPool(scope, YamlFile.Get(node, "pool")), YamlFile.Get(node, "variables"), report);
        if (YamlFile.Get(node, "extends") is { } extends)
            ReadItem(extends, scope, depth + 1);
        foreach (string list in (string[])["stages", "jobs"])
        {
            foreach (YamlNode item in YamlFile.Items(YamlFile.Get(node, list)))
                ReadItem(item, scope, depth + 1);
        }

        if (YamlFile.Get(node, "steps") is { } steps)
            ReadSteps(steps, scope, depth + 1);
        foreach ((_, YamlNode phases) in YamlFile.Entries(YamlFile.Get(node, "strategy")))
        {
            foreach ((_, YamlNode phase) in YamlFile.Entries(phases))
            {
                if (YamlFile.Get(phase, "steps") is { } deployed)
                    ReadSteps(deployed, WithPool(scope, YamlFile.Get(phase, "pool")), depth + 1);
            }
        }
    }

    private void ReadItem(YamlNode item, AzureScope scope, int depth)
    {
        if (YamlFile.Text(YamlFile.Get(item, "template")) is { } template)
        {
            if (depth < MaxDepth && AzureTemplate.Find(template, scope, report) is { } file && YamlFile.Read(file, report) is [var root, ..])
                ReadBody(root, AzureTemplate.Enter(scope, file, root, YamlFile.Get(item, "parameters")), depth + 1);
            return;
        }

        if (IsOff(item))
            return;

        // Conditions in braces: what is in them may be there.
        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(item))
        {
            if (key is YamlScalarNode { Value: { } condition } && condition.StartsWith("${{", StringComparison.Ordinal) && depth < MaxDepth)
            {
                foreach (YamlNode inner in YamlFile.Items(value))
                    ReadItem(inner, scope, depth + 1);
            }
        }

        string? job = YamlFile.Text(YamlFile.Get(item, "job")) ?? YamlFile.Text(YamlFile.Get(item, "deployment"));
        ReadBody(item, job is null ? scope : scope with { Job = $" of job '{job}'" }, depth);
    }

    internal static bool IsOff(YamlNode node) => YamlFile.Text(YamlFile.Get(node, "condition")) is "false" or "False" or "${{ false }}" || YamlFile.Text(YamlFile.Get(node, "enabled")) is "false";

    private void ReadSteps(YamlNode steps, AzureScope scope, int depth)
    {
        AzureSteps reader = new(report, scope, _budget);
        reader.Read(steps, scope.File, depth);
        foreach (Runtime runtime in reader.Runtimes)
            report.Add(runtime);
    }

    /// <summary>A pool with a name and without an image is of the user's own machines.</summary>
    private static AzureScope WithPool(AzureScope scope, YamlNode? pool)
    {
        if (pool is null)
            return scope;

        string image = YamlFile.Text(YamlFile.Get(pool, "vmImage")) ?? "";
        string? name = YamlFile.Text(pool) ?? YamlFile.Text(YamlFile.Get(pool, "name"));
        return scope with { IsWindows = image.Contains("win", StringComparison.OrdinalIgnoreCase) && !image.StartsWith("mac", StringComparison.OrdinalIgnoreCase), InheritsUnknown = image.Length == 0 && name is not (null or "Azure Pipelines") };
    }
}
