namespace LlamaEnv.Evaluator;

/// <summary>Which files a project takes along: as in the package's targets, though here every file can be looked at, as nobody waits for a build.</summary>
internal static class ShippedItems
{
    /// <summary>The kinds of items that may be.</summary>
    internal static IReadOnlyList<string> Types { get; } = ["None", "Content", "EmbeddedResource", "EmbedInBinlog"];

    /// <param name="type">One of them.</param>
    /// <param name="metadatum">The value of a metadatum of the item by its name; empty where it has none.</param>
    /// <param name="isPackable">Whether the project is packed at all.</param>
    internal static bool Contains(string type, Func<string, string> metadatum, bool isPackable)
    {
        bool isTaken = type != "None"; // Unless they say otherwise, the others are published, packed or embedded.
        return type is "EmbeddedResource" or "EmbedInBinlog"
            || Copies("CopyToPublishDirectory", whenUnset: isTaken)
            || Copies("CopyToOutputDirectory", whenUnset: false)
            || (isPackable && (metadatum("Pack") is { Length: > 0 } pack ? IsTrue(pack) : isTaken));

        bool Copies(string name, bool whenUnset) =>
            metadatum(name) is { Length: > 0 } value ? !string.Equals(value, "Never", StringComparison.OrdinalIgnoreCase) : whenUnset;
    }

    internal static bool IsTrue(string text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
