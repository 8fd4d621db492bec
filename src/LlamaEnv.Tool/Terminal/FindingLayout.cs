using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Terminal;

/// <summary>A finding as a window shows it: the fault in one line, below it what to do, in lines that fit.</summary>
internal static class FindingLayout
{
    private const string Indent = "  ";

    /// <summary>Lines that are wider than this are hard to read.</summary>
    private const int MaxWidth = 100;

    /// <summary>What diagnostics say, without the address of their pages: that stands once behind all of them.</summary>
    internal static IEnumerable<string> Lines(Diagnostic diagnostic, TerminalStyle style, int width, Func<string, string> safe)
    {
        (string mark, string severity, Func<string, string> paint) = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => ("✗ ", "error", (Func<string, string>)style.Bad),
            DiagnosticSeverity.Warning => ("! ", "warning", style.Doubtful),
            _ => ("", "note", style.Strong),
        };
        string head = $"{(style.HasMarks ? mark : "")}{severity} {diagnostic.Code}: ";
        string message = safe(diagnostic.Message);
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        string fault = end < 0 ? message : message[..(end + 1)];

        int room = Math.Min(width, MaxWidth);
        string[] first = [.. TextWrap.Lines(head + fault, room - Indent.Length)];
        yield return first[0].StartsWith(head, StringComparison.Ordinal) ? paint(head) + style.Strong(first[0][head.Length..]) : first[0];
        foreach (string line in first.Skip(1))
            yield return Indent + style.Strong(line);
        if (diagnostic.File is { } file && !message.Contains(file, StringComparison.Ordinal))
        {
            foreach (string line in TextWrap.Lines(safe($"in {file}{(diagnostic.Line > 0 ? FormattableString.Invariant($"({diagnostic.Line})") : "")}"), room - Indent.Length))
                yield return Indent + line;
        }

        foreach (string sentence in Sentences(end < 0 ? "" : message[(end + 2)..]))
        {
            foreach (string line in TextWrap.Lines(sentence, room - Indent.Length))
                yield return Indent + (sentence.StartsWith("Looked in ", StringComparison.Ordinal) ? style.Dim(line) : line);
        }
    }

    /// <summary>Where to read more of all that was found.</summary>
    internal static string Help(IReadOnlyList<Diagnostic> diagnostics)
    {
        string[] codes = [.. diagnostics.Select(d => d.Code).Distinct()];
        return codes.Length == 1
            ? $"Help: dotnet llama-env explain {codes[0]}, or {diagnostics[0].HelpLink}"
            : $"Help: dotnet llama-env explain CODE, or {diagnostics[0].HelpLink.Replace($"{codes[0]}.md", "README.md", StringComparison.Ordinal)}";
    }

    /// <summary>The sources that were looked in begin a line of their own; everything else is a paragraph.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        int asked = text.IndexOf("Looked in ", StringComparison.Ordinal);
        return (asked < 0 ? (string[])[text] : [text[..asked].TrimEnd(), text[asked..]]).Where(static s => s.Length > 0);
    }
}
