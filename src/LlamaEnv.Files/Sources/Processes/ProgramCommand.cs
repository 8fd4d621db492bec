namespace LlamaEnv.Files.Sources.Processes;

/// <summary>A program that prints secrets, and how it is called.</summary>
/// <param name="Program">Its name, which PATH leads to, or its path.</param>
/// <param name="Arguments">Its arguments. They hold no secrets: others on the machine can read them.</param>
internal sealed record ProgramCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Whether all that it prints is one value, which then is the key.</summary>
    internal bool PrintsKey { get; init; }

    /// <summary>Whether only the first line counts.</summary>
    internal bool PrintsNotesBehind { get; init; }

    /// <summary>What it prints in the place of a text that is not there; null for nothing.</summary>
    internal string? NoText { get; init; }

    /// <summary>The entry that is the key, where a set of other names is printed; null for our own names.</summary>
    internal string? Field { get; init; }

    /// <summary>Variables that it gets beside those of this process, which go before them.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>It gets them only where one of these is set; empty for always.</summary>
    internal IReadOnlyList<string> EnvironmentWith { get; init; } = [];

    /// <summary>What it says on standard error where it does not reach its server and prints old values; null where it never does.</summary>
    internal string? OldValues { get; init; }

    /// <summary>Whether its answer depends on the folder it is started in.</summary>
    internal bool ReadsFolder { get; init; }

    /// <summary>A file of that folder, or of one above it, that it reads; null for none.</summary>
    internal string? FolderFile { get; init; }

    /// <summary>What messages call it; null for the program's own name.</summary>
    internal string? Label { get; init; }

    /// <summary>Long words and mixed ones that its messages may hold and that are no secrets: names of what it was asked for.</summary>
    internal IReadOnlyCollection<string> KnownWords { get; init; } = [];

    /// <summary>What it reads from standard input.</summary>
    internal ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>More than that is no answer.</summary>
    internal int MaxOutputBytes { get; init; } = SecretProgram.MaxOutputBytes;

    /// <summary>What to do where it has nothing of the project's; null for nothing in particular.</summary>
    internal string? NameHint { get; init; }

    /// <summary>Failures that are none of a login; the first that explains one counts.</summary>
    internal IReadOnlyList<FailureCause> Causes { get; init; } = [];

    /// <summary>What to do where it fails, by its maker's words; null for nothing in particular.</summary>
    internal string? Hint { get; init; }
}
