namespace LlamaEnv.Conformance.Tests;

/// <summary>What a reader made of every file.</summary>
/// <param name="Version">The reader's own version; empty where it does not tell.</param>
/// <param name="Files">By file name.</param>
internal sealed record ReaderRun(string Version, IReadOnlyDictionary<string, Reading> Files)
{
    /// <summary>Why the reader could not be run; null where it was.</summary>
    internal string? Missing { get; private init; }

    internal static ReaderRun NotHere(string reason) => new("", new Dictionary<string, Reading>()) { Missing = reason };
}
