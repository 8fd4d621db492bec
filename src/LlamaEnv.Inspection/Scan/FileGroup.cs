using System.Text;

namespace LlamaEnv.Inspection.Scan;

/// <summary>The files of one folder and those below it. Their paths are kept as bytes, as there may be very many.</summary>
/// <param name="root">The absolute folder that reports name files from.</param>
/// <param name="folder">The absolute folder that the paths are relative to.</param>
internal sealed class FileGroup(string root, string folder)
{
    private byte[] _paths = new byte[4096];
    private int _length;

    /// <summary>The absolute folder that reports name files from.</summary>
    internal string Root => root;

    internal int Count { get; private set; }

    /// <summary>Adds a path, with the separators of git.</summary>
    internal void Add(ReadOnlySpan<byte> path)
    {
        if (_length + path.Length + 1 > _paths.Length)
            Array.Resize(ref _paths, Math.Max(_paths.Length * 2, _length + path.Length + 1));
        path.CopyTo(_paths.AsSpan(_length));
        _length += path.Length;
        _paths[_length++] = 0;
        Count++;
    }

    internal void Add(string path) => Add(Encoding.UTF8.GetBytes(path));

    /// <summary>The absolute paths, from a place on that <paramref name="at"/> holds; at most <paramref name="most"/>.</summary>
    internal List<string> Take(ref int at, int most)
    {
        List<string> taken = [];
        while (at < _length && taken.Count < most)
        {
            int end = _paths.AsSpan(at, _length - at).IndexOf((byte)0);
            taken.Add(Path.Join(folder, Encoding.UTF8.GetString(_paths, at, end)));
            at += end + 1;
        }

        return taken;
    }

    /// <summary>All absolute paths.</summary>
    internal IEnumerable<string> All()
    {
        int at = 0;
        while (Take(ref at, 64) is { Count: > 0 } taken)
        {
            foreach (string path in taken)
                yield return path;
        }
    }

    /// <summary>What a report calls a file.</summary>
    internal string NameOf(string path)
    {
        string relative = Path.GetRelativePath(root, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
