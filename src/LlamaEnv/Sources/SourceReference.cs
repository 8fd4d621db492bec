using LlamaEnv.Detection;
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
        return new((colon < 0 ? text : text[..colon]).Trim(), colon < 0 ? null : text[(colon + 1)..].Trim(), isNamed);
    }

    /// <summary>The same source, its path (if that is what follows the colon) starting from <paramref name="directory"/>.</summary>
    internal static string MakeAbsolute(string text, string directory, IReadOnlyList<SourceKind> kinds)
    {
        SourceReference source = Parse(text, isNamed: true);
        bool hasPath = source.Argument is { Length: > 0 } && source.FindKind(kinds)?.Argument == SourceArgument.Path;
        return hasPath ? $"{source.Name}:{PathSetting.StartFrom(directory, source.Argument!)}" : text;
    }

    /// <summary>The absolute path that <see cref="Argument"/> means, where it is one.</summary>
    internal string? Path { get; init; }

    /// <summary>What is shown of <see cref="Argument"/>; null for all of it.</summary>
    internal string? Shown { get; init; }

    /// <summary>The one variable that is wanted, whatever the secret is called there; null for a set by its own names.</summary>
    internal Variable? Wanted { get; init; }

    /// <summary>The kind that is meant, in whatever case it is written; null where it is none of <paramref name="kinds"/>, or its argument is not what that takes.</summary>
    internal SourceKind? FindKind(IReadOnlyList<SourceKind> kinds) => kinds.FirstOrDefault(k => string.Equals(k.Name, Name, StringComparison.OrdinalIgnoreCase) && k.Argument switch
    {
        SourceArgument.None => Argument is null,
        SourceArgument.Name or SourceArgument.Path => Argument is null or { Length: > 0 },
        _ => Argument is { Length: > 0 },
    });

    /// <summary>As it was asked for; a key typed in the place of a name is not repeated.</summary>
    public override string ToString() => Argument is null ? Name : $"{Name}:{KeyShapes.ShowName(Shown ?? Argument)}";
}
