using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.IO;

/// <summary>
/// One writer per directory, across threads and processes. Leaves nothing behind, and the system releases it when its
/// holder dies: on Unix an advisory lock on the directory itself, on Windows a named mutex.
/// </summary>
internal sealed partial class DirectoryLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SafeFileHandle? _directory;
    private readonly Mutex? _mutex;

    private DirectoryLock(SafeFileHandle? directory, Mutex? mutex)
    {
        _directory = directory;
        _mutex = mutex;
    }

    /// <summary>Waits for the lock, 10 seconds at most.</summary>
    /// <exception cref="IOException">Somebody else held it all that time, or the directory cannot be opened.</exception>
    internal static DirectoryLock Acquire(string directory, CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? AcquireMutex(directory, cancellationToken) : AcquireDirectory(directory, cancellationToken);

    /// <summary>Lets the next writer in, then makes renames in the directory survive a loss of power where the system knows how.</summary>
    internal void ReleaseAndFlush()
    {
        if (_directory is null)
            return;

        _ = Flock(_directory, LockRelease);
        _ = Fsync(_directory); // Not every file system can; the data itself is on disk.
    }

    public void Dispose()
    {
        _directory?.Dispose();
        if (_mutex is not null)
        {
            _mutex.ReleaseMutex();
            _mutex.Dispose();
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static DirectoryLock AcquireDirectory(string directory, CancellationToken cancellationToken)
    {
        SafeFileHandle handle = OpenDirectory(directory, flags: CloseOnExec);
        if (handle.IsInvalid)
            throw new IOException($"the directory {directory} cannot be opened (error {Marshal.GetLastPInvokeError()})");

        if (Flock(handle, LockExclusive | LockNonBlocking) == 0)
            return new DirectoryLock(handle, null);

        // A network file system that cannot lock directories: each rename is still atomic, only two writers may overtake each other.
        if (Marshal.GetLastPInvokeError() is not WouldBlockOnLinux and not WouldBlockOnMacOS)
            return new DirectoryLock(handle, null);

        if (new Wait(handle).Ends(s_patience, cancellationToken))
            return new DirectoryLock(handle, null);

        cancellationToken.ThrowIfCancellationRequested();
        throw StillLocked(directory);
    }

    [SupportedOSPlatform("windows")]
    private static DirectoryLock AcquireMutex(string directory, CancellationToken cancellationToken)
    {
        // A mutex name holds no path separators and is case-sensitive; the file system is not.
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(directory).ToUpperInvariant()));
        Mutex mutex = new(initiallyOwned: false, $@"Local\LlamaEnv-{Convert.ToHexStringLower(hash)}");
        try
        {
            if (WaitHandle.WaitAny([mutex, cancellationToken.WaitHandle], s_patience) != 0)
            {
                mutex.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                throw StillLocked(directory);
            }
        }
        catch (AbandonedMutexException)
        {
            // Its holder died, and the mutex is ours.
        }

        return new DirectoryLock(null, mutex);
    }

    private static IOException StillLocked(string directory) =>
        new($"another process held the lock on {directory} for {s_patience.TotalSeconds:0} seconds");

    // O_CLOEXEC, EWOULDBLOCK and EINTR as the kernels define them.
    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;
    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenDirectory(string path, int flags);

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
