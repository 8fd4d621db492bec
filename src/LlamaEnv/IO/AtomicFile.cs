using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace LlamaEnv.IO;

/// <summary>Replaces a file's content in one step: a reader sees the old bytes or the new ones, also if power fails between.</summary>
internal static class AtomicFile
{
    /// <summary>One fixed name per file: written only under the directory's lock, and so what a killed process left is found and replaced.</summary>
    private static string TemporaryPath(string path) => path + ".llama-env.tmp";

    /// <summary>The file itself where <paramref name="path"/> is a symbolic link, so that the link stays one.</summary>
    /// <exception cref="IOException">The links form a cycle, or cannot be read.</exception>
    internal static string FollowLinks(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>Writes <paramref name="content"/>. The caller holds the lock of the directory.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string temporary = TemporaryPath(path);
        File.Delete(temporary);
        try
        {
            using (FileStream stream = CreatePrivate(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            bool exists = File.Exists(path);
            if (exists && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));

            // File.Replace keeps the access list that is there; Move has nothing to keep.
            if (exists && OperatingSystem.IsWindows())
                File.Replace(temporary, path, destinationBackupFileName: null);
            else
                File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>A new file that only the current user can read, from its first byte.</summary>
    private static FileStream CreatePrivate(string path) => OperatingSystem.IsWindows()
        ? CreatePrivateOnWindows(path)
        : new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
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

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that is already on its way matters more; the next run replaces what stayed.
        }
    }
}
