namespace LlamaEnv.Detection;

/// <summary>What should have put a value where a reference stands.</summary>
internal enum ReferenceCause
{
    /// <summary>A pipeline or shell, which expands names of variables.</summary>
    Expansion,

    /// <summary>A step that replaces the tokens of a template.</summary>
    Template,

    /// <summary>A secret manager's program.</summary>
    Manager,

    /// <summary>What decrypts it.</summary>
    Encryption,

    /// <summary>Whoever reads the file that the value only names.</summary>
    Contents,
}

/// <summary>Which values a kind of reference is looked for in: what is plainly none in one may be a good value in another.</summary>
[Flags]
internal enum ReferencePlaces
{
    /// <summary>The LlamaCloud key.</summary>
    Key = 1,

    /// <summary>The base URL.</summary>
    Url = 2,

    /// <summary>The project id.</summary>
    Project = 4,

    /// <summary>A declared secret that is a credential by its name.</summary>
    NamedSecret = 8,

    /// <summary>A declared secret of any other name, which may be a connection string.</summary>
    OtherSecret = 16,

    /// <summary>A declared secret that by its name holds where something is.</summary>
    Pointer = 32,

    /// <summary>A declared value that is no secret.</summary>
    Public = 64,

    /// <summary>What stands in an output, where a value is about to go: is it to stay?</summary>
    Standing = 128,

    /// <summary>The same, bare or in double quotes, where shells and half of the libraries expand what they can.</summary>
    Unquoted = 256,

    /// <summary>The same, where LlamaCloud's key would go: what a key is not is known better than of other values.</summary>
    StandingKey = 512,

    /// <summary>LlamaCloud's own three.</summary>
    Own = Key | Url | Project,

    /// <summary>LlamaCloud's own three and declared secrets, but those that are to point somewhere.</summary>
    Secrets = Own | NamedSecret | OtherSecret,

    /// <summary>Every value, and what stands in the place of one.</summary>
    All = Secrets | Pointer | Public | Standing,
}

/// <summary>A kind of reference.</summary>
/// <param name="Name">What it is, as a message names it.</param>
/// <param name="Cause">What should have put the value there.</param>
/// <param name="Where">The values it is looked for in.</param>
/// <param name="Matches">Whether a text, without blanks and quotes around it, holds one.</param>
internal sealed record ReferenceKind(string Name, ReferenceCause Cause, ReferencePlaces Where, Func<ReadOnlySpan<char>, bool> Matches)
{
    /// <summary>How it is written, of a reference whose name does not say it.</summary>
    internal string? Form { get; init; }

    /// <summary>Whether it is in no text without a colon. Most kinds are not, and most values have none: they are looked at in no time.</summary>
    internal bool NeedsColon { get; init; }

    /// <summary>The command that resolves it, where there is a well-known one.</summary>
    internal string? Remedy { get; init; }
}
