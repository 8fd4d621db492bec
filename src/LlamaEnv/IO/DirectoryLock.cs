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
        OperatingSystem.IsWindows() ? AcquireMutex(directory) : AcquireDirectory(directory, cancellationToken);

    /// <summary>Makes renames in the directory survive a loss of power, where the system knows how.</summary>
    internal void Flush()
    {
        if (_directory is not null)
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

        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (Flock(handle, LockExclusive | LockNonBlocking) != 0)
        {
            // A network file system that cannot lock directories: the rename is still atomic, only two writers may overtake each other.
            int error = Marshal.GetLastPInvokeError();
            if (error != WouldBlock && error != Interrupted)
                break;

            if (Environment.TickCount64 >= deadline)
            {
                handle.Dispose();
                throw new IOException($"another process held the lock on {directory} for {s_patience.TotalSeconds:0} seconds");
            }

            if (cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5)))
            {
                handle.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return new DirectoryLock(handle, null);
    }

    [SupportedOSPlatform("windows")]
    private static DirectoryLock AcquireMutex(string directory)
    {
        // A mutex name holds no path separators and is case-sensitive; the file system is not.
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(directory).ToUpperInvariant()));
        Mutex mutex = new(initiallyOwned: false, $@"Local\LlamaEnv-{Convert.ToHexStringLower(hash)}");
        try
        {
            if (!mutex.WaitOne(s_patience))
            {
                mutex.Dispose();
                throw new IOException($"another process held the lock on {directory} for {s_patience.TotalSeconds:0} seconds");
            }
        }
        catch (AbandonedMutexException)
        {
            // Its holder died, and the mutex is ours.
        }

        return new DirectoryLock(null, mutex);
    }

    // O_CLOEXEC, EWOULDBLOCK and EINTR as the kernels define them.
    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    private const int Interrupted = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenDirectory(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
