using LlamaEnv.Inspection.Doctor.Config;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Processes;

/// <summary>
/// Reads PM2's list of apps, in JavaScript, JSON or YAML. An app has what the shell had that started it first, and what
/// stands here goes before that. Source: PM2's ecosystem file reference.
/// </summary>
internal static class Pm2Reader
{
    private static readonly string[] s_names = ["ecosystem.config", "ecosystem", "pm2.config", "pm2", "process", "processes"];

    private static readonly string[] s_extensions = [".js", ".cjs", ".mjs", ".json", ".yml", ".yaml"];

    internal static Artefact Artefact { get; } = new("pm2", IsOne, Read);

    private static bool IsOne(string file)
    {
        string name = RepositoryTree.NameOf(file);
        string extension = Path.GetExtension(name);
        string stem = name[..^extension.Length];
        return s_extensions.Contains(extension) && (s_names.Contains(stem) || stem.StartsWith("ecosystem.", StringComparison.Ordinal) || stem.EndsWith(".config", StringComparison.Ordinal) && stem.StartsWith("ecosystem", StringComparison.Ordinal));
    }

    private static void Read(string file, DoctorReport report)
    {
        if (Parse(file, report) is not { } root)
            return;

        ConfigValue values = new(word => Find(word, root, file));
        foreach (ConfigNode app in Apps(root, values).Where(static a => a.Get("script") is not null || a.Get("name") is not null))
        {
            ConfigEnvironment common = new(values, file);
            common.AddMap(app.Get("env"));
            string? name = app.Get("name")?.Literal;
            string[] command = [.. new[] { app.Get("interpreter")?.Literal, app.Get("script")?.Literal }.OfType<string>(), .. Words(app.Get("args"))];
            Runtime runtime = new(name is null ? "app" : $"app '{name}'", new Place(file, app.Line), new ProgramHint { Command = [.. command.Where(static w => w != "none")] })
            {
                Environment = common.Assignments,
                InheritsUnknown = true,
                Group = $"pm2 {file}",
            };
            report.Add(runtime);

            // pm2 start --env production puts env_production onto env.
            foreach (ConfigEntry stage in app.Entries.Where(static e => e.Name.StartsWith("env_", StringComparison.Ordinal) && e.Name != "env_file"))
            {
                ConfigEnvironment more = new(values, file);
                more.AddMap(stage.Value);
                if (more.Assignments.Any(static a => ValueText.IsOurs(a.Name)))
                    report.Add(runtime with { Environment = [.. common.Assignments, .. more.Assignments] });
            }
        }
    }

    private static ConfigNode? Parse(string file, DoctorReport report)
    {
        if (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal))
            return YamlFile.Read(file, report) is [var document, ..] ? ConfigYaml.Of(document) : null;
        if (report.Tree.Read(file) is not { } text || !text.Contains("apps", StringComparison.Ordinal) && !text.Contains("script", StringComparison.Ordinal))
            return null;

        ConfigNode? root = ConfigParser.Parse(text, ConfigDialect.JavaScript, out int line);
        if (root is null)
            report.Skip(new Place(file, line), "its brackets do not match");
        return root;
    }

    /// <summary>The items of <c>apps</c>, wherever it stands; without it the file is one app or a list of them.</summary>
    private static IEnumerable<ConfigNode> Apps(ConfigNode root, ConfigValue values)
    {
        ConfigEntry? apps = root.Everything().SelectMany(static n => n.Entries).FirstOrDefault(static e => e.Name == "apps");
        ConfigNode? list = apps is null ? root.Entries.LastOrDefault(static e => e.Name.Length == 0)?.Value : values.Follow(apps.Value);
        return list is null ? [] : list.Kind == ConfigKind.Map ? [list] : list.Items.Select(values.Follow).Where(static i => i.Kind == ConfigKind.Map);
    }

    private static IEnumerable<string> Words(ConfigNode? args) =>
        args is null ? [] : args.Literal is { } line ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries) : args.Items.Select(static i => i.Literal ?? "");

    /// <summary>What the shell has, or a constant of the file.</summary>
    private static ConfigDefinition? Find(string word, ConfigNode root, string file)
    {
        const string Environment = "process.env.";
        if (word.StartsWith(Environment, StringComparison.Ordinal))
            return new(word[Environment.Length..], null, default) { IsParameter = true };
        return root.Entries.LastOrDefault(e => e.Name == word && e.Labels.Any(static l => l is "const" or "let" or "var")) is { } constant ? new(word, constant.Value, new Place(file, constant.Line)) : null;
    }
}
