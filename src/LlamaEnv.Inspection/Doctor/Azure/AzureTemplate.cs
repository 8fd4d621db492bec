using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;
using YamlDotNet.RepresentationModel;

namespace LlamaEnv.Inspection.Doctor.Azure;

/// <summary>A template of the same repository, and what its parameters are.</summary>
internal static class AzureTemplate
{
    /// <summary>Its file; null where it is in another repository.</summary>
    internal static string? Find(string template, AzureScope scope, DoctorReport report)
    {
        string path = template.EndsWith("@self", StringComparison.OrdinalIgnoreCase) ? template[..^5] : template;
        string? file = path.Contains('@', StringComparison.Ordinal) ? null
            : path.StartsWith('/') ? RepositoryTree.Combine("", path[1..])
            : RepositoryTree.Combine(RepositoryTree.FolderOf(scope.File), path);
        return file is not null && report.Tree.Contains(file) ? file : null;
    }

    /// <summary>The scope in which a template is read.</summary>
    internal static AzureScope Enter(AzureScope scope, string file, YamlNode root, YamlNode? given)
    {
        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        foreach (YamlNode declared in YamlFile.Items(YamlFile.Get(root, "parameters")))
        {
            if (YamlFile.Text(YamlFile.Get(declared, "name")) is { } name && YamlFile.Text(YamlFile.Get(declared, "default")) is { } value)
                parameters[name] = value;
        }

        foreach ((YamlNode key, YamlNode value) in YamlFile.Entries(YamlFile.Get(root, "parameters")).Concat(YamlFile.Entries(given)))
        {
            if (key is YamlScalarNode { Value: { } name } && YamlFile.Text(value) is { } text)
                parameters[name] = scope.Expand(text);
        }

        return scope with { File = file, Parameters = parameters };
    }
}
