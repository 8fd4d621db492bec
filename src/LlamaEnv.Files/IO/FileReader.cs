namespace LlamaEnv.IO;

/// <summary>Reads files whole, and puts into words why one cannot be read or written.</summary>
internal static class FileReader
{
    /// <summary>The bytes of a file, or null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    internal static byte[]? ReadIfExists(string path)
    {
        if (FileKind.IsSpecial(path))
            throw new IOException($"{path} is a device or a pipe, not a file");

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
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

    /// <summary>Why an edge failed, in words that name only the path.</summary>
    internal static string Explain(Exception exception, string path) => exception switch
    {
        _ when Directory.Exists(path) => $"{path} is a directory",
        UnauthorizedAccessException => $"access to {path} is denied",
        PathTooLongException => $"the path {path} is too long",
        DirectoryNotFoundException => $"the directory of {path} does not exist",
        // IOException messages of the runtime hold the path and the system's words, never content.
        IOException io => io.Message.TrimEnd('.'),
        _ => exception.GetType().Name,
    };
}
