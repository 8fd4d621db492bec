using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace LlamaEnv.Files.IO;

/// <summary>
/// One writer per directory, across threads and processes. Leaves nothing behind, and the system releases it when its
/// holder dies: on Unix an advisory lock on the directory itself, on Windows a named mutex.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly AdvisoryLock? _directory;
    private readonly Mutex? _mutex;

    private DirectoryLock(string path, AdvisoryLock? directory, Mutex? mutex)
    {
        Path = path;
        _directory = directory;
        _mutex = mutex;
    }

    /// <summary>The directory.</summary>
    internal string Path { get; }

    /// <summary>Waits for the lock, 10 seconds at most.</summary>
    /// <exception cref="IOException">Somebody else held it all that time, or the directory cannot be opened.</exception>
    internal static DirectoryLock Acquire(string directory, CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows() ? AcquireMutex(directory, cancellationToken) : new DirectoryLock(directory, AdvisoryLock.Acquire(directory, s_timeout, cancellationToken), null);

    /// <summary>Lets the next writer in, then makes renames in the directory survive a loss of power. Windows sees to that itself.</summary>
    /// <exception cref="IOException">The disk did not write them down.</exception>
    internal void ReleaseAndFlush()
    {
        if (!OperatingSystem.IsWindows())
            _directory?.ReleaseAndFlush(Path);
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
        // Not every file system numbers its folders. A mutex name holds no path separators and is case-sensitive; the file system is not.
        string name = FileIdentity.Of(directory)?.ToString() ?? System.IO.Path.TrimEndingDirectorySeparator(directory).ToUpperInvariant();
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        Mutex mutex = new(initiallyOwned: false, $@"Local\LlamaEnv-{Convert.ToHexStringLower(hash)}");
        try
        {
            if (WaitHandle.WaitAny([mutex, cancellationToken.WaitHandle], s_timeout) != 0)
            {
                mutex.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                throw new FileFault($"another process held the lock on {directory} for {s_timeout.TotalSeconds:0} seconds", "Wait for that program to end, or end it, and run again");
            }
        }
        catch (AbandonedMutexException)
        {
            // Its holder died, and the mutex is ours.
        }

        return new DirectoryLock(directory, null, mutex);
    }
}
