using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Files.IO;

/// <summary>What makes a change last, each with its failure.</summary>
internal static class Disk
{
    /// <summary>Writes to a stream without a buffer: one would be written again when it is closed.</summary>
    /// <exception cref="IOException">It failed.</exception>
    internal static void Write(FileStream stream, ReadOnlySpan<byte> content, string path)
    {
        try
        {
            stream.Write(content);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw TooLarge(path);
        }
    }

    /// <summary>Makes <paramref name="content"/> all that the file holds.</summary>
    /// <exception cref="IOException">It failed.</exception>
    internal static void Overwrite(SafeFileHandle file, ReadOnlySpan<byte> content, string path)
    {
        try
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.SetLength(file, content.Length);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw TooLarge(path);
        }
    }

    /// <summary>.NET takes the limit for the size of files (EFBIG) for a mistake of its caller.</summary>
    private static Exception TooLarge(string path) => OperatingSystem.IsWindows() ? new IOException($"File too large : '{path}'") : Posix.ToException(FileReader.FileTooLarge, path);

    /// <summary>Has the disk write down what the file holds.</summary>
    /// <exception cref="IOException">The disk did not.</exception>
    internal static void Flush(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
            WindowsFile.Flush(file, path);
        else
            Posix.Flush(file, path);
    }

    /// <summary>Has the disk write down which names a folder holds. Windows does that on its own.</summary>
    /// <exception cref="IOException">The disk did not.</exception>
    internal static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        using SafeFileHandle folder = Posix.OpenToRead(path);
        if (!folder.IsInvalid) // One may add to a folder that one may not list; it cannot be flushed then.
            Posix.Flush(folder, path);
    }

    /// <summary>Puts a file in the place of another, in one step.</summary>
    /// <returns>Whether that can be done; not, where the other is a mount of its own.</returns>
    /// <exception cref="IOException">It failed.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to it.</exception>
    internal static bool TryReplace(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            // Replace keeps the access list that is there; Move has none to keep.
            if (File.Exists(to))
                File.Replace(from, to, destinationBackupFileName: null);
            else
                File.Move(from, to, overwrite: true);
            return true;
        }

        return Posix.TryRename(from, to) switch
        {
            0 => true,
            Posix.Busy or Posix.OtherDevice => false,
            int error => throw Posix.ToException(error, to),
        };
    }
}
