namespace LlamaEnv.Sources;

/// <summary>A kind of source, as the list of them knows it.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Argument">What may follow the colon.</param>
/// <param name="IsDefault">Whether it is asked when the user names no sources.</param>
/// <param name="Open">Makes the source. Reads nothing yet.</param>
internal sealed record SourceKind(string Name, SourceArgument Argument, bool IsDefault, Func<SourceReference, ISource> Open)
{
    /// <summary>Its part in llamactl's rule.</summary>
    internal SourceRole Role { get; init; }

    /// <summary>Whether it is a developer's own: asked for another environment than theirs only where it is named.</summary>
    internal bool IsPersonal { get; init; }

    /// <summary>Whether the path that it takes is that of a folder.</summary>
    internal bool TakesFolder { get; init; }

    /// <summary>Why it has no declared variable; null where it may have any.</summary>
    internal string? WithoutDeclared { get; init; }

    /// <summary>The kinds, as a help text or a message lists them.</summary>
    internal static string NamesOf(IEnumerable<SourceKind> kinds) => string.Join(", ", kinds.Select(k => k.Syntax));

    private string Syntax => Argument switch
    {
        SourceArgument.None => Name,
        SourceArgument.Name => $"{Name}[:NAME]",
        SourceArgument.Path => $"{Name}[:PATH]",
        SourceArgument.CommandLine => $"{Name}:COMMAND LINE",
        SourceArgument.Uri => $"{Name}:URI",
        SourceArgument.Reference => $"{Name}:REFERENCE",
        _ => throw new ArgumentOutOfRangeException(nameof(Argument), Argument, null),
    };
}

/// <summary>What may follow the colon behind a source's name.</summary>
internal enum SourceArgument
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A name, or nothing.</summary>
    Name,

    /// <summary>A path, or nothing. On a command line it starts from the shell's folder.</summary>
    Path,

    /// <summary>A command with its arguments.</summary>
    CommandLine,

    /// <summary>A URI.</summary>
    Uri,

    /// <summary>What a secret manager calls a secret.</summary>
    Reference,
}

/// <summary>A source's part in llamactl's rule: the environment goes before an existing profile only with key and project.</summary>
internal enum SourceRole
{
    /// <summary>None.</summary>
    Other,

    /// <summary>The environment, which <c>LLAMA_CLOUD_USE_PROFILE</c> passes over.</summary>
    Environment,

    /// <summary>The profile.</summary>
    Profile,
}
