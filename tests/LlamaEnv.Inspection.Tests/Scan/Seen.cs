using System.Text;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

/// <summary>What a scanner reports of contents, in words.</summary>
internal sealed class Seen : IContentReport
{
    private readonly List<string> _lines = [];

    internal static string In(string text, params DeclaredSecret[] declared) => In(Encoding.UTF8.GetBytes(text), "x", declared);

    internal static string In(byte[] content, string name = "x", params DeclaredSecret[] declared) => In(new MemoryStream(content), content.Length, name, declared);

    internal static string In(Stream content, long length, string name = "x", params DeclaredSecret[] declared)
    {
        Seen seen = new();
        new ContentScanner(new KeyFinder(declared)).Scan(content, length, name, seen);
        return string.Join('\n', seen._lines);
    }

    public void Found(string? inner, Hit hit) =>
        _lines.Add(string.Join(' ', ((string?[])[inner, hit.Line > 0 ? $"{hit.Line}" : "-", hit.IsCertain ? "" : "perhaps", hit.Form, hit.Variable == Variable.ApiKey.Name ? "" : hit.Variable]).Where(static part => !string.IsNullOrEmpty(part))));

    public void Note(string? inner, string reason) => _lines.Add($"{inner}: {reason}");
}
