using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection;

/// <summary>The files of a repository, as paths from its root with <c>/</c>, and their text. Nothing outside is read.</summary>
internal sealed class RepositoryTree
{
    /// <summary>More is nothing that people write.</summary>
    private const long MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>Templates and definitions are smaller; what is larger is data.</summary>
    private const long MaxProbedBytes = 1024 * 1024;

    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files;
    private readonly Lazy<HashSet<string>> _projectFolders;

    /// <param name="root">The absolute path of the folder.</param>
    /// <param name="files">Its files, in an order that does not change.</param>
    internal RepositoryTree(string root, IReadOnlyList<string> files)
    {
        Root = root;
        Files = files;
        _files = new HashSet<string>(files, StringComparer.Ordinal);
        _projectFolders = new(() => [.. files.Where(static f => f.EndsWith("proj", StringComparison.OrdinalIgnoreCase)).Select(FolderOf)]);
    }

    internal string Root { get; }

    internal IReadOnlyList<string> Files { get; }

    /// <summary>Files and folders that are there and could not be read, and why, in the order they were asked for.</summary>
    internal List<(string Path, string Reason)> Unreadable { get; } = [];

    internal bool Contains(string file) => _files.Contains(file);

    /// <summary>Whether a project is in a folder, or, unless <paramref name="isDirect"/>, below it.</summary>
    internal bool HasProject(string folder, bool isDirect) => _projectFolders.Value.Contains(folder) || (!isDirect && _projectFolders.Value.Any(f => IsWithin(f, folder)));

    /// <summary>The text of a file of this tree; null where there is none, or none that is text. Of a file that git ignores, too: that one is not among <see cref="Files"/>.</summary>
    internal string? Read(string file)
    {
        if (_texts.TryGetValue(file, out string? known))
            return known;

        string? text = null;
        byte[]? bytes = FileReader.TryRead(PathOf(file), MaxFileBytes);
        if (bytes is null && Contains(file))
            Unreadable.Add((file, "it cannot be read"));
        if (bytes is not null && !bytes.AsSpan(0, Math.Min(bytes.Length, 8192)).Contains((byte)0))
            text = Encoding.UTF8.GetString(bytes.AsSpan().TrimStart(Encoding.UTF8.Preamble));
        _texts.Add(file, text);
        return text;
    }

    /// <summary>Whether a file has a word in it. Its text is not kept: of the many files of a kind that may be anything, few are asked for more.</summary>
    internal bool Holds(string file, ReadOnlySpan<byte> word) => FileReader.TryRead(PathOf(file), MaxProbedBytes) is { } bytes && bytes.AsSpan().IndexOf(word) >= 0;

    internal string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>The folder a file is in, from the root; empty for the root.</summary>
    internal static string FolderOf(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : "";

    /// <summary>The path of a name in a folder.</summary>
    internal static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Whether a file is in a folder or below it.</summary>
    internal static bool IsWithin(string file, string folder) => folder.Length == 0 || file.StartsWith(folder + '/', StringComparison.Ordinal);

    /// <summary>A folder and those above it, up to the root.</summary>
    internal static IEnumerable<string> FoldersFrom(string folder)
    {
        for (; folder.Length > 0; folder = FolderOf(folder))
            yield return folder;
        yield return "";
    }

    internal static string NameOf(string file) => file[(file.LastIndexOf('/') + 1)..];

    /// <summary>
    /// What <paramref name="path"/>, as a file in <paramref name="folder"/> names it, is from the root; null where that is
    /// outside, absolute, or only known when the file is used (<c>$X</c>, <c>~</c>).
    /// </summary>
    internal static string? Combine(string folder, string path)
    {
        if (path.StartsWith('/') || path.StartsWith('~') || path.Contains('$', StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':'))
            return null;

        List<string> parts = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string part in path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return string.Join('/', parts);
    }
}
