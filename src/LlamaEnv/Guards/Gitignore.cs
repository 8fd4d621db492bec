using System.Text;
using LlamaEnv.IO;

namespace LlamaEnv.Guards;

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

    internal static FileChange Extend(string path) =>
        new(Path.Combine(Path.GetDirectoryName(path)!, ".gitignore"), existing => Append(existing ?? [], LineFor(path)), IsPrivate: false);

    private static byte[] Append(byte[] existing, string line)
    {
        string lineEnd = existing.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        bool endsOpen = existing.Length > 0 && existing[^1] != (byte)'\n';
        return [.. existing, .. Encoding.UTF8.GetBytes($"{(endsOpen ? lineEnd : "")}{line}{lineEnd}")];
    }
}
