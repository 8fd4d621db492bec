namespace LlamaEnv.Tests;

/// <summary>A directory of one test's own, gone when the test ends.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("llama-env-test-");

    internal string Root => _directory.FullName;

    internal string At(params ReadOnlySpan<string> names) => Path.Combine([Root, .. names]);

    internal string Write(string name, string text)
    {
        string path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Close(path);
        return path;
    }

    /// <summary>Readable by its owner alone, as a file with secrets should be: anything else is a finding of its own.</summary>
    internal static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Every entry below the folder with its content, to compare what was with what is.</summary>
    internal string Snapshot() => string.Join('\n', Directory
        .EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {File.GetLastWriteTimeUtc(path):O} {Read(path)}" : path));

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return Convert.ToHexString(content);
    }
}
