namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>A line of a file.</summary>
/// <param name="File">From the root of the repository, with <c>/</c>.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
internal readonly record struct Place(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? FormattableString.Invariant($"{File}:{Line}") : File;
}
