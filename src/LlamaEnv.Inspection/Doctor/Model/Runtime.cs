namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>
/// Something that starts a program with an environment of its own: a compose service, a container of a pod, a step of a
/// pipeline, a unit. Every reader of a format makes these, and one judge, who knows no format, judges them.
/// </summary>
/// <param name="Name">What messages call it: <c>service 'worker'</c>, <c>container 'app' of CronJob 'nightly'</c>.</param>
/// <param name="Head">Its first line, where a missing variable is reported.</param>
/// <param name="Program">What it starts.</param>
internal sealed record Runtime(string Name, Place Head, ProgramHint Program)
{
    /// <summary>The variables it gives, in the order in which a later one replaces an earlier one of the same name.</summary>
    internal IReadOnlyList<Assignment> Environment { get; init; } = [];

    /// <summary>What else brings variables; each assignment of <see cref="Environment"/> goes before them.</summary>
    internal IReadOnlyList<Carrier> Carriers { get; init; } = [];

    /// <summary>Why it needs the key, where its reader knows; null where its program tells.</summary>
    internal Need? Need { get; init; }

    /// <summary>The secrets it gets as files.</summary>
    internal IReadOnlyList<FileGrant> Files { get; init; } = [];

    /// <summary>Whether it has whatever its surroundings have, which the repository cannot know: a shell's <c>dotnet run</c>. Then nothing is missing for certain.</summary>
    internal bool InheritsUnknown { get; init; }

    /// <summary>What runtimes have in common that are deployed together, so that one may be measured by another; null for none.</summary>
    internal string? Group { get; init; }

    /// <summary>The lines that give the runtime a variable of this name, in the file's own syntax and indented as they have to stand; null where they depend on what the repository does not tell.</summary>
    internal Func<string, string>? LinesFor { get; init; }

    /// <summary>The line in front of which those lines go, where that is certain: <c>doctor --fix</c> puts them there; null where it is not.</summary>
    internal Place? LinesPlace { get; init; }
}
