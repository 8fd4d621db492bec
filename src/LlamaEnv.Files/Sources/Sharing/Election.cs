using System.Runtime.Versioning;
using LlamaEnv.Files.IO;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>How an election ended.</summary>
internal enum ElectionResult
{
    /// <summary>This process asks, and answers the others.</summary>
    Won,

    /// <summary>Another does.</summary>
    Lost,

    /// <summary>There are no locks to be had here.</summary>
    Impossible,
}

/// <summary>
/// Decides which process asks: the one that gets the lock. The system takes the lock from one that dies. On Unix a folder is
/// locked that has the socket in it, on Windows a file.
/// </summary>
internal sealed class Election : IDisposable
{
    /// <summary>An id of this length is one in 2^96, and leaves room for the path of the folder.</summary>
    internal static readonly string LongestId = new('0', 24);

    private const string SocketName = "s";
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly IDisposable _lock;
    private readonly string _path;

    private Election(IDisposable held, string path) => (_lock, _path) = (held, path);

    internal static string SocketIn(string place, string id) => $"{place}/{id}/{SocketName}";

    /// <summary>Tries to get the lock, without waiting.</summary>
    internal static ElectionResult TryWin(MeetingPlace place, string id, out Election? won)
    {
        won = null;
        // A folder may be deleted by another between two of our steps.
        for (int i = 0; i < 10; i++)
        {
            if (!place.Exists())
                return ElectionResult.Impossible;

            string path = Path.Combine(place.Path, id);
            ElectionResult? result = OperatingSystem.IsWindows() ? TryLockFile(path, out won) : TryLockFolder(path, out won);
            if (result is { } known)
                return known;
        }

        return ElectionResult.Lost;
    }

    /// <summary>Deletes an entry whose process is dead. One that lives has its lock.</summary>
    internal static void DeleteIfAbandoned(string path)
    {
        // On Windows the system deletes such a file with the process.
        if (!OperatingSystem.IsWindows() && FileStatus.OfEntry(path)?.Type == FileType.Folder && TryLock(path, out SafeFileHandle? held) == ElectionResult.Won)
            new Election(held!, path).Dispose();
    }

    /// <summary>Deletes what is there while nobody else can get the lock, and lets it go.</summary>
    public void Dispose()
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(Path.Combine(_path, SocketName));
                Directory.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next build that finds it without a lock deletes it.
        }

        _lock.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private static ElectionResult? TryLockFolder(string path, out Election? won)
    {
        won = null;
        _ = Posix.MakePrivateDirectory(path);
        ElectionResult? result = TryLock(path, out SafeFileHandle? held);
        if (result != ElectionResult.Won)
            return result;

        try
        {
            File.Delete(Path.Combine(path, SocketName)); // Of one that died.
            won = new Election(held!, path);
            return ElectionResult.Won;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held!.Dispose();
            return ElectionResult.Impossible;
        }
    }

    /// <summary>Null where it was deleted in the meantime: a lock on what no path leads to is worth nothing.</summary>
    [UnsupportedOSPlatform("windows")]
    private static ElectionResult? TryLock(string path, out SafeFileHandle? held)
    {
        held = null;
        SafeFileHandle folder = Posix.OpenToRead(path);
        if (folder.IsInvalid)
            return Posix.LastError == Posix.NotFound ? null : ElectionResult.Impossible;

        if (!Posix.TryLock(folder))
        {
            ElectionResult result = Posix.LastError == Posix.WouldBlock ? ElectionResult.Lost : ElectionResult.Impossible;
            folder.Dispose();
            return result;
        }

        if (FileStatus.Of(folder)?.Identity is { } locked && FileStatus.OfEntry(path)?.Identity == locked)
        {
            held = folder;
            return ElectionResult.Won;
        }

        folder.Dispose();
        return null;
    }

    [SupportedOSPlatform("windows")]
    private static ElectionResult? TryLockFile(string path, out Election? won)
    {
        won = null;
        try
        {
            won = new Election(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose), path);
            return ElectionResult.Won;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException e)
        {
            return e.HResult == SharingViolation ? ElectionResult.Lost : ElectionResult.Impossible;
        }
        catch (UnauthorizedAccessException)
        {
            return ElectionResult.Lost; // It is about to be deleted.
        }
    }
}
