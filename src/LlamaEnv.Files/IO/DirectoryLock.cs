using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace LlamaEnv.IO;

/// <summary>
/// One writer per directory, across threads and processes. Leaves nothing behind, and the system releases it when its
/// holder dies: on Unix an advisory lock on the directory itself, on Windows a named mutex.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly AdvisoryLock? _directory;
    private readonly Mutex? _mutex;

    private DirectoryLock(AdvisoryLock? directory, Mutex? mutex)
    {
        _directory = directory;
        _mutex = mutex;
    }

    /// <summary>Waits for the lock, 10 seconds at most.</summary>
    /// <exception cref="IOException">Somebody else held it all that time, or the directory cannot be opened.</exception>
    internal static DirectoryLock Acquire(string directory, CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? AcquireMutex(directory, cancellationToken) : new DirectoryLock(AdvisoryLock.Acquire(directory, s_patience, cancellationToken), null);

    /// <summary>Lets the next writer in, then makes renames in the directory survive a loss of power where the system knows how.</summary>
    internal void ReleaseAndFlush()
    {
        if (!OperatingSystem.IsWindows())
            _directory?.ReleaseAndFlush();
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            _directory?.Dispose();
        if (_mutex is not null)
        {
            _mutex.ReleaseMutex();
            _mutex.Dispose();
        }
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
                throw new IOException($"another process held the lock on {directory} for {s_patience.TotalSeconds:0} seconds");
            }
        }
        catch (AbandonedMutexException)
        {
            // Its holder died, and the mutex is ours.
        }

        return new DirectoryLock(null, mutex);
    }
}
