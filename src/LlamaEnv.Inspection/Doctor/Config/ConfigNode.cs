namespace LlamaEnv.Inspection.Doctor.Config;

/// <summary>A value of a file in one of the languages of <see cref="ConfigDialect"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a string, a word with its dots, the name of a call; empty for others.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Column">Where it begins, from 0.</param>
internal sealed record ConfigNode(ConfigKind Kind, string Text, int Line, int Column)
{
    /// <summary>The entries of a map or block, in their order; a name may occur more than once.</summary>
    internal IReadOnlyList<ConfigEntry> Entries { get; init; } = [];

    /// <summary>The items of a list, the arguments of a call, the operands of an expression.</summary>
    internal IReadOnlyList<ConfigNode> Items { get; init; } = [];

    /// <summary>The signs between the operands of an expression.</summary>
    internal IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>Whether a list is made by a loop, from its one item.</summary>
    internal bool IsLoop { get; init; }

    /// <summary>The last line.</summary>
    internal int EndLine { get; init; } = Line;

    /// <summary>The value of the last entry of a name; null where there is none.</summary>
    internal ConfigNode? Get(string name) => Entry(name)?.Value;

    /// <summary>The value at the end of a path of names, through blocks and maps alike.</summary>
    internal ConfigNode? Get(params ReadOnlySpan<string> path)
    {
        ConfigNode? node = this;
        foreach (string name in path)
            node = node?.Entry(name)?.Value;
        return node;
    }

    /// <summary>The last entry of a name.</summary>
    internal ConfigEntry? Entry(string name) => Entries.LastOrDefault(e => e.Name == name);

    /// <summary>All blocks of a name.</summary>
    internal IEnumerable<ConfigEntry> All(string name) => Entries.Where(e => e.Name == name);

    /// <summary>The text of a string without anything to expand in it; null for others.</summary>
    internal string? Literal => Kind == ConfigKind.Text ? Text : null;

    /// <summary>What is in it, itself among it, from the outside in.</summary>
    internal IEnumerable<ConfigNode> Everything() =>
        Items.Concat(Entries.Select(static e => e.Value)).SelectMany(static n => n.Everything()).Prepend(this);
}
