using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>The files that belong to a repository: those that git knows or would take. Links lead out of it, or in circles, and are left out.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] s_made = [".git", "bin", "obj", "node_modules"];

    /// <summary>The repository that a file or folder is in; outside of one the folder alone.</summary>
    internal static RepositoryTree Open(string path, HostEnvironment host, CancellationToken cancellationToken)
    {
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        if (GitRepository.Find(Path.Combine(folder, ".git")) is not { IsBare: false } repository)
            return new RepositoryTree(folder, Walk(folder));

        List<string> files;
        try
        {
            files = [.. new FileListing(host, includesIgnored: false, new ScanNotes()).List(repository.Root, cancellationToken).SelectMany(static group => group.All().Where(IsFile).Select(group.NameOf))];
            files.Sort(StringComparer.Ordinal);
        }
        catch (DiagnosticException)
        {
            files = Walk(repository.Root); // Git does not answer; to read files it is not needed.
        }

        return new RepositoryTree(repository.Root, files);
    }

    private static bool IsFile(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    private static List<string> Walk(string root)
    {
        List<string> files = [];
        Walk(root, "", files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Walk(string root, string folder, List<string> files)
    {
        IReadOnlyList<FileSystemInfo> entries;
        try
        {
            entries = [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (FileSystemInfo entry in entries)
        {
            string path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.LinkTarget is not null)
                continue;
            if (entry is FileInfo)
                files.Add(path);
            else if (!s_made.Contains(entry.Name, StringComparer.Ordinal))
                Walk(root, path, files);
        }
    }
}
