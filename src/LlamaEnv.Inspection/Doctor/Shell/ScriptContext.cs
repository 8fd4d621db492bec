using LlamaEnv.Inspection.Doctor.Model;

namespace LlamaEnv.Inspection.Doctor.Shell;

/// <summary>Where a script runs, and what its commands get from there.</summary>
/// <param name="Name">What messages call it: <c>step 'Run' of job 'test'</c>.</param>
/// <param name="File">The file it stands in.</param>
internal sealed record ScriptContext(string Name, string File)
{
    /// <summary>Where a missing variable is reported; null for the line of the command.</summary>
    internal Place? Head { get; init; }

    /// <summary>The folder it runs in, from the root; null where it is not known.</summary>
    internal string? Folder { get; init; } = "";

    internal ShellKind Shell { get; init; }

    /// <summary>The variables it gets, whatever their names, in the order in which a later one replaces an earlier one.</summary>
    internal IReadOnlyList<Assignment> Environment { get; init; } = [];

    internal IReadOnlyList<Carrier> Carriers { get; init; } = [];

    /// <summary>Whether it also gets what the repository cannot know.</summary>
    internal bool InheritsUnknown { get; init; }

    /// <summary>Plain values of variables that are no secrets, for paths and names of images.</summary>
    internal IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a value that is a reference of the pipeline's own; null where it is none.</summary>
    internal Func<string, string, Place, Assignment?>? Expression { get; init; }

    /// <summary>The pipeline's own way to write a variable in a script: <c>${{ env.X }}</c>; null where the text is no reference.</summary>
    internal Func<string, string>? Expand { get; init; }

    /// <summary>Whether a file of variables is written, or the key is at hand, somewhere before, so that a program that loads a file has it.</summary>
    internal bool HasFile { get; init; }

    /// <summary>Whether the script is one that is judged by itself, too.</summary>
    internal bool IsCalled { get; init; }

    /// <summary>What runtimes of the same file have in common.</summary>
    internal string? Group { get; init; }

    /// <summary>The lines that give the script a variable.</summary>
    internal Func<string, string>? LinesFor { get; init; }

    /// <summary>Whether every variable that its commands get is known.</summary>
    internal bool IsKnown => !InheritsUnknown && Carriers.All(static c => c.Names is not null);
}
