using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>
/// Replaces a file's content in one step: a reader sees the old bytes or the new ones, also if power fails between. The
/// caller holds the lock of the directory.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Every right of those who are not the owner.</summary>
    internal const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>One fixed name per file, used only under the lock: so what a killed process left is found and removed.</summary>
    internal static string StagedPath(string path) => path + ".llama-env.tmp";

    /// <inheritdoc cref="SymbolicLinks.Follow"/>
    internal static string FollowLinks(string path) => SymbolicLinks.Follow(path);

    /// <summary>Whether something stands where new content is made ready, a link that leads nowhere too.</summary>
    internal static bool HasLeftovers(string path) =>
        OperatingSystem.IsWindows() ? File.Exists(StagedPath(path)) : FileStatus.OfEntry(StagedPath(path)) is { Type: not FileType.Folder };

    /// <summary>Whether users other than the owner may read the file. On Windows a file inherits its folder's list, which is the user's own business.</summary>
    internal static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && FileStatus.Of(path) is { Type: FileType.File, IsReadableByOthers: true };

    /// <summary>Takes the rights of others away where that can be done; <see cref="IsReadableByOthers"/> tells.</summary>
    internal static void CloseToOthers(string path)
    {
        if (OperatingSystem.IsWindows() || FileStatus.Of(path) is not { Type: FileType.File, IsReadableByOthers: true } status)
            return;

        try
        {
            File.SetUnixFileMode(path, status.Mode & ~Others);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's file, or a file system without modes.
        }
    }

    /// <summary>Why others can read a file that should be closed to them; null where they cannot.</summary>
    internal static OpenFile? ExplainOpen(string path)
    {
        if (OperatingSystem.IsWindows() || FileStatus.Of(path) is not { IsReadableByOthers: true } status)
            return null;

        return status.Owner != Posix.UserId && Posix.UserId != 0
            ? new OpenFile($"it belongs to user {UserName.Of(status.Owner)}. Have them run 'chmod 600' on it", IsLasting: false)
            : new OpenFile("its file system has no permissions, like a Windows drive in WSL, a USB stick and some network shares. Keep it on another one, or mount that one for yourself only", IsLasting: true);
    }

    /// <param name="Reason">Why it is so, and what to do.</param>
    /// <param name="IsLasting">Whether nothing that is done to the file changes it.</param>
    internal sealed record OpenFile(string Reason, bool IsLasting);

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

    /// <summary>Writes <paramref name="content"/> to disk beside <paramref name="path"/>, with everything but the content as the file has it.</summary>
    /// <returns>What a new file in its place would lose, so that it has to be written where it is; null where nothing would be lost.</returns>
    internal static string? Stage(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        if (Directory.Exists(path) || FileKind.IsSpecial(path))
            throw new UnauthorizedAccessException();

        string staged = StagedPath(path);
        try
        {
            using FileStream stream = CreatePrivate(staged);
            Disk.Write(stream, content, staged);
            string? lost = OperatingSystem.IsWindows() ? null : KeepAttributes(path, stream.SafeFileHandle, isPrivate);
            Disk.Flush(stream.SafeFileHandle, staged);
            return lost;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDiscard(path); // On a full disk the file is there, and some of its content.
            throw;
        }
    }

    /// <summary>Clears the place where new content is made ready. A link there is removed, not followed.</summary>
    /// <exception cref="FileFault">It cannot be cleared.</exception>
    internal static void Discard(string path)
    {
        string staged = StagedPath(path);
        try
        {
            if (Directory.Exists(staged) && SymbolicLinks.TargetOf(staged) is null)
                Directory.Delete(staged); // Nobody's, as long as it is empty.
            else
                File.Delete(staged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileFault(
                $"{DescribeEntry(staged)} is in the way of a temporary file and cannot be removed",
                "Remove it, and run again");
        }
    }

    internal static void TryDiscard(string path)
    {
        try
        {
            Discard(path);
        }
        catch (FileFault)
        {
            // The failure that is already on its way matters more; the next run removes what stayed.
        }
    }

    private static string DescribeEntry(string path)
    {
        string kind = Directory.Exists(path) ? "the folder " : "";
        return !OperatingSystem.IsWindows() && FileStatus.OfEntry(path) is { } status && status.Owner != Posix.UserId
            ? $"{kind}{path} of user {UserName.Of(status.Owner)}"
            : kind + path;
    }

    [UnsupportedOSPlatform("windows")]
    private static string? KeepAttributes(string path, SafeFileHandle staged, bool isPrivate)
    {
        using SafeFileHandle existing = Posix.OpenToRead(path);
        FileStatus? before = existing.IsInvalid ? null : FileStatus.Of(existing);
        string? lost = before is { } status ? KeepOwner(path, status, staged, isPrivate) ?? ExtendedAttributes.Copy(existing, staged) : null;
        UnixFileMode mode = before?.Mode ?? (isPrivate ? OwnerOnly : OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        TrySetMode(staged, isPrivate ? mode & ~Others : mode);
        return lost;
    }

    /// <summary>Gives the new file to whom the old one belongs. Only root may, and others as far as their own groups go.</summary>
    [UnsupportedOSPlatform("windows")]
    private static string? KeepOwner(string path, FileStatus before, SafeFileHandle staged, bool isPrivate)
    {
        if (FileStatus.Of(staged) is not { } now || (now.Owner == before.Owner && now.Group == before.Group) || Posix.TryChangeOwner(staged, before.Owner, before.Group))
            return null;

        // To write it where it is would hand the key to them; root reads it anyway.
        bool isOthers = before.Owner != Posix.UserId && before.Owner != 0 && Posix.UserId != 0;
        return !isOthers || !isPrivate ? "its owner or group" : throw OfOther(path, before.Owner);
    }

    [UnsupportedOSPlatform("windows")]
    internal static FileFault OfOther(string path, uint owner) => new(
        $"{path} belongs to user {UserName.Of(owner)}, who could read the key in it, and only root could replace it and keep that owner",
        "Delete it or take it over (chown)");

    /// <summary>A file system without modes refuses, or takes no notice; whether others can read the file is looked at in the end.</summary>
    [UnsupportedOSPlatform("windows")]
    internal static void TrySetMode(SafeFileHandle file, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(file, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said.
        }
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
            BufferSize = 0,
        });

    [SupportedOSPlatform("windows")]
    private static FileStream CreatePrivateOnWindows(string path)
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        FileSecurity security = new();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Write | FileSystemRights.ReadAttributes, FileShare.None, bufferSize: 1, FileOptions.None, security);
    }
}
