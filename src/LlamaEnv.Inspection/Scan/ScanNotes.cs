using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection.Scan;

/// <summary>What could not be looked at, from all threads.</summary>
internal sealed class ScanNotes
{
    /// <summary>The kind of all of them.</summary>
    internal const string Kind = "not-inspected";

    private readonly List<Finding> _notes = [];
    private readonly Lock _lock = new();

    internal IReadOnlyList<Finding> All => _notes;

    /// <param name="root">What its file is named from.</param>
    /// <param name="path">The absolute path; null for the repository as a whole.</param>
    /// <param name="reason">Why, behind a colon.</param>
    internal void Add(string root, string? path, string reason) =>
        AddNamed(root, path is null ? null : Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), null, reason);

    /// <param name="root">What its file is named from.</param>
    /// <param name="file">The name that reports show.</param>
    /// <param name="archive">The archive it is in.</param>
    /// <param name="reason">Why, behind a colon.</param>
    internal void AddNamed(string root, string? file, string? archive, string reason)
    {
        Finding note = new(Findings.NotInspected(file, reason), Kind) { Root = root, Archive = archive };
        lock (_lock)
            _notes.Add(note);
    }
}
