namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>An archive goes no further. What was found in it up to there counts.</summary>
/// <param name="reason">Why, behind a colon.</param>
internal sealed class UnreadableException(string reason) : IOException(reason)
{
    /// <summary>Whether nothing more of the outermost file is to be read.</summary>
    internal bool EndsFile { get; init; }
}
