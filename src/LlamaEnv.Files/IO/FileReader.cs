using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>Reads files whole, and puts into words why one cannot be read or written.</summary>
internal static class FileReader
{
    /// <summary>More than anybody keeps in such a file, and little enough to hold several times.</summary>
    internal const int MaxFileBytes = 16 * 1024 * 1024;

    /// <summary>What to do about what is no file; the options are those of inject.</summary>
    internal const string Another = "Choose another file (LlamaEnvFile / --env-file) or output (LlamaEnvOutput / --to)";

    /// <summary>The same of a pipe.</summary>
    internal const string TakeOut = "To take the values out of it, set LlamaEnvSources to dotenv and LlamaEnvOutput to none (--source dotenv --to none); or choose another file (LlamaEnvFile / --env-file)";

    private const int DiskFails = 5; // EIO
    /// <summary>EFBIG, on Linux and macOS.</summary>
    internal const int FileTooLarge = 27;

    private const int NoSpace = 28; // ENOSPC
    private const int NoQuotaOnLinux = 122; // EDQUOT

    /// <summary>The bytes of a file, or null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read, is no file, or is too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    internal static byte[]? ReadIfExists(string path)
    {
        using SafeFileHandle? file = OpenIfExists(path);
        return file is null ? null : ReadToEnd(file, path);
    }

    /// <summary>The file for reading, or null where there is none. What is no file is never opened: some devices do something then.</summary>
    /// <exception cref="IOException">It cannot be read, or is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    internal static SafeFileHandle? OpenIfExists(string path) => OperatingSystem.IsWindows() ? OpenOnWindows(path) : OpenOnUnix(path);

    /// <exception cref="IOException">It cannot be read, or is too long.</exception>
    internal static byte[] ReadToEnd(SafeFileHandle file, string path)
    {
        long expected = RandomAccess.GetLength(file);
        if (expected > MaxFileBytes)
            throw TooLong(path);

        // One more, to see the end without another look: most files are as long as the system says.
        byte[] content = new byte[expected + 1];
        int length = 0;
        while (RandomAccess.Read(file, content.AsSpan(length), length) is var count and > 0)
        {
            length += count;
            if (length > MaxFileBytes)
                throw TooLong(path);
            if (length == content.Length)
                Array.Resize(ref content, Math.Min(2 * content.Length + 4096, MaxFileBytes + 1));
        }

        Array.Resize(ref content, length);
        return content;
    }

    /// <summary>The bytes of a file that nothing depends on; null, too, where it cannot be read or is longer than <paramref name="longest"/>.</summary>
    internal static byte[]? TryRead(string path, long longest)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length <= longest ? ReadIfExists(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>When a file was last changed, as text; null where there is none.</summary>
    internal static string? StampOf(string path) => File.Exists(path) ? File.GetLastWriteTimeUtc(path).Ticks.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Why an edge failed, in words that name only the path.</summary>
    internal static string Explain(Exception exception, string path) => exception switch
    {
        FileFault fault => fault.Message,
        _ when Directory.Exists(path) => $"{path} is a directory",
        UnauthorizedAccessException => $"access to {path} is denied",
        PathTooLongException => $"the path {path} is too long",
        DirectoryNotFoundException => $"the directory of {path} does not exist",
        // IOException messages of the runtime hold the path and the system's words, never content.
        IOException io => io.Message.TrimEnd('.'),
        _ => exception.GetType().Name,
    };

    /// <summary>What to do about it, where that is not simply to make the file writable.</summary>
    internal static string? FixFor(Exception exception, string path) => exception switch
    {
        FileFault fault => fault.Fix,
        _ when Directory.Exists(path) => NameFileIn(path),
        IOException { HResult: NoSpace or NoQuotaOnLinux } when !OperatingSystem.IsWindows() => "Free some space on that disk",
        IOException { HResult: FileTooLarge } when !OperatingSystem.IsWindows() => "Raise the limit for the size of files (ulimit -f)",
        IOException { HResult: DiskFails } when !OperatingSystem.IsWindows() => "Check that disk",
        _ => null,
    };

    /// <summary>The same of a folder.</summary>
    internal static string NameFileIn(string path) => $"Name the file in it, {Path.Combine(path, ".env")} (LlamaEnvFile / --env-file)";

    internal static FileFault TooLong(string path) =>
        new($"{path} is longer than {MaxFileBytes / 1024 / 1024} MiB, too long for a file of settings", Another);

    internal static Exception NotAFile(string path, FileType type) => type switch
    {
        FileType.Folder => new UnauthorizedAccessException(),
        FileType.Pipe => new FileFault($"{path} is a pipe (FIFO), as 1Password makes one, and not a file", TakeOut),
        FileType.Socket => new FileFault($"{path} is a socket, not a file", Another),
        _ => new FileFault($"{path} is a device or a pipe, not a file", Another),
    };

    private static SafeFileHandle? OpenOnWindows(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() || WindowsFile.IsOnDisk(file))
            return file;

        file.Dispose();
        throw NotAFile(path, FileType.CharacterDevice);
    }

    [UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? OpenOnUnix(string path)
    {
        if (FileStatus.Of(path) is { Type: not FileType.File } other)
            throw NotAFile(path, other.Type);

        SafeFileHandle file = Posix.OpenToRead(path);
        if (file.IsInvalid)
        {
            int error = Posix.LastError;
            file.Dispose();
            return error is Posix.NotFound or Posix.NotDirectory ? null : throw Posix.ToException(error, path);
        }

        // Somebody may have put something else there a moment ago.
        if (FileStatus.Of(file) is not { Type: not FileType.File } opened)
            return file;

        file.Dispose();
        throw NotAFile(path, opened.Type);
    }
}
