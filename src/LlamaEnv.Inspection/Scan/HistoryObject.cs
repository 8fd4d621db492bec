namespace LlamaEnv.Inspection.Scan;

/// <summary>An object of git's that has a text.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">blob, commit or tag.</param>
internal sealed record HistoryObject(string Id, string Type)
{
    /// <summary>Whether it is the content of a file.</summary>
    internal bool IsFile => Type == "blob";
}

/// <summary>Where an object came into the history.</summary>
/// <param name="Commit">The commit or the tag.</param>
/// <param name="Path">The file; null for the text of the commit or tag itself.</param>
/// <param name="Age">The higher, the older.</param>
internal sealed record HistoryOrigin(string Commit, string? Path, int Age);
