using System.Globalization;
using System.Runtime.InteropServices;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>A folder of secrets as the kubelet writes it: a new folder for each update, and the link <c>..data</c> replaced by a rename.</summary>
internal sealed partial class MountedFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("llama-env-scale-").FullName;
    private int _generation = -1;

    internal MountedFolder()
    {
        Swap();
        foreach (string name in (string[])["LLAMA_CLOUD_API_KEY", "LLAMA_AGENTS_PROJECT_ID"])
            File.CreateSymbolicLink(Path.Combine(_path, name), Path.Combine("..data", name));
    }

    internal string Root => _path;

    /// <summary>Which set is there.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    internal void Swap()
    {
        int next = _generation + 1;
        string folder = Directory.CreateDirectory(Path.Combine(_path, "..set-" + next.ToString(CultureInfo.InvariantCulture))).FullName;
        File.WriteAllText(Path.Combine(folder, "LLAMA_CLOUD_API_KEY"), KeySet.OfGeneration(next).FakeKey);
        File.WriteAllText(Path.Combine(folder, "LLAMA_AGENTS_PROJECT_ID"), KeySet.OfGeneration(next).Project);
        string link = Path.Combine(_path, "..data_tmp");
        File.CreateSymbolicLink(link, Path.GetFileName(folder));
        if (Rename(link, Path.Combine(_path, "..data")) != 0)
            throw new IOException($"{link} could not be renamed");
        Volatile.Write(ref _generation, next);
        if (next > 0)
            Directory.Delete(Path.Combine(_path, "..set-" + (next - 1).ToString(CultureInfo.InvariantCulture)), recursive: true);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    /// <summary>.NET's own looks at what the link leads to, and takes a link to a folder for no file.</summary>
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
