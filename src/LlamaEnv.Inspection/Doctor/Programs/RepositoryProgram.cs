namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>A program of the repository: a project, or the sources that an image is made of.</summary>
/// <param name="Path">Its project file, or the folder of its sources, from the root.</param>
/// <param name="Name">The assembly's name, or the folder's.</param>
internal sealed record RepositoryProgram(string Path, string Name)
{
    /// <summary>What shows that it needs the key, as a message says it; null where nothing does.</summary>
    internal string? Evidence { get; init; }

    /// <summary>Whether it can be told that it is this program that needs it: of a folder of scripts, any of them may.</summary>
    internal bool IsCertain { get; init; }

    /// <summary>Whether it has a way to the key that is not the environment: a vault, a file it names, another configuration key.</summary>
    internal bool ReadsElsewhere { get; init; }

    /// <summary>Whether it reads files of mounted secrets (<c>AddKeyPerFile</c>, <c>/run/secrets</c>, <c>CREDENTIALS_DIRECTORY</c>).</summary>
    internal bool ReadsFiles { get; init; }
}
