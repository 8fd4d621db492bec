namespace LlamaEnv.Durability.Tests;

/// <summary>A file system of its own in a directory, as long as a test needs it.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _path;

    private Mount(string path) => _path = path;

    /// <summary>An empty one in memory; where mounting is not permitted the test is inconclusive.</summary>
    internal static Mount InMemory(string path, string options)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("Mounts a tmpfs, which only Linux has.");

        Directory.CreateDirectory(path);
        Outcome result = Run("mount", "-t", "tmpfs", "-o", options, "llama-env", path);
        if (result.ExitCode != 0)
            Assert.Inconclusive($"Mounting is not permitted here: {result.Error.Trim()}");
        return new Mount(path);
    }

    /// <summary>A file or folder under a second name, as containers get single files.</summary>
    internal static Mount Bind(string source, string path)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("Mounts a second name, which only Linux can.");

        Outcome result = Run("mount", "--bind", source, path);
        if (result.ExitCode != 0)
            Assert.Inconclusive($"Mounting is not permitted here: {result.Error.Trim()}");
        return new Mount(path);
    }

    internal void MakeReadOnly() => Run("mount", "-o", "remount,ro", _path).AssertSucceeded();

    /// <summary>Only this name of what has several.</summary>
    internal void MakeNameReadOnly() => Run("mount", "-o", "remount,bind,ro", _path).AssertSucceeded();

    /// <summary>Writes until not a byte more goes in.</summary>
    internal void Fill()
    {
        using FileStream filler = new(Path.Combine(_path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (int size in (int[])[4096, 1])
        {
            try
            {
                while (true)
                    filler.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full, to this size.
            }
        }
    }

    public void Dispose() => Run("umount", _path).AssertSucceeded();

    private static Outcome Run(string program, params string[] arguments) => new Command(program, arguments) { Directory = "/" }.Run();
}
