namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>A value of a JSON file.</summary>
/// <param name="Text">A string's text; null for anything else.</param>
/// <param name="IsTrue">Whether it is <c>true</c>.</param>
/// <param name="Line">Where it starts, from 1.</param>
/// <param name="Entries">An object's members, duplicates among them.</param>
/// <param name="Items">An array's items.</param>
internal sealed record JsonValue(string? Text, bool IsTrue, int Line, IReadOnlyList<JsonEntry> Entries, IReadOnlyList<JsonValue> Items)
{
    /// <summary>The member that counts: of several with one name, the last.</summary>
    internal JsonValue? Get(string name) => Entries.LastOrDefault(e => e.Name == name)?.Value;

    /// <summary>The value at the end of a path of names.</summary>
    internal JsonValue? Get(params ReadOnlySpan<string> path)
    {
        JsonValue? value = this;
        foreach (string name in path)
            value = value?.Get(name);
        return value;
    }

    // A generated one would print strings, and one of them may be a key.
    public override string ToString() => FormattableString.Invariant($"line {Line}");
}
