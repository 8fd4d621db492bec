using LlamaEnv.Files.IO;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Projects;

/// <summary>The project a command works for: a project file of any kind, or the source of a file-based app.</summary>
/// <param name="File">Its absolute path.</param>
internal sealed record ProjectLocation(string File)
{
    private static readonly EnumerationOptions s_options = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None };

    internal string Directory => Path.GetDirectoryName(File)!;

    /// <summary>The project <paramref name="argument"/> names, or the only one in the current folder, or null where there is none.</summary>
    /// <exception cref="UsageException">The argument names none, or it is not clear which.</exception>
    internal static ProjectLocation? Find(string? argument, string currentDirectory)
    {
        string path = Path.GetFullPath(argument ?? ".", currentDirectory);
        if (System.IO.File.Exists(path))
            return Of(path);

        if (!System.IO.Directory.Exists(path))
            throw new UsageException($"There is no project file or folder {path}.");

        string[] projects = FilesIn(path);
        return projects.Length switch
        {
            1 => Of(projects[0]),
            0 => argument is null ? null : throw new UsageException($"There is no project file in {path}. {ProjectHint.In(path)}".TrimEnd()),
            _ => throw new UsageException($"There are several project files in {path} ({string.Join(", ", projects.Select(Path.GetFileName))}). Name one, or pass --no-project."),
        };
    }

    /// <summary>A pipe would be waited for, and by more programs than this one.</summary>
    private static ProjectLocation Of(string path) =>
        FileKind.IsSpecial(path) ? throw new UsageException($"{path} is not a file. Name a project file, or pass --no-project.")
        : ProjectKind.IsProject(path) ? new ProjectLocation(path)
        : throw new UsageException(NotOne(path));

    /// <summary>The project files in a folder, by their names: reading them would take longer.</summary>
    internal static string[] FilesIn(string directory) => FilesIn(directory, "*.*proj");

    internal static string[] FilesIn(string directory, string pattern) =>
        [.. System.IO.Directory.EnumerateFiles(directory, pattern, s_options).Order(StringComparer.Ordinal)];

    private static string NotOne(string path) => ProjectKind.IsSolution(path)
        ? $"{path} is a solution. Name one of its projects."
        : $"{path} is neither a project that MSBuild reads nor a C# file.";
}
