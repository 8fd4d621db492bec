namespace LlamaEnv.Fuzz;

/// <summary>Every file below a folder, with its bytes.</summary>
internal sealed class Snapshot
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    internal static Snapshot Of(string root)
    {
        Snapshot snapshot = new();
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            snapshot._files[file] = File.ReadAllBytes(file);
        return snapshot;
    }

    internal byte[]? this[string file] => _files.GetValueOrDefault(file);

    /// <summary>The first file that is not as it was; null where all are.</summary>
    internal string? FindDifference(Snapshot other) => _files.Keys.Concat(other._files.Keys).FirstOrDefault(file =>
        !_files.TryGetValue(file, out byte[]? one) || !other._files.TryGetValue(file, out byte[]? another) || !one.AsSpan().SequenceEqual(another));

    /// <summary>An empty folder again.</summary>
    internal static void Clear(string root)
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
    }
}
