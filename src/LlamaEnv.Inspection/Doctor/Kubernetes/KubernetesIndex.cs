using System.Runtime.CompilerServices;
using LlamaEnv.Inspection.Doctor.Reading;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>What a repository says to Kubernetes, read once: its resources by file, its overlays, its Secrets.</summary>
internal sealed class KubernetesIndex
{
    private static readonly ConditionalWeakTable<DoctorReport, KubernetesIndex> s_indexes = [];

    /// <summary>Words of which a file of interest has one behind <c>kind:</c>. Most YAML is something else, and costs no parsing.</summary>
    private static readonly string[] s_kinds =
    [
        "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Rollout", "Service", "Configuration", "Revision", "List", "Secret", "ConfigMap", "OnePasswordItem", "Config",
    ];

    private readonly Dictionary<string, IReadOnlyList<Manifest>> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ManifestScope> _scopes = new(StringComparer.Ordinal);
    private readonly Lazy<bool> _hasSubstitution;

    private KubernetesIndex(DoctorReport report)
    {
        RepositoryTree tree = report.Tree;
        foreach (string file in tree.Files.Where(f => IsYaml(f) && JudgedFiles.Contain(f, tree) && !IsInChart(f, tree)))
        {
            if (tree.Read(file) is { } text && IsOfInterest(text))
                _manifests.Add(file, [.. ManifestYaml.Read(file, report).SelectMany(Manifest.Of).Where(static m => !IsTemplate(m.Root))]);
        }

        SkaffoldImages.Add(_manifests.Values.SelectMany(static m => m), report);
        Overlays = new OverlayBuilder(report, this);
        Secrets = new SecretIndex([.. _manifests.Where(m => !Overlays.Uses(m.Key)).SelectMany(static m => m.Value).Select(SecretDefinition.Of).OfType<SecretDefinition>(), .. Overlays.Definitions], null);
        _hasSubstitution = new(() => tree.Files.Any(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".sh" or ".bash" or ".ps1" or ".md" or ".mk" or ".toml" or ".json" or "" && tree.Read(f) is { Length: < 500_000 } text && (text.Contains("envsubst", StringComparison.Ordinal) || (text.Contains("postBuild", StringComparison.Ordinal) && text.Contains("substitute", StringComparison.Ordinal)) || text.Contains("gomplate", StringComparison.Ordinal))));
    }

    /// <summary>The overlays.</summary>
    internal OverlayBuilder Overlays { get; }

    /// <summary>All that the repository defines.</summary>
    internal SecretIndex Secrets { get; }

    /// <summary>Whether something replaces <c>${X}</c> in manifests before they are applied.</summary>
    internal bool HasSubstitution => _hasSubstitution.Value;

    internal static KubernetesIndex Of(DoctorReport report)
    {
        if (!s_indexes.TryGetValue(report, out KubernetesIndex? index))
            s_indexes.Add(report, index = new(report));
        return index;
    }

    /// <summary>What the manifests of a folder are deployed with.</summary>
    internal ManifestScope ScopeOf(string folder, DoctorReport report)
    {
        if (!_scopes.TryGetValue(folder, out ManifestScope? scope))
            _scopes.Add(folder, scope = new($"kubernetes {folder}", Secrets, report) { IsByFolder = true });
        return scope;
    }

    /// <summary>The resources of a file; none of what is no manifest.</summary>
    internal IReadOnlyList<Manifest> In(string file) => _manifests.GetValueOrDefault(file) ?? [];

    internal static bool IsYaml(string file) => file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file is a chart's template: by place, as it may load as YAML and mean nothing.</summary>
    internal static bool IsInChart(string file, RepositoryTree tree) => ChartOf(file, tree) is not null;

    /// <summary>The folder of the chart whose <c>templates</c> a file is in; null for none.</summary>
    internal static string? ChartOf(string file, RepositoryTree tree)
    {
        for (int at = file.IndexOf("templates/", StringComparison.Ordinal); at >= 0; at = file.IndexOf("templates/", at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || file[at - 1] == '/') && tree.Contains($"{file[..at]}Chart.yaml"))
                return file[..at].TrimEnd('/');
        }

        return null;
    }

    private static bool IsOfInterest(string text)
    {
        if (!text.Contains("apiVersion", StringComparison.Ordinal))
            return false;

        for (int at = text.IndexOf("kind:", StringComparison.Ordinal); at >= 0; at = text.IndexOf("kind:", at + 1, StringComparison.Ordinal))
        {
            int end = text.IndexOf('\n', at);
            string kind = (end < 0 ? text[(at + 5)..] : text[(at + 5)..end]).Trim().Trim('"', '\'', ',', '\r');
            if (s_kinds.Any(k => kind.Contains(k, StringComparison.Ordinal)) && !kind.StartsWith("CustomResource", StringComparison.Ordinal))
                return true;
        }

        return text.Contains("\"kind\"", StringComparison.Ordinal);
    }

    private static bool IsTemplate(ManifestNode node) =>
        node.IsOpen || (node.Entries?.Any(static e => IsTemplate(e.Value)) ?? false) || node.Items.Any(IsTemplate);
}
