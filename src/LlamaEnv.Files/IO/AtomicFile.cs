using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace LlamaEnv.IO;

/// <summary>
/// Replaces a file's content in one step: a reader sees the old bytes or the new ones, also if power fails between. The
/// caller holds the lock of the directory.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>One fixed name per file, used only under the lock: so what a killed process left is found and removed.</summary>
    internal static string StagedPath(string path) => path + ".llama-env.tmp";

    private const int MostLinks = 40;

    /// <summary>
    /// The one name of a file: symbolic links on the way to it and in its place are followed, so that a link stays one, and
    /// so that two names of one folder get one lock.
    /// </summary>
    /// <exception cref="IOException">The links form a cycle, or cannot be read.</exception>
    internal static string FollowLinks(string path) => FollowLinks(path, MostLinks);

    private static string FollowLinks(string path, int linksLeft)
    {
        if (linksLeft == 0)
            throw new IOException($"{path} has too many symbolic links");

        string followed = Path.GetPathRoot(path)!;
        foreach (string name in path[followed.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(followed, name);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            followed = entry.LinkTarget is { } target ? FollowLinks(Path.GetFullPath(target, followed), linksLeft - 1) : next;
        }

        return followed;
    }

    internal static bool HasLeftovers(string path) => File.Exists(StagedPath(path));

    /// <summary>Whether users other than the owner may read the file. On Windows a file inherits its folder's list, which is the user's own business.</summary>
    internal static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    internal static void CloseToOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && IsReadableByOthers(path))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Others);
    }

    /// <summary>Makes a directory and those above it, and returns the ones it made, deepest first.</summary>
    internal static List<string> MakeDirectory(string path)
    {
        List<string> made = [];
        for (string? directory = path; directory is not null && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
            made.Add(directory);

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            made.ForEach(DeleteIfEmpty); // Those above the one that failed.
            throw;
        }

        return made;
    }

    internal static void DeleteIfEmpty(string directory)
    {
        try
        {
            Directory.Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody uses it by now.
        }
    }

    /// <summary>Writes <paramref name="content"/> to disk beside <paramref name="path"/>, with the mode the file will have.</summary>
    internal static void Stage(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        if (Directory.Exists(path) || FileKind.IsSpecial(path))
            throw new UnauthorizedAccessException();

        try
        {
            Write(StagedPath(path), content, ModeFor(path, isPrivate));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDiscard(path); // On a full disk the file is there, and some of its content.
            throw;
        }
    }

    /// <summary>Puts what was staged in the place of the file.</summary>
    internal static void ReplaceWithStaged(string path)
    {
        // On Windows, Replace keeps the access list that is there; Move has none to keep.
        if (OperatingSystem.IsWindows() && File.Exists(path))
            File.Replace(StagedPath(path), path, destinationBackupFileName: null);
        else
            File.Move(StagedPath(path), path, overwrite: true);
    }

    /// <exception cref="IOException">It is there and cannot be deleted.</exception>
    internal static void Discard(string path)
    {
        if (File.Exists(StagedPath(path)))
            File.Delete(StagedPath(path));
    }

    internal static void TryDiscard(string path)
    {
        try
        {
            Discard(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that is already on its way matters more; the next run removes what stayed.
        }
    }

    private static UnixFileMode ModeFor(string path, bool isPrivate)
    {
        UnixFileMode mode = !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path)
            : isPrivate ? OwnerOnly
            : OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return isPrivate ? mode & ~Others : mode;
    }

    private static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        using FileStream stream = CreatePrivate(path);
        stream.Write(content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>A new file that only the current user can read, from its first byte.</summary>
    internal static FileStream CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? CreatePrivateOnWindows(path)
        : new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = OwnerOnly,
        });

    [SupportedOSPlatform("windows")]
    private static FileStream CreatePrivateOnWindows(string path)
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        FileSecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.ReadAttributes, FileShare.None, bufferSize: 4096, FileOptions.None, security);
    }
}
