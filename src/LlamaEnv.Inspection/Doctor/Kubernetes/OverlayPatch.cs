using System.Text.RegularExpressions;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>A patch of a kustomization.</summary>
/// <param name="Body">What it changes: a mapping is merged, a list holds the operations of a JSON patch.</param>
/// <param name="Target">Which resources; null where the body says so itself.</param>
internal sealed record OverlayPatch(ManifestNode Body, ManifestNode? Target)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    /// <summary>The patches of a kustomization, in the order they are applied in.</summary>
    internal static IEnumerable<OverlayPatch> Read(ManifestNode root, string folder, DoctorReport report)
    {
        foreach (ManifestNode item in root["patchesStrategicMerge"]?.Items ?? [])
        {
            foreach (ManifestNode body in item.Text is not { } text ? [] : text.Contains('\n', StringComparison.Ordinal) ? Inline(item) : FromFile(folder, text, report))
                yield return new(body, null);
        }

        foreach (ManifestNode item in (root["patches"]?.Items ?? []).Concat(root["patchesJson6902"]?.Items ?? []))
        {
            IEnumerable<ManifestNode> bodies = item["patch"] is { Text: not null } inline ? Inline(inline) : item.TextOf("path") is { } path ? FromFile(folder, path, report) : item.Text is { } file ? FromFile(folder, file, report) : [];
            foreach (ManifestNode body in bodies)
                yield return new(body, item["target"]);
        }
    }

    /// <summary>The resource with the patch, if it is meant; null where it is deleted.</summary>
    internal Manifest? Apply(Manifest manifest)
    {
        if (!(Target is null ? IsNamed(manifest, Body.TextOf("kind"), Body.TextOf("metadata", "name"), Body.TextOf("metadata", "namespace")) : IsTarget(manifest, Target)))
            return manifest;
        if (Body.IsList)
            return manifest with { Root = Body.Items.Aggregate(manifest.Root, ManifestPatch.Apply) };

        // With a target, the name that the patch gives is only a stand-in.
        ManifestNode body = Target is null ? Body : Body.With([.. (Body.Entries ?? []).Where(static e => e.Key is not ("metadata" or "kind" or "apiVersion"))]);
        return ManifestPatch.Merge(manifest.Root, body) is { } merged ? manifest with { Root = merged } : null;
    }

    private static bool IsNamed(Manifest manifest, string? kind, string? name, string? space) =>
        manifest.Kind == kind && name is not null && manifest.Names.Contains(name) && (space is null || manifest.Namespace is null || space == manifest.Namespace);

    private static bool IsTarget(Manifest manifest, ManifestNode target) =>
        Matches(target.TextOf("kind"), [manifest.Kind]) && Matches(target.TextOf("name"), manifest.Names)
        && (manifest.Namespace is null || Matches(target.TextOf("namespace"), [manifest.Namespace]))
        && HasLabels(manifest, target.TextOf("labelSelector"));

    /// <summary>Only plain equalities; whatever else is asked counts as given.</summary>
    private static bool HasLabels(Manifest manifest, string? selector) =>
        selector is null || selector.Split(',', StringSplitOptions.TrimEntries).All(part =>
            part.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var sign) || part.Contains('!', StringComparison.Ordinal)
            || manifest.Root.TextOf("metadata", "labels", part[..sign].Trim()) == part[sign..].TrimStart('=').Trim());

    private static bool Matches(string? pattern, IReadOnlyList<string> names)
    {
        if (pattern is null || names.Contains(pattern))
            return true;

        try
        {
            return names.Any(n => Regex.IsMatch(n, $"^(?:{pattern})$", RegexOptions.CultureInvariant, s_timeout));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static IReadOnlyList<ManifestNode> FromFile(string folder, string path, DoctorReport report) =>
        RepositoryTree.Combine(folder, path) is { } file && report.Tree.Contains(file) ? ManifestYaml.Read(file, report) : [];

    /// <summary>A block begins in the line below its sign.</summary>
    private static IReadOnlyList<ManifestNode> Inline(ManifestNode node) =>
        ManifestYaml.ReadInline(node.Text!, node.Place.File, node.Text!.Contains('\n', StringComparison.Ordinal) ? node.Place.Line : node.Place.Line - 1);
}
