using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.IO;

/// <summary>A file to change.</summary>
/// <param name="Path">The file; a symbolic link is followed.</param>
/// <param name="Render">The new content as a function of the content that is there, asked under the lock.</param>
/// <param name="IsPrivate">Whether only its owner may read it.</param>
internal sealed record FileChange(string Path, Func<byte[]?, byte[]> Render, bool IsPrivate);

/// <summary>
/// Changes several files or none. Everything that can fail for lack of rights or space happens before the first file is
/// replaced; if a replacement fails all the same, those before it are taken back. Each file for itself is the old or the
/// new one at any moment, also for a process that is killed.
/// </summary>
internal sealed class FileTransaction : IDisposable
{
    private readonly List<Target> _targets = [];
    private readonly List<DirectoryLock> _locks = [];
    private readonly List<string> _madeDirectories = [];
    private readonly List<StagedFile> _staged = [];
    private bool _isCommitted;

    /// <returns>The paths of the changes that gave their file a new content: not if it had it by the time it was locked.</returns>
    /// <exception cref="DiagnosticException">A file cannot be written, or its content not be edited; all are as they were.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for a lock.</exception>
    internal static IReadOnlyCollection<string> Commit(IReadOnlyList<FileChange> changes, CancellationToken cancellationToken)
    {
        using FileTransaction transaction = new();
        foreach (FileChange change in changes)
            Try(change, () => transaction.Add(change));
        transaction.Lock(cancellationToken);
        foreach (Target target in transaction._targets)
            Try(target.Change, () => transaction._staged.Add(StagedFile.Stage(target.Change, target.Path)));
        string[] replaced = [.. transaction._staged.Where(f => f.IsNew).Select(f => f.Change.Path)];
        transaction.Replace();
        return replaced;
    }

    public void Dispose()
    {
        foreach (StagedFile file in _staged)
            file.Discard();
        if (!_isCommitted)
        {
            foreach (string directory in _madeDirectories.OrderByDescending(d => d.Length)) // what is inside goes first
                AtomicFile.DeleteIfEmpty(directory);
        }

        foreach (DirectoryLock directoryLock in _locks)
            directoryLock.Dispose();
    }

    /// <summary>One change per file: a second one edits what the first rendered, as two lines for one <c>.gitignore</c>.</summary>
    private void Add(FileChange change)
    {
        Target target = Locate(change);
        int index = _targets.FindIndex(t => t.IsSameFileAs(target));
        if (index < 0)
        {
            _targets.Add(target);
            return;
        }

        FileChange first = _targets[index].Change;
        _targets[index] = _targets[index] with
        {
            Change = first with { Render = existing => change.Render(first.Render(existing)), IsPrivate = first.IsPrivate || change.IsPrivate },
        };
    }

    /// <summary>Finds the file behind the links, and makes its folder: only what is there can be told from others and locked.</summary>
    private Target Locate(FileChange change)
    {
        string path = AtomicFile.FollowLinks(change.Path);
        string directory = Path.GetDirectoryName(path) ?? throw new UnauthorizedAccessException();
        List<string> made = AtomicFile.MakeDirectory(directory);
        _madeDirectories.AddRange(made);
        foreach (string madeDirectory in made)
            Disk.FlushFolder(Path.GetDirectoryName(madeDirectory)!);
        return new Target(change, path, directory, FileIdentity.Of(directory));
    }

    /// <summary>Locks the directories in one order for all processes, whatever they call them, so that no two can wait for each other.</summary>
    private void Lock(CancellationToken cancellationToken)
    {
        foreach (Target target in _targets
            .OrderBy(t => t.DirectoryIdentity ?? default)
            .ThenBy(t => t.Directory, StringComparer.Ordinal)
            .DistinctBy(t => t.DirectoryIdentity is { } identity ? (object)identity : t.Directory))
            Try(target.Change, () => _locks.Add(DirectoryLock.Acquire(target.Directory, cancellationToken)));
    }

    private void Replace()
    {
        for (int i = 0; i < _staged.Count; i++)
        {
            try
            {
                _staged[i].Replace();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                string path = _staged[i].Change.Path;
                List<string> changed = e is TornFileException ? [path] : [];
                changed.AddRange(_staged.Take(i).Reverse().Where(f => !f.TryRollBack()).Select(f => f.Change.Path));
                throw changed.Count == 0 ? CannotWrite(path, e) : new DiagnosticException(Findings.PartlyWritten(path, FileReader.Explain(e, path), changed));
            }
        }

        _isCommitted = true;
        _staged.Clear(); // Once the locks are gone, a staged file is somebody else's.
        Flush();
    }

    /// <summary>Every directory, also where one fails: the others are worth it.</summary>
    private void Flush()
    {
        List<Diagnostic> failures = [];
        foreach (DirectoryLock directoryLock in _locks)
        {
            try
            {
                directoryLock.ReleaseAndFlush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(Findings.NotConfirmed(directoryLock.Path, FileReader.Explain(e, "")));
            }
        }

        if (failures is [{ } first, ..])
            throw new DiagnosticException(first);
    }

    private static void Try(FileChange change, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(change.Path, e);
        }
    }

    private static DiagnosticException CannotWrite(string path, Exception exception) =>
        new(Findings.CannotWrite(path, FileReader.Explain(exception, path), FileReader.FixFor(exception, path)));

    /// <param name="Change">What is to become of the file.</param>
    /// <param name="Path">The file behind the links.</param>
    /// <param name="Directory">Its folder.</param>
    /// <param name="DirectoryIdentity">The same by number; null where the system has none.</param>
    private sealed record Target(FileChange Change, string Path, string Directory, FileIdentity? DirectoryIdentity)
    {
        /// <summary>By the same name in one folder, whatever that is called, or in a file system that takes A for a.</summary>
        internal bool IsSameFileAs(Target other) =>
            Path == other.Path
            || (DirectoryIdentity is { } directory && directory == other.DirectoryIdentity && IsSameName(other));

        private bool IsSameName(Target other)
        {
            string name = System.IO.Path.GetFileName(Path);
            string otherName = System.IO.Path.GetFileName(other.Path);
            return name == otherName
                || (string.Equals(name, otherName, StringComparison.OrdinalIgnoreCase) && FileIdentity.Of(Path) is { } file && file == FileIdentity.Of(other.Path));
        }
    }
}
