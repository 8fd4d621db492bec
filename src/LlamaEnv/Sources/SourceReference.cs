using LlamaEnv.Validation;

namespace LlamaEnv.Sources;

/// <summary>A source as it is asked for: <c>environment</c>, <c>profile:work</c>, <c>dotenv:shared.env</c>.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Argument">What follows the colon; null where there is none.</param>
/// <param name="IsNamed">Whether the user asked for it; a default source that is not there is merely absent.</param>
internal sealed record SourceReference(string Name, string? Argument, bool IsNamed)
{
    internal static SourceReference Parse(string text, bool isNamed)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = (colon < 0 ? text : text[..colon]).Trim();
        // As for every word in a setting, the case of a name does not count; an unknown one is shown as it was typed.
        name = SourceKind.All.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase))?.Name ?? name;
        return new(name, colon < 0 ? null : text[(colon + 1)..].Trim(), isNamed);
    }

    /// <summary>The absolute path that <see cref="Argument"/> means, where it is one.</summary>
    internal string? Path { get; init; }

    /// <summary>As it was asked for; a key typed in the place of a name is not repeated.</summary>
    public override string ToString() => Argument is null ? Name : $"{Name}:{KeyShapes.ShowName(Argument)}";
}
