using LlamaEnv.Inspection.Doctor.Kubernetes;

namespace LlamaEnv.Inspection.Doctor.Helm;

/// <summary>The values of a chart as it comes: its values.yaml, and what a chart around it says for it.</summary>
/// <param name="layers">They, the one that counts more last.</param>
/// <param name="others">The files that somebody installs it with.</param>
internal sealed class ChartValues(IReadOnlyList<ManifestNode> layers, IReadOnlyList<ManifestNode> others)
{
    /// <summary>Whether there is a file at all: without one nothing is missing in it.</summary>
    internal bool IsKnown => layers.Count > 0;

    /// <summary>What is at a path of keys with dots between; null where nothing is.</summary>
    internal ManifestNode? Find(string path)
    {
        ManifestNode? found = null;
        foreach (ManifestNode layer in layers)
            found = layer.Get(path.Split('.')) ?? found;
        return found;
    }

    /// <summary>The text at a path; null for none, and for the empty one.</summary>
    internal string? TextOf(string path) => Find(path)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>Whether a file that it is installed with has more at this path.</summary>
    internal bool IsSetElsewhere(string path) => others.Any(o => o.Get(path.Split('.')) is { } node && (node.Text is { Length: > 0 } || node.Entries is { Count: > 0 } || node.Items.Count > 0));

    /// <summary>What <c>if</c> makes of a path: nothing, the empty text, false, 0 and what is empty are no.</summary>
    internal bool IsTrue(string path) =>
        Find(path) is { } node && (node.Entries is { Count: > 0 } || node.Items.Count > 0 || (node.Text is { Length: > 0 } text && text is not ("false" or "0")));

    /// <summary>Every path that ends in a single value.</summary>
    internal IEnumerable<(string Path, ManifestNode Node)> Leaves() => layers.SelectMany(static l => Leaves(l, "", 0));

    private static IEnumerable<(string, ManifestNode)> Leaves(ManifestNode node, string path, int depth)
    {
        foreach (ManifestEntry entry in depth > 12 ? [] : node.Entries ?? [])
        {
            string inner = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (entry.Value is { Entries: null, IsList: false })
                yield return (inner, entry.Value);
            foreach ((string, ManifestNode) leaf in Leaves(entry.Value, inner, depth + 1))
                yield return leaf;
        }
    }
}
