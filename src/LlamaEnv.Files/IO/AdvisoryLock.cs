using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.IO;

/// <summary>
/// The advisory lock (flock) on a file or directory that exists, as other Unix programs take it. The system releases it
/// when its holder dies.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class AdvisoryLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;

    private readonly SafeFileHandle _file;

    private AdvisoryLock(SafeFileHandle file) => _file = file;

    /// <summary>Waits for the lock as long as <paramref name="patience"/>.</summary>
    /// <remarks>Not through a <see cref="FileStream"/>: that asks for a lock of its own, and fails where another holds this one.</remarks>
    /// <exception cref="IOException">Somebody else held it all that time, or the path cannot be opened.</exception>
    internal static AdvisoryLock Acquire(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        SafeFileHandle handle = Open(path, flags: CloseOnExec);
        if (handle.IsInvalid)
            throw new IOException($"{path} cannot be opened (error {Marshal.GetLastPInvokeError()})");

        if (Flock(handle, LockExclusive | LockNonBlocking) == 0)
            return new AdvisoryLock(handle);

        // A network file system that knows no such locks: only two writers may overtake each other.
        if (Marshal.GetLastPInvokeError() is not WouldBlockOnLinux and not WouldBlockOnMacOS)
            return new AdvisoryLock(handle);

        if (new Wait(handle).Ends(patience, cancellationToken))
            return new AdvisoryLock(handle);

        cancellationToken.ThrowIfCancellationRequested();
        throw new IOException($"another process held the lock on {path} for {patience.TotalSeconds:0} seconds");
    }

    /// <summary>Lets the next one in, then makes renames in a directory survive a loss of power where the system knows how.</summary>
    internal void ReleaseAndFlush()
    {
        _ = Flock(_file, LockRelease);
        _ = Fsync(_file); // Not every file system can; the data itself is on disk.
    }

    public void Dispose() => _file.Dispose();

    // O_CLOEXEC, EWOULDBLOCK and EINTR as the kernels define them.
    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;
    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

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

        internal bool Ends(TimeSpan patience, CancellationToken cancellationToken)
        {
            new Thread(Lock, maxStackSize: 128 * 1024) { IsBackground = true, Name = "LlamaEnv lock" }.Start();
            try
            {
                _ended.Task.Wait(patience, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Given up like one whose time is over.
            }

            return Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Locked;
        }

        private void Lock()
        {
            while (Flock(handle, LockExclusive) != 0 && Marshal.GetLastPInvokeError() == Interrupted)
            {
                // A signal; the queue has to be joined again.
            }

            if (Interlocked.CompareExchange(ref _state, Locked, Waiting) == GivenUp)
                handle.Dispose();
            _ended.SetResult();
        }
    }
}
