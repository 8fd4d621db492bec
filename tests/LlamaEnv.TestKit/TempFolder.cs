using System.Text;

namespace LlamaEnv.TestKit;

/// <summary>A folder of one test's own, gone when the test ends.</summary>
public class TempFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("llama-env-test-");

    /// <summary>Where it is.</summary>
    public string Root => _directory.FullName;

    /// <summary>Where it is.</summary>
    public string Path => Root;

    /// <summary>A path in it.</summary>
    public string this[params string[] names] => At(names);

    /// <summary>A path in it.</summary>
    public string At(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Root, .. names]);

    /// <summary>Writes a file that its owner alone can read, and the folders above it.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>The same, of bytes.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = At(name.Split('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        Close(path);
        return path;
    }

    /// <summary>Readable by its owner alone, as a file with secrets should be: anything else is a finding of its own.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Every file and folder, relative, sorted; what git keeps for itself left out.</summary>
    public string[] Listing() =>
    [
        .. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Select(e => System.IO.Path.GetRelativePath(Root, e).Replace('\\', '/'))
            .Where(e => !e.Split('/').Contains(".git"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Every entry below the folder with its content, to compare what was with what is.</summary>
    public string Snapshot() => string.Join('\n', Directory
        .EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {File.GetLastWriteTimeUtc(path):O} {Read(path)}" : path));

    /// <summary>Deletes it with all that is in it.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            // git's objects are read-only, and Windows keeps those.
            foreach (FileInfo file in _directory.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
                file.Attributes = FileAttributes.Normal;
        }

        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return Convert.ToHexString(content);
    }
}
