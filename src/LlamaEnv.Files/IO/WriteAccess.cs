using System.Runtime.Versioning;

namespace LlamaEnv.Files.IO;

/// <summary>Whether there is the right to write a file as <see cref="FileTransaction"/> does, asked without writing anything.</summary>
internal static class WriteAccess
{
    private const string Allow = "Give yourself the right to write there";

    /// <param name="path">The file, which need not exist; a symbolic link is followed.</param>
    /// <param name="isPrivate">Whether only its owner may read it.</param>
    /// <exception cref="FileFault">There is not.</exception>
    /// <exception cref="UnauthorizedAccessException">It has no place.</exception>
    internal static void Require(string path, bool isPrivate)
    {
        string target = AtomicFile.FollowLinks(path);
        string own = Path.GetDirectoryName(target) ?? throw new UnauthorizedAccessException();
        string folder = own;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
                throw new FileFault($"{folder} is a file, and no folder", "Choose another place, or remove it");
            folder = Path.GetDirectoryName(folder) ?? throw new UnauthorizedAccessException();
        }

        if (OperatingSystem.IsWindows())
            RequireOnWindows(target, folder);
        else
            RequireOnUnix(target, folder, isFolderThere: folder == own, isPrivate);
    }

    [SupportedOSPlatform("windows")]
    private static void RequireOnWindows(string target, string folder)
    {
        if (WindowsFile.IsRefused(folder, isFolder: true))
            throw new FileFault($"the folder {folder} cannot be written to", Allow);
        if (File.Exists(target) && (File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly) || WindowsFile.IsRefused(target, isFolder: false)))
            throw new FileFault($"{target} is read-only, or may not be replaced by you", "Make it writable for you (attrib -r, or its permissions)");
    }

    [UnsupportedOSPlatform("windows")]
    private static void RequireOnUnix(string target, string folder, bool isFolderThere, bool isPrivate)
    {
        // New content lies beside the file first, and its folder is locked, which takes reading it.
        Posix.Rights rights = Posix.Rights.Write | Posix.Rights.Search | (isFolderThere ? Posix.Rights.Read : 0);
        if (Posix.FindAccessError(folder, rights) is not 0 and var error)
            throw new FileFault($"the folder {folder} cannot be written to: {Posix.Explain(error)}", error == Posix.ReadOnlyFileSystem ? "Choose another place" : Allow);
        if (FileStatus.Of(target) is not { Type: FileType.File } file)
            return;

        // One of root's is written in place, as a new one would be somebody else's; one of another user's would hand them the key.
        bool isOthers = Posix.UserId != 0 && file.Owner != Posix.UserId;
        if (isOthers && isPrivate && file.Owner != 0)
            throw AtomicFile.OfOther(target, file.Owner);
        // One's own is replaced, whatever its mode; but not where it cannot be changed at all.
        int refused = Posix.FindAccessError(target, Posix.Rights.Write);
        if (refused is Posix.NotPermitted or Posix.ReadOnlyFileSystem || (refused != 0 && isOthers))
            throw new FileFault($"{target}{(isOthers ? $" belongs to user {UserName.Of(file.Owner)} and" : "")} cannot be written: {Posix.Explain(refused)}", "Make it writable for you, take it over (chown), or delete it");
    }
}
