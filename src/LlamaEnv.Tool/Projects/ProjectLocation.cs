using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Projects;

/// <summary>The project a command works for.</summary>
/// <param name="File">Its absolute path.</param>
internal sealed record ProjectLocation(string File)
{
    internal string Directory => Path.GetDirectoryName(File)!;

    /// <summary>The project <paramref name="argument"/> names, or the only one in the current folder, or null where there is none.</summary>
    /// <exception cref="UsageException">The argument names none, or it is not clear which.</exception>
    internal static ProjectLocation? Find(string? argument, string currentDirectory)
    {
        string path = Path.GetFullPath(argument ?? ".", currentDirectory);
        if (System.IO.File.Exists(path))
            return IsProject(path) ? new ProjectLocation(path) : throw new UsageException($"{path} is not a C#, F# or Visual Basic project.");

        if (!System.IO.Directory.Exists(path))
            throw new UsageException($"There is no project file or folder {path}.");

        string[] projects = [.. System.IO.Directory.EnumerateFiles(path, "*.*proj").Where(IsProject).Order(StringComparer.Ordinal)];
        return projects.Length switch
        {
            1 => new ProjectLocation(projects[0]),
            0 => argument is null ? null : throw new UsageException($"There is no project file in {path}."),
            _ => throw new UsageException($"There are several project files in {path} ({string.Join(", ", projects.Select(Path.GetFileName))}). Name one, or pass --no-project."),
        };
    }

    private static bool IsProject(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csproj" or ".fsproj" or ".vbproj";
}
