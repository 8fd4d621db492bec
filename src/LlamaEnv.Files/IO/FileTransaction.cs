using LlamaEnv.Diagnostics;

namespace LlamaEnv.IO;

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
        List<FileChange> merged = Merge(changes);
        transaction.Lock(merged, cancellationToken);
        foreach (FileChange change in merged)
            Try(change, () => transaction.Stage(change));
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
    private static List<FileChange> Merge(IReadOnlyList<FileChange> changes)
    {
        List<string> targets = [];
        List<FileChange> merged = [];
        foreach (FileChange change in changes)
        {
            string target = change.Path;
            Try(change, () => target = AtomicFile.FollowLinks(change.Path));
            int index = targets.IndexOf(target);
            if (index < 0)
            {
                targets.Add(target);
                merged.Add(change);
                continue;
            }

            FileChange first = merged[index];
            merged[index] = first with { Render = existing => change.Render(first.Render(existing)), IsPrivate = first.IsPrivate || change.IsPrivate };
        }

        return merged;
    }

    /// <summary>Locks the directories in one order for all processes, so that no two can wait for each other.</summary>
    private void Lock(IReadOnlyList<FileChange> changes, CancellationToken cancellationToken)
    {
        foreach (FileChange change in changes.OrderBy(DirectoryOf, StringComparer.Ordinal).DistinctBy(DirectoryOf))
        {
            Try(change, () =>
            {
                string directory = DirectoryOf(change);
                _madeDirectories.AddRange(AtomicFile.MakeDirectory(directory));
                _locks.Add(DirectoryLock.Acquire(directory, cancellationToken));
            });
        }
    }

    private void Stage(FileChange change)
    {
        string target = AtomicFile.FollowLinks(change.Path);
        byte[]? existing = FileReader.ReadIfExists(target);
        _staged.Add(StagedFile.Stage(change, target, existing, change.Render(existing)));
    }

    private void Replace()
    {
        for (int i = 0; i < _staged.Count; i++)
        {
            try
            {
                Try(_staged[i].Change, _staged[i].Replace);
            }
            catch (DiagnosticException)
            {
                for (int back = i - 1; back >= 0; back--)
                    _staged[back].TakeBack();
                throw;
            }
        }

        _isCommitted = true;
        _staged.Clear(); // Once the locks are gone, a staged file is somebody else's.
        foreach (DirectoryLock directoryLock in _locks)
            directoryLock.ReleaseAndFlush();
    }

    private static string DirectoryOf(FileChange change) => Path.GetDirectoryName(AtomicFile.FollowLinks(change.Path))!;

    private static void Try(FileChange change, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.CannotWrite(change.Path, FileReader.Explain(e, change.Path)));
        }
    }

    /// <summary>A change whose new content lies beside its file.</summary>
    private sealed class StagedFile(FileChange change, string target, byte[]? before, bool isNew)
    {
        internal FileChange Change => change;

        /// <summary>Whether the content is not there yet.</summary>
        internal bool IsNew => isNew;

        internal static StagedFile Stage(FileChange change, string target, byte[]? existing, byte[] content)
        {
            bool isNew = existing is null || !existing.AsSpan().SequenceEqual(content);
            AtomicFile.Discard(target); // What a killed process left.
            if (isNew)
                AtomicFile.Stage(target, content, change.IsPrivate);
            return new StagedFile(change, target, existing, isNew);
        }

        internal void Replace()
        {
            if (isNew)
                AtomicFile.ReplaceWithStaged(target);
            else if (change.IsPrivate)
                AtomicFile.CloseToOthers(target);
        }

        internal void TakeBack()
        {
            if (!isNew)
                return;

            try
            {
                if (before is null)
                {
                    File.Delete(target);
                }
                else
                {
                    AtomicFile.Stage(target, before, change.IsPrivate);
                    AtomicFile.ReplaceWithStaged(target);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A moment ago this very file could be replaced. The failure being reported names the other one.
            }
        }

        internal void Discard() => AtomicFile.TryDiscard(target);
    }
}
