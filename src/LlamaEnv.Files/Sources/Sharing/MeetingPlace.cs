using System.Runtime.Versioning;
using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>
/// A folder of the user in which the processes of a build find each other. It holds locks and sockets, never a value, and it
/// goes with the last of them.
/// </summary>
/// <param name="Path">The folder.</param>
internal sealed record MeetingPlace(string Path)
{
    private const string FolderName = "llamaenv";

    /// <summary>Of those who died; more are not looked at.</summary>
    private const int MostLeftovers = 100;

    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    /// <summary>The first that can be used; null where there is none. All processes of a build have the same environment, and so find the same.</summary>
    internal static MeetingPlace? Find(HostEnvironment host) => OperatingSystem.IsWindows() ? FindOnWindows(host) : FindOnUnix(host);

    /// <summary>Deletes what processes left that were killed.</summary>
    internal void Sweep()
    {
        try
        {
            foreach (string entry in Directory.EnumerateFileSystemEntries(Path).Take(MostLeftovers))
                Election.DeleteIfAbandoned(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next build tries again.
        }
    }

    /// <summary>Makes it again, where another build has deleted it in the meantime.</summary>
    internal bool Exists() => OperatingSystem.IsWindows() ? TryMakeOnWindows() : IsOurs(Path);

    internal void DeleteIfEmpty()
    {
        try
        {
            Directory.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another build is in it.
        }
    }

    private static MeetingPlace? FindOnWindows(HostEnvironment host)
    {
        MeetingPlace place = new(System.IO.Path.Combine(host.Get("TEMP") is { Length: > 0 } temp && System.IO.Path.IsPathFullyQualified(temp) ? temp : System.IO.Path.GetTempPath(), FolderName));
        return place.TryMakeOnWindows() ? place : null;
    }

    private bool TryMakeOnWindows()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static MeetingPlace? FindOnUnix(HostEnvironment host)
    {
        string forUser = FormattableString.Invariant($"{FolderName}-{Posix.UserId}");
        List<string> places = [];
        if (host.Get("XDG_RUNTIME_DIR") is { } runtime && runtime.StartsWith('/') && IsPrivate(runtime))
            places.Add($"{runtime.TrimEnd('/')}/{FolderName}");
        if (host.Get("TMPDIR") is { } temp && temp.StartsWith('/'))
            places.Add($"{temp.TrimEnd('/')}/{forUser}");
        places.Add($"/tmp/{forUser}");
        return places.FirstOrDefault(static path => Encoding.UTF8.GetByteCount(Election.SocketIn(path, Election.LongestId)) <= SocketListener.LongestPath && IsOurs(path)) is { } found ? new(found) : null;
    }

    /// <summary>Whether it is there or could be made, and nobody else may enter it: in a folder for all, another may have taken the name.</summary>
    [UnsupportedOSPlatform("windows")]
    private static bool IsOurs(string path)
    {
        _ = Posix.MakePrivateDirectory(path);
        return IsPrivate(path);
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsPrivate(string path) =>
        FileStatus.OfEntry(path) is { Type: FileType.Folder } status && status.Owner == Posix.UserId && (status.Mode & Others) == 0;
}
