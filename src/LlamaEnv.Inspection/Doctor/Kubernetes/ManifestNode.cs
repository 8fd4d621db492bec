using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Kubernetes;

/// <summary>A key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Place">Its line.</param>
/// <param name="Value">What it has.</param>
internal readonly record struct ManifestEntry(string Key, Place Place, ManifestNode Value);

/// <summary>
/// A part of a manifest, with the file and line of every part: an overlay puts together what stands in several files. It never
/// changes; a patch makes another one.
/// </summary>
/// <param name="place">Where it begins.</param>
internal sealed class ManifestNode(Place place)
{
    internal Place Place { get; } = place;

    /// <summary>The blanks before it, which lines beside it have to have.</summary>
    internal int Indent { get; init; }

    /// <summary>The text of a scalar; null where it has none (<c>K:</c>, <c>null</c>), and of what is no scalar.</summary>
    internal string? Text { get; init; }

    /// <summary>The text as a template has it, where that is not what it is taken for.</summary>
    internal string? Raw { get; init; }

    /// <summary>The entries of a mapping; null for what is none.</summary>
    internal IReadOnlyList<ManifestEntry>? Entries { get; init; }

    /// <summary>The items of a list; none for what is none.</summary>
    internal IReadOnlyList<ManifestNode> Items { get; init; } = [];

    internal bool IsList { get; init; }

    /// <summary>Whether it stands in brackets or braces.</summary>
    internal bool IsFlow { get; init; }

    /// <summary>Whether something is added when it is used that nobody can read here: a template of another chart, a value of whoever installs it.</summary>
    internal bool IsOpen { get; init; }

    /// <summary>What a template asks before it takes this part: the conditions of the blocks around it.</summary>
    internal IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>What stood here before a patch.</summary>
    internal ManifestNode? Replaced { get; init; }

    internal ManifestNode? this[string key] => Entry(key)?.Value;

    internal ManifestEntry? Entry(string key)
    {
        foreach (ManifestEntry entry in Entries ?? [])
        {
            if (entry.Key == key)
                return entry;
        }

        return null;
    }

    /// <summary>What is at the end of a path of keys.</summary>
    internal ManifestNode? Get(params ReadOnlySpan<string> path)
    {
        ManifestNode? node = this;
        foreach (string key in path)
            node = node?[key];
        return node;
    }

    /// <summary>The text at the end of a path of keys.</summary>
    internal string? TextOf(params ReadOnlySpan<string> path) => Get(path)?.Text;

    /// <summary>The same mapping with other entries.</summary>
    internal ManifestNode With(IReadOnlyList<ManifestEntry> entries) => new(Place) { Indent = Indent, IsFlow = IsFlow, Entries = entries, IsOpen = IsOpen, Conditions = Conditions, Replaced = Replaced };

    /// <summary>The same list with other items.</summary>
    internal ManifestNode With(IReadOnlyList<ManifestNode> items) => new(Place) { Indent = Indent, IsFlow = IsFlow, Items = items, IsList = true, IsOpen = IsOpen, Conditions = Conditions };

    /// <summary>The same mapping, which remembers what it took the place of.</summary>
    internal ManifestNode InsteadOf(ManifestNode earlier) => new(Place) { Indent = Indent, Entries = Entries, Text = Text, IsOpen = IsOpen, Conditions = Conditions, Replaced = earlier };
}
