using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.AzureResources;

/// <summary>A template in any of its languages: its resources, and what its words stand for.</summary>
/// <param name="File">The file.</param>
/// <param name="Resources">The resources, nested ones among them.</param>
/// <param name="Values">Reads its values.</param>
internal sealed record AzureTemplate(string File, IReadOnlyList<AzureResource> Resources, ConfigValue Values)
{
    private const int MaxDepth = 16;

    /// <summary>A Bicep file; null where it is malformed, which the report then says.</summary>
    internal static AzureTemplate? OfBicep(string file, DoctorReport report)
    {
        if (Parse(file, ConfigDialect.Bicep, report) is not { } root)
            return null;

        List<AzureResource> resources = [];
        AddBicep(root, "", null, resources, 0);
        return new(file, resources, new ConfigValue(word => FindInBicep(word, root, file, report)));
    }

    /// <summary>An ARM template; null where the file is something else.</summary>
    internal static AzureTemplate? OfJson(string file, DoctorReport report)
    {
        if (!report.Tree.Holds(file, "eploymentTemplate.json"u8) || Parse(file, ConfigDialect.JavaScript, report) is not { Entries: [{ Name: "" } document, ..] })
            return null;

        ConfigNode root = ArmExpression.Expand(document.Value);
        List<AzureResource> resources = [];
        AddJson(root, "", null, resources, 0);
        return new(file, resources, new ConfigValue(word => FindInJson(word, root, file, report)));
    }

    /// <summary>A container app as <c>az containerapp create --yaml</c> takes it; null where the file is something else.</summary>
    internal static AzureTemplate? OfYaml(string file, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text || !text.Contains("containers:", StringComparison.Ordinal) || !(text.Contains("Microsoft.App/", StringComparison.OrdinalIgnoreCase) || text.Contains("managedEnvironmentId:", StringComparison.Ordinal) || text.Contains("environmentId:", StringComparison.Ordinal)))
            return null;
        if (YamlFile.Read(file, report) is not [var document, ..] || ConfigYaml.Of(document) is not { } root || root.Get("properties", "template", "containers") is null)
            return null;

        string type = root.Get("type")?.Literal ?? "Microsoft.App/containerApps";
        return new(file, [new(type, root.Get("name")?.Literal ?? "app", root, root.Line, null, IsModule: false)], new ConfigValue(static _ => null));
    }

    private static ConfigNode? Parse(string file, ConfigDialect dialect, DoctorReport report)
    {
        if (report.Tree.Read(file) is not { } text)
            return null;

        ConfigNode? root = ConfigParser.Parse(text, dialect, out int line);
        if (root is null)
            report.Skip(new Place(file, line), "its brackets do not match");
        return root;
    }

    private static void AddBicep(ConfigNode body, string parentType, string? parent, List<AzureResource> resources, int depth)
    {
        foreach (ConfigEntry entry in body.Entries.Where(static e => e.Name is "resource" or "module" && e.Labels.Count > 1 && !e.Labels.Contains("existing")))
        {
            ConfigNode? value = entry.Value.Kind != ConfigKind.List ? entry.Value : entry.Value.Items is [var item, ..] ? item : null;
            if (value is not { Kind: ConfigKind.Map })
                continue;

            string named = entry.Label(1).Split('@')[0];
            bool isModule = entry.Name == "module";
            string type = isModule || named.Contains('.', StringComparison.Ordinal) || parentType.Length == 0 ? named : $"{parentType}/{named}";
            resources.Add(new(type, entry.Label(0), isModule ? value.Get("params") ?? value : value, entry.Line, parent ?? value.Get("parent")?.Text, isModule));
            if (depth < MaxDepth)
                AddBicep(value, type, entry.Label(0), resources, depth + 1);
        }
    }

    private static void AddJson(ConfigNode body, string parentType, string? parent, List<AzureResource> resources, int depth)
    {
        ConfigNode? list = body.Get("resources");
        foreach ((string? symbol, ConfigNode value) in (list?.Items.Select(static i => ((string?)null, i)) ?? []).Concat(list?.Entries.Select(static e => ((string?)e.Name, e.Value)) ?? []))
        {
            if (value.Get("type")?.Literal is not { } named || value.Get("existing") is { Text: "true" })
                continue;

            string type = named.Contains('.', StringComparison.Ordinal) || parentType.Length == 0 ? named : $"{parentType}/{named}";
            string name = symbol ?? value.Get("name") switch { { Literal: { } text } => text, { } other => ConfigValue.Reference(other) ?? "", null => "" };
            resources.Add(new(type, name, value, value.Line, parent, IsModule: false));
            if (depth >= MaxDepth)
                continue;
            AddJson(value, type, name, resources, depth + 1);
            if (value.Get("properties", "template") is { } inner)
                AddJson(inner, "", null, resources, depth + 1);
        }
    }

    private static ConfigDefinition? FindInBicep(string word, ConfigNode root, string file, DoctorReport report)
    {
        string name = word.Split('.')[0];
        ConfigEntry? entry = root.Entries.FirstOrDefault(e => e.Name is "param" or "var" && e.Label(0) == name);
        if (entry is null)
        {
            // A secret that is looked up has its name in its symbol or in its last part.
            return root.Entries.Any(e => e.Name == "resource" && e.Label(0) == name) ? new(name, null, default) : null;
        }

        if (entry.Name == "var")
            return word == name ? new(name, entry.Value, new Place(file, entry.Line)) : null;
        if (word != name)
            return null;

        bool hasDefault = entry.Value.Kind != ConfigKind.Word || entry.Value.Text.Length > 0;
        return new(name, hasDefault ? entry.Value : null, new Place(file, hasDefault ? entry.Value.Line : entry.Line))
        {
            IsParameter = true,
            IsGiven = hasDefault && (ParameterFiles.Give(name, file, report) || ParameterFiles.IsGivenByCallers(name, file, report) || IsAsked(root, name)),
        };
    }

    private static ConfigDefinition? FindInJson(string word, ConfigNode root, string file, DoctorReport report)
    {
        string[] parts = word.Split('.', 2);
        if (parts is not ["parameters" or "variables", var name] || root.Get(parts[0])?.Entry(name) is not { } entry)
            return null;
        if (parts[0] == "variables")
            return new(name, entry.Value, new Place(file, entry.Line));

        ConfigEntry? fallback = entry.Value.Entry("defaultValue");
        return new(name, fallback?.Value, new Place(file, fallback?.Line ?? entry.Line)) { IsParameter = true, IsGiven = fallback is not null && (ParameterFiles.Give(name, file, report) || IsAsked(root, $"parameters.{name}")) };
    }

    /// <summary>Whether something depends on it being there: <c>if (!empty(key))</c>, <c>key == '' ? [] : […]</c>.</summary>
    private static bool IsAsked(ConfigNode root, string word) => root.Everything().Any(n =>
        (n is { Kind: ConfigKind.Call, Text: "empty" or "equals" } && n.Items.Any(i => i.Kind == ConfigKind.Word && i.Text == word))
        || (n.Kind == ConfigKind.Expression && n.Signs.Any(static s => s is "==" or "!=") && n.Items.Any(i => i.Kind == ConfigKind.Word && i.Text == word)));
}
