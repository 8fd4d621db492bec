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
        return colon < 0 ? new(text, null, isNamed) : new(text[..colon], text[(colon + 1)..], isNamed);
    }

    /// <summary>The same source, its path (if that is what follows the colon) starting from <paramref name="directory"/>.</summary>
    internal static string MakeAbsolute(string text, string directory)
    {
        SourceReference source = Parse(text, isNamed: true);
        bool hasPath = source.Argument is { Length: > 0 } && SourceKind.All.Any(k => k.Name == source.Name && k.ArgumentIsPath);
        return hasPath ? $"{source.Name}:{Path.GetFullPath(source.Argument!, directory)}" : text;
    }

    /// <summary>As it was asked for; a key typed in the place of a name is not repeated.</summary>
    public override string ToString() => Argument is null ? Name : $"{Name}:{KeyShapes.ShowName(Argument)}";
}
