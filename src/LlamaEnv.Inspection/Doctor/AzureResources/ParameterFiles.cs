using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>Who gives a template's parameters: files of parameters beside it, and templates that use it as a module.</summary>
internal static class ParameterFiles
{
    /// <summary>Whether a file of parameters in the template's folder has a value for it.</summary>
    internal static bool Give(string name, string template, DoctorReport report) =>
        report.Tree.Files.Where(f => RepositoryTree.FolderOf(f) == RepositoryTree.FolderOf(template) && (f.EndsWith(".bicepparam", StringComparison.Ordinal) || f.EndsWith("parameters.json", StringComparison.OrdinalIgnoreCase)))
            .Any(f => ValueIn(f, name, report) is { } value && value.Literal != "");

    /// <summary>Whether every template that uses this one as a module gives it.</summary>
    internal static bool IsGivenByCallers(string name, string template, DoctorReport report)
    {
        List<ConfigEntry> calls = [];
        foreach (string file in report.Tree.Files.Where(f => f != template && f.EndsWith(".bicep", StringComparison.Ordinal) && report.Tree.Read(f)?.Contains(RepositoryTree.NameOf(template), StringComparison.Ordinal) is true))
        {
            ConfigNode? root = ConfigParser.Parse(report.Tree.Read(file)!, ConfigDialect.Bicep, out _);
            calls.AddRange(root?.All("module").Where(m => RepositoryTree.Combine(RepositoryTree.FolderOf(file), m.Label(1)) == template) ?? []);
        }

        return calls.Count > 0 && calls.TrueForAll(c => c.Value.Everything().Any(n => n.Get("params")?.Get(name) is { } value && value.Literal != ""));
    }

    private static ConfigNode? ValueIn(string file, string name, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return null;
        if (file.EndsWith(".bicepparam", StringComparison.Ordinal))
            return ConfigParser.Parse(text, ConfigDialect.Bicep, out _)?.Entries.FirstOrDefault(e => e.Name == "param" && e.Label(0) == name)?.Value;

        ConfigNode? root = ConfigParser.Parse(text, ConfigDialect.JavaScript, out _)?.Entries is [{ Name: "" } document, ..] ? document.Value : null;
        return root?.Get("parameters", name) is { } parameter ? parameter.Get("value") ?? parameter.Get("reference") : null;
    }
}
