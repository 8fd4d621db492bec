namespace LlamaEnv.Outputs.Tests;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("llamaenv-outputs-").FullName;

    public string Path { get; }

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = this[name.Split('/')];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Bytes.Of(content));

    /// <summary>Every file and folder, relative, sorted; what git keeps for itself left out.</summary>
    public string[] Listing() =>
    [
        .. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
            .Select(e => System.IO.Path.GetRelativePath(Path, e).Replace('\\', '/'))
            .Where(e => !e.Split('/').Contains(".git"))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            File.SetAttributes(file, FileAttributes.Normal); // git's objects are read-only, and Windows keeps those.
        Directory.Delete(Path, recursive: true);
    }
}
