using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>
/// The advisory lock (flock) on a file or directory that exists, as other Unix programs take it. The system releases it
/// when its holder dies.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class AdvisoryLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private AdvisoryLock(SafeFileHandle file) => _file = file;

    /// <summary>Waits for the lock as long as <paramref name="timeout"/>.</summary>
    /// <remarks>Not through a <see cref="FileStream"/>: that asks for a lock of its own, and fails where another holds this one.</remarks>
    /// <exception cref="IOException">Somebody else held it all that time, or the path cannot be opened.</exception>
    internal static AdvisoryLock Acquire(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SafeFileHandle handle = Posix.OpenToRead(path);
        if (handle.IsInvalid)
        {
            throw Posix.LastError == Posix.AccessDenied
                ? new FileFault($"{path} cannot be read, and only what can be read can be locked", "Give yourself the right to read it")
                : Posix.ToException(Posix.LastError, path);
        }

        if (Posix.TryLock(handle))
            return new AdvisoryLock(handle);

        // A network file system that knows no such locks: only two writers may overtake each other.
        if (Posix.LastError != Posix.WouldBlock)
            return new AdvisoryLock(handle);

        FileIdentity? identity = FileStatus.Of(handle)?.Identity; // A wait that is given up may close the handle.
        if (new Wait(handle).Ends(timeout, cancellationToken))
            return new AdvisoryLock(handle);

        cancellationToken.ThrowIfCancellationRequested();
        string holder = identity is { } file && LockHolder.Describe(file) is { } known ? $": {known}" : "";
        throw new FileFault($"another process held the lock on {path} for {timeout.TotalSeconds:0} seconds{holder}", "Wait for that program to end, or end it, and run again");
    }

    /// <summary>Lets the next one in, then has the disk write down what the directory holds, so that renames in it survive a loss of power.</summary>
    /// <exception cref="IOException">The disk did not.</exception>
    internal void ReleaseAndFlush(string path)
    {
        Posix.Unlock(_file);
        Posix.Flush(_file, path);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Waits in the kernel's queue, where nobody starves however many writers there are, as they do when each asks again and
    /// again. The system call knows no time limit, so it waits on a thread of its own; one that is given up closes the
    /// handle when its turn comes, or ends with the process.
    /// </summary>
    private sealed class Wait(SafeFileHandle handle)
    {
        private const int Waiting = 0;
        private const int Locked = 1;
        private const int GivenUp = 2;

        private readonly TaskCompletionSource _ended = new();
        private int _state = Waiting;

        internal bool Ends(TimeSpan timeout, CancellationToken cancellationToken)
        {
            new Thread(Lock, maxStackSize: 128 * 1024) { IsBackground = true, Name = "LlamaEnv lock" }.Start();
            try
            {
                _ended.Task.Wait(timeout, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Given up like one whose time is over.
            }

            return Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Locked;
        }

        private void Lock()
        {
            Posix.WaitForLock(handle);
            if (Interlocked.CompareExchange(ref _state, Locked, Waiting) == GivenUp)
                handle.Dispose();
            _ended.SetResult();
        }
    }
}
