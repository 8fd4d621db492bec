using LlamaEnv.Detection;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.DotNet;

/// <summary>
/// Reads <c>appsettings*.json</c>. The environment and user secrets go before it, so an empty value hides nothing; what is
/// wrong with another one counts where nothing goes before.
/// </summary>
internal static class AppSettingsReader
{
    internal static Artefact Artefact { get; } = new("appsettings", IsOne, Read);

    private static bool IsOne(string file)
    {
        string name = RepositoryTree.NameOf(file);
        return name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
    }

    private static void Read(string file, DoctorReport report)
    {
        // Nothing but ours is looked at, so a file without it need not be JSON.
        if (report.Tree.Read(file) is not { } text || !(text.Contains("llama", StringComparison.OrdinalIgnoreCase) || text.Contains(KeyLiteral.Prefix, StringComparison.Ordinal)))
            return;
        if (JsonText.Read(file, report) is { } root)
            Visit(root, "", file, report);
    }

    private static void Visit(JsonValue value, string path, string file, DoctorReport report)
    {
        foreach (JsonEntry entry in value.Entries)
            Visit(entry.Value, path.Length == 0 ? entry.Name : $"{path}:{entry.Name}", file, report);
        foreach (JsonValue item in value.Items)
            Visit(item, path, file, report);
        if (value.Text is not { Length: > 0 } text)
            return;

        Place place = new(file, value.Line);
        if (KeyLiteral.Find(text) >= 0)
            report.Add(DoctorFindings.HardCoded(place, path));
        else if ((ValueText.IsConfigurationKey(path) || Variable.All.Any(v => v.Name == path)) && !DeploymentTokens.IsOne(text))
            ValueText.Literal(path, text, place).Faults.Select(SettingsValue.Softened).ToList().ForEach(report.Add);
    }
}
