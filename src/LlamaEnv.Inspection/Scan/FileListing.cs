using System.IO.Enumeration;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// The files to look at. In the work tree of a repository git says which these are, as it alone knows what is ignored;
/// elsewhere, and where ignored files count as well, all that is in the folder. Links are not followed.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="includesIgnored">Whether files count that git ignores.</param>
/// <param name="notes">What could not be looked at.</param>
internal sealed class FileListing(HostEnvironment host, bool includesIgnored, ScanNotes notes)
{
    private const string GitFolder = ".git";

    /// <summary>What a folder of git has in it that is compressed, and nothing to read as files: a scan of the history looks there.</summary>
    private const string Objects = "objects";

    /// <summary>The files at or below a path that somebody named.</summary>
    /// <exception cref="DiagnosticException">Git cannot be asked, and nothing is known of the files (LLENV0038).</exception>
    internal IEnumerable<FileGroup> List(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            return ListFolder(path, cancellationToken);

        FileGroup single = new(RootOf(path), Path.GetDirectoryName(path)!);
        single.Add(Path.GetFileName(path));
        return [single];
    }

    /// <summary>What git lists as one file and is a folder: a submodule, or a repository that nobody added. It has rules of its own.</summary>
    internal IEnumerable<FileGroup> ListNested(string folder, CancellationToken cancellationToken)
    {
        if (!Path.Exists(Path.Combine(folder, GitFolder)))
            return []; // It is not checked out.

        try
        {
            return ListFolder(folder, cancellationToken);
        }
        catch (DiagnosticException e)
        {
            notes.Add(RootOf(folder), folder, e.Diagnostic.Message);
            return [];
        }
    }

    /// <summary>What reports name a file from: the root of its repository, else the current folder, else its own.</summary>
    internal string RootOf(string path)
    {
        if (GitRepository.Find(Path.Combine(path, GitFolder)) is { IsBare: false } repository)
            return repository.Root;

        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        string relative = Path.GetRelativePath(host.CurrentDirectory, folder);
        return relative == ".." || relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? folder : host.CurrentDirectory;
    }

    private IEnumerable<FileGroup> ListFolder(string folder, CancellationToken cancellationToken) =>
        !includesIgnored && GitRepository.Find(Path.Combine(folder, GitFolder)) is { } repository
            ? [AskGit(folder, repository, [], cancellationToken)]
            : Walk(folder, cancellationToken);

    /// <summary>The files of a work tree that may declare variables.</summary>
    /// <exception cref="DiagnosticException">Git cannot be asked.</exception>
    internal FileGroup ListProjects(GitRepository repository, CancellationToken cancellationToken) =>
        AskGit(repository.Root, repository, ["--", "*proj", "*.props", "*.targets"], cancellationToken);

    private FileGroup AskGit(string folder, GitRepository repository, string[] patterns, CancellationToken cancellationToken)
    {
        GitQuery.Check(repository, folder, GitQuery.Ignored, host);
        FileGroup group = new(repository.Root, folder);
        using GitCommand git = GitQuery.Start(repository, folder, ["-c", "submodule.recurse=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard", .. patterns], GitQuery.Ignored, host);
        using CancellationTokenRegistration registration = cancellationToken.Register(git.Stop);
        byte[] last = [];
        foreach (byte[] path in GitQuery.Records(git.Output))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!path.AsSpan().SequenceEqual(last)) // A file in conflict is there three times.
                group.Add(path.AsSpan().TrimEnd((byte)'/'));
            last = path;
        }

        cancellationToken.ThrowIfCancellationRequested();
        GitQuery.End(git, folder, GitQuery.Ignored);
        foreach (string unreadable in git.UnreadableFolders())
            notes.Add(group.Root, Path.Combine(folder, unreadable), "what is in this folder cannot be listed");
        return group;
    }

    /// <summary>A folder that is no repository's, and the repositories in it.</summary>
    private IEnumerable<FileGroup> Walk(string top, CancellationToken cancellationToken)
    {
        FileGroup group = new(RootOf(top), top);
        List<FileGroup> nested = [];
        Stack<string> folders = new([top]);
        while (folders.TryPop(out string? folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!includesIgnored && folder != top && Path.Exists(Path.Combine(folder, GitFolder)))
            {
                nested.AddRange(ListNested(folder, cancellationToken));
                continue;
            }

            try
            {
                foreach ((string path, bool isFolder) in Entries(folder))
                {
                    if (!isFolder)
                        group.Add(Path.GetRelativePath(top, path));
                    else if (Path.GetFileName(path) != Objects || !File.Exists(Path.Combine(folder, "HEAD")))
                        folders.Push(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                notes.Add(group.Root, folder, FileReason.Of(e));
            }
        }

        return [group, .. nested];
    }

    private static FileSystemEnumerable<(string Path, bool IsFolder)> Entries(string folder) => new(
        folder,
        static (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory),
        new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false })
    {
        // Of a file that is opened later it is seen then, and to ask for it costs a call of the system.
        ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory || (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };
}
