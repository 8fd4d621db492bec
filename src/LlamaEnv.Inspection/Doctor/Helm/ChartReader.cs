using LlamaEnv.Inspection.Doctor.Kubernetes;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Doctor.Text;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>Reads Helm charts. What is a template is decided by its place: one may load as YAML and mean nothing.</summary>
internal static class ChartReader
{
    internal static Artefact Artefact { get; } = new("helm", static file => RepositoryTree.NameOf(file) == "Chart.yaml", Read);

    private static void Read(string file, DoctorReport report)
    {
        if (ManifestYaml.Read(file, report) is not [{ Entries: not null } chart, ..] || chart.TextOf("type") == "library")
            return;

        RepositoryTree tree = report.Tree;
        string folder = RepositoryTree.FolderOf(file);
        List<string> templates = [.. tree.Files.Where(f => IsYaml(f) && JudgedFiles.Contain(f, tree) && KubernetesIndex.ChartOf(f, tree) == folder && !Within(f, folder).Contains("/tests/", StringComparison.Ordinal))];
        if (templates.Count == 0)
            return;

        ChartValues values = ValuesOf(folder, chart, report);
        TemplateExpander expander = new(values);
        List<string> named = [.. Named(folder, chart, tree)];
        foreach (string one in named)
            expander.Learn(one, tree.Read(one) ?? "");

        string name = chart.TextOf("name") ?? RepositoryTree.NameOf(folder);
        List<string> texts = [.. named.Concat([RepositoryTree.Join(folder, "values.schema.json")]).Select(tree.Read).OfType<string>()];
        TemplateValue value = new(values, texts, tree);
        List<Manifest> manifests = [.. templates.SelectMany(t => LooseYaml.Documents(expander.Expand(t, tree.Read(t) ?? ""), text => Resolve(text, name, values)).SelectMany(Manifest.Of))];
        ManifestScope scope = new($"helm {folder}", new SecretIndex([.. manifests.Select(SecretDefinition.Of).OfType<SecretDefinition>()], KubernetesIndex.Of(report).Secrets), report) { Template = value.Read };
        foreach (Manifest manifest in manifests)
        {
            foreach (Runtime runtime in ContainerReader.ReadAll(manifest, scope))
                report.Add(runtime);
            JudgeSecret(manifest, value, report);
        }
    }

    private static bool IsYaml(string file) => KubernetesIndex.IsYaml(file) && !RepositoryTree.NameOf(file).StartsWith('_');

    private static string Within(string file, string folder) => folder.Length == 0 ? $"/{file}" : file[folder.Length..];

    /// <summary>Every file that may have named templates: the chart's own, and those of charts in it or beside it that it depends on.</summary>
    private static IEnumerable<string> Named(string folder, ManifestNode chart, RepositoryTree tree)
    {
        List<string> folders = [folder, .. (chart["dependencies"]?.Items ?? []).Select(static d => d.TextOf("repository")).OfType<string>().Where(static r => r.StartsWith("file://", StringComparison.Ordinal)).Select(r => RepositoryTree.Combine(folder, r["file://".Length..])).OfType<string>()];
        return folders.SelectMany(one => tree.Files.Where(f => RepositoryTree.IsWithin(f, one) && f.Contains("templates/", StringComparison.Ordinal) && (f.EndsWith(".tpl", StringComparison.Ordinal) || KubernetesIndex.IsYaml(f)))).Distinct(StringComparer.Ordinal);
    }

    private static ChartValues ValuesOf(string folder, ManifestNode chart, DoctorReport report)
    {
        RepositoryTree tree = report.Tree;
        List<ManifestNode> layers = [];
        Add(RepositoryTree.Join(folder, "values.yaml"), []);
        // A chart in another's charts/ takes what that says under its name.
        if (folder.LastIndexOf("/charts/", StringComparison.Ordinal) is > 0 and var at && chart.TextOf("name") is { } name && tree.Contains($"{folder[..at]}/Chart.yaml"))
            Add($"{folder[..at]}/values.yaml", [name]);

        List<ManifestNode> others = [.. tree.Files.Where(f => KubernetesIndex.IsYaml(f) && RepositoryTree.NameOf(f) is var n && n != "values.yaml" && n.Contains("values", StringComparison.OrdinalIgnoreCase)).SelectMany(f => ManifestYaml.ReadInline(tree.Read(f) ?? "", f, 0))];
        return new(layers, others);

        void Add(string file, string[] path)
        {
            if (tree.Contains(file) && ManifestYaml.Read(file, report) is [var root, ..] && root.Get(path) is { Entries: not null } node)
                layers.Add(node);
        }
    }

    /// <summary>A name or an image with what is known put in. Two that are made the same way become the same.</summary>
    private static string Resolve(string text, string chart, ChartValues values)
    {
        foreach ((int start, int end, string inner) in TemplateExpression.Actions(text).Reverse().ToList())
        {
            List<string> words = [.. TemplateExpression.Words(inner).Where(static w => w is not ("quote" or "squote" or "toString" or "|"))];
            string? known = words switch
            {
                [".Chart.Name" or "$.Chart.Name"] => chart,
                ["include" or "template", var called, ..] when called.EndsWith("fullname\"", StringComparison.Ordinal) || called.EndsWith(".name\"", StringComparison.Ordinal) => chart,
                [var word] when TemplateExpression.PathOf(word) is { } path => values.TextOf(path),
                _ => null,
            };
            text = text[..start] + (known ?? $"{{{{ {inner} }}}}") + text[end..];
        }

        return text;
    }

    private static void JudgeSecret(Manifest manifest, TemplateValue value, DoctorReport report)
    {
        KubernetesReader.JudgeSecret(manifest, report);
        foreach (SecretEntry entry in SecretDefinition.Of(manifest)?.Entries ?? [])
        {
            if (entry.Value is { IsOpen: true } node && ValueText.MeantBy(entry.Key.Replace('-', '_').Replace('.', '_')) is { } meant)
            {
                foreach (Finding finding in value.Read(meant.Name, node).Faults)
                    report.Add(finding);
            }
        }
    }
}
