namespace LlamaEnv.Files.IO;

/// <summary>Follows symbolic links as the system does: one name of the path after the other.</summary>
internal static class SymbolicLinks
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <summary>
    /// The one name of a file: links on the way to it and in its place are followed, so that a link stays one, and so that
    /// two names of one folder get one lock. <c>link/../x</c> is beside what the link leads to. What is not there is no link.
    /// </summary>
    /// <param name="path">An absolute path.</param>
    /// <exception cref="IOException">The links form a cycle.</exception>
    internal static string Follow(string path)
    {
        string followed = Path.GetPathRoot(path)!;
        Stack<string> rest = [];
        Push(rest, path[followed.Length..]);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == ".")
                continue;

            if (name == "..")
            {
                followed = Path.GetDirectoryName(followed) ?? followed; // Above the root is the root.
                continue;
            }

            string next = Path.Combine(followed, name);
            if (TargetOf(next) is not { } target)
            {
                followed = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new IOException($"{path} has too many symbolic links, or they lead in a circle");

            if (Path.IsPathRooted(target))
            {
                string absolute = Path.IsPathFullyQualified(target) ? target : Path.GetFullPath(target, followed); // On Windows \x is on the link's drive.
                followed = Path.GetPathRoot(absolute)!;
                target = absolute[followed.Length..];
            }

            Push(rest, target);
        }

        return followed;
    }

    private static void Push(Stack<string> rest, string path)
    {
        string[] names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (int i = names.Length - 1; i >= 0; i--)
            rest.Push(names[i]);
    }

    /// <summary>What a link leads to; null for what is no link.</summary>
    internal static string? TargetOf(string path)
    {
        // Windows opens folders in another way than files.
        FileSystemInfo entry = OperatingSystem.IsWindows() && Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget;
    }
}
