using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>The files that belong to a repository: those that git knows or would take. Links lead out of it, or in circles, and are left out.</summary>
internal static class RepositoryFiles
{
    private const string UnreadableFolder = "what is in this folder cannot be listed";

    private static readonly string[] s_made = [".git", "bin", "obj", "node_modules"];

    /// <summary>The repository that a file or folder is in; outside of one the folder alone.</summary>
    internal static RepositoryTree Open(string path, HostEnvironment host, CancellationToken cancellationToken)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        List<(string, string)> unreadable = [];
        GitRepository? found = GitRepository.Find(Path.Combine(folder, ".git"));
        string root = found is { IsBare: false } repository ? repository.Root : folder;
        List<string> files = (root != folder || found is not null ? OfGit(root, host, unreadable, cancellationToken) : null) ?? Walk(root, unreadable);
        files.Sort(StringComparer.Ordinal);
        RepositoryTree tree = new(root, files);
        tree.Unreadable.AddRange(unreadable);
        return tree;
    }

    /// <summary>What git lists; null where it does not answer. To read files it is not needed.</summary>
    private static List<string>? OfGit(string root, HostEnvironment host, List<(string, string)> unreadable, CancellationToken cancellationToken)
    {
        try
        {
            ScanNotes notes = new();
            List<string> files = [];
            foreach (FileGroup group in new FileListing(host, includesIgnored: false, notes).List(root, cancellationToken))
            {
                foreach (string path in group.All())
                {
                    if (IsFile(path))
                        files.Add(group.NameOf(path));
                    else
                        AddUnnamed(group.NameOf(path), unreadable);
                }
            }

            unreadable.AddRange(notes.All.Select(static n => (n.Diagnostic.File ?? "", UnreadableFolder)));
            return files;
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static bool IsFile(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>A name whose bytes are no text leads to nothing here. Only of files that would be read it is said.</summary>
    private static bool AddUnnamed(string name, List<(string, string)> unreadable)
    {
        if (!name.Contains('\uFFFD', StringComparison.Ordinal))
            return false;
        if (Artefacts.All.Any(a => a.IsOne(name)))
            unreadable.Add((name, "its name is not UTF-8"));
        return true;
    }

    private static List<string> Walk(string root, List<(string, string)> unreadable)
    {
        List<string> files = [];
        Walk(root, "", files, unreadable);
        return files;
    }

    private static void Walk(string root, string folder, List<string> files, List<(string, string)> unreadable)
    {
        IReadOnlyList<FileSystemInfo> entries;
        try
        {
            entries = [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add((folder, UnreadableFolder));
            return;
        }

        foreach (FileSystemInfo entry in entries)
        {
            string path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.LinkTarget is not null)
                continue;
            if (!entry.Exists && AddUnnamed(path, unreadable))
                continue;
            if (entry is FileInfo)
                files.Add(path);
            else if (!s_made.Contains(entry.Name, StringComparer.Ordinal))
                Walk(root, path, files, unreadable);
        }
    }
}
