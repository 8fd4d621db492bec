namespace LlamaEnv.Files.IO;

/// <summary>The repository a file lies in, as its own entries say: which one git would find from there, without a process.</summary>
/// <param name="Root">The folder whose entry it is: of a work tree, or of a bare repository itself.</param>
/// <param name="IsBare">Whether it has no work tree.</param>
internal sealed record GitRepository(string Root, bool IsBare)
{
    private const int MaxPointerBytes = 64 * 1024;

    /// <summary>The folder or file by which git knows a work tree.</summary>
    internal string Entry => Path.Combine(Root, ".git");

    /// <summary>The folder with what belongs to this work tree alone: its index, its HEAD.</summary>
    internal string Directory => IsBare ? Root : ReadPointer(Entry, "gitdir:", Root) ?? Entry;

    /// <summary>The folder with what all work trees of the repository share: its configuration.</summary>
    internal string CommonDirectory => ReadPointer(Path.Combine(Directory, "commondir"), "", Directory) ?? Directory;

    /// <summary>The nearest one at or above the folder of a file; null where there is none.</summary>
    internal static GitRepository? Find(string path)
    {
        for (string? directory = Path.GetDirectoryName(path); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Exists(Path.Combine(directory, ".git")))
                return new GitRepository(directory, IsBare: false);
            if (LooksBare(directory))
                return new GitRepository(directory, IsBare: true);
        }

        return null;
    }

    /// <summary>Git takes any folder for a repository that has these in it, whatever its name.</summary>
    private static bool LooksBare(string directory) =>
        Exists(Path.Combine(directory, "HEAD"))
        && (Exists(Path.Combine(directory, "commondir"))
            || (System.IO.Directory.Exists(Path.Combine(directory, "objects")) && System.IO.Directory.Exists(Path.Combine(directory, "refs"))));

    /// <summary>A link counts also where what it names is gone.</summary>
    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>What a file that stands for a folder names; null where it is no such file.</summary>
    private static string? ReadPointer(string file, string start, string directory)
    {
        if (FileReader.TryRead(file, MaxPointerBytes) is not { } bytes)
            return null;

        string text = System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n');
        return text.StartsWith(start, StringComparison.Ordinal) && text[start.Length..].Trim() is { Length: > 0 } target && !target.Contains('\0', StringComparison.Ordinal)
            ? Path.GetFullPath(target, directory)
            : null;
    }
}
