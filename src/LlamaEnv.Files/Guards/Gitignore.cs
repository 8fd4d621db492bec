using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Guards;

/// <summary>The <c>.gitignore</c> beside a file.</summary>
internal static class Gitignore
{
    /// <summary>The line that ignores exactly this file.</summary>
    internal static string LineFor(string path)
    {
        StringBuilder line = new("/");
        foreach (char c in Path.GetFileName(path))
            line.Append(c is '*' or '?' or '[' or ']' or '\\' or ' ' ? $"\\{c}" : c);
        return line.ToString();
    }

    /// <summary>What stands in the place of the one beside the file, where that is no file that git reads; null where one can be.</summary>
    internal static string? FindObstacle(string path)
    {
        string gitignore = PathFor(path);
        return new FileInfo(gitignore).LinkTarget is not null ? "a symbolic link"
            : Directory.Exists(gitignore) ? "a folder"
            : FileKind.IsSpecial(gitignore) ? "a pipe or a device"
            : null;
    }

    /// <summary>Ignores the file, and what a run that is killed may leave of it.</summary>
    internal static FileChange Extend(string path) => new(
        PathFor(path),
        existing => Append(Append(existing ?? [], LineFor(path)), LineFor(AtomicFile.StagedPath(path))),
        IsPrivate: false);

    internal static string PathFor(string path) => Path.Combine(Path.GetDirectoryName(path)!, ".gitignore");

    private static byte[] Append(byte[] existing, string line)
    {
        // Another run was first. Of what stands above an exception, git may ignore nothing.
        if (Encoding.UTF8.GetString(existing).Split('\n').Reverse().TakeWhile(l => !l.StartsWith('!')).Any(l => l.TrimEnd('\r') == line))
            return existing;

        string lineEnd = existing.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        bool endsOpen = existing.Length > 0 && existing[^1] != (byte)'\n';
        return [.. existing, .. Encoding.UTF8.GetBytes($"{(endsOpen ? lineEnd : "")}{line}{lineEnd}")];
    }
}
