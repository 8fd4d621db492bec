using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>The pages of docs/diagnostics, which are in the tool as they stand there: no network is needed to read one.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">The page, in Markdown.</param>
internal sealed record DiagnosticPage(string Code, string Text)
{
    private const string Prefix = "LLENV";
    private const int Digits = 4;
    private const int MaxWidth = 100;

    /// <summary>The codes that have a page.</summary>
    internal static IEnumerable<string> Codes => typeof(DiagnosticPage).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static name => Path.GetFileNameWithoutExtension(name))
        .Order(StringComparer.Ordinal);

    /// <summary>The heading without the code.</summary>
    internal string Title => Text.Split('\n')[0].Split(": ", 2)[^1].Trim();

    /// <summary>Whether text is meant for a code, known or not: no path and no variable's name begins so and has a digit.</summary>
    internal static bool IsCode(string text) =>
        text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && text.Any(char.IsAsciiDigit) && !text.AsSpan().ContainsAny('/', '\\', '_');

    /// <summary>The page of a code, in whatever case it is written, and without leading zeros, too.</summary>
    /// <exception cref="DiagnosticException">There is no such code (LLENV0006).</exception>
    internal static DiagnosticPage Find(string text)
    {
        string code = Prefix + text[Prefix.Length..].TrimStart('0').PadLeft(Digits, '0');
        using Stream? page = typeof(DiagnosticPage).Assembly.GetManifestResourceStream($"{code}.md");
        if (page is null)
            throw new DiagnosticException(Findings.UnknownCode(text.ToUpperInvariant()));

        using StreamReader reader = new(page);
        return new DiagnosticPage(code, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    internal void Write(UserTerminal terminal, OutputFormat format)
    {
        if (format != OutputFormat.Text)
            new Document(("version", DiagnosticDocuments.Version), ("code", Code), ("title", Title), ("help", Diagnostic.LinkOf(Code)), ("page", Text)).Write(terminal, format);
        else if (UserTerminal.ShowsData)
            terminal.Output.Write(Layout(Math.Min(UserTerminal.Width, MaxWidth)));
        else
            terminal.Output.Write(Text);
    }

    /// <summary>For a window: paragraphs are wrapped, and links show their text, as nothing can be clicked.</summary>
    internal string Layout(int width)
    {
        List<string> lines = [];
        bool isCode = false;
        foreach (string line in Text.TrimEnd().Split('\n'))
        {
            bool isFence = line.StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (isCode || isFence || line.StartsWith('|'))
                lines.Add(isCode || isFence ? line : WithoutLinks(line));
            else
                lines.AddRange(Wrap(WithoutLinks(line), width));
        }

        lines[^1] = Diagnostic.LinkOf(Code); // In place of the way back to the list of pages.
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Wrap(string line, int width)
    {
        string indent = line.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        return TextWrap.Lines(line[indent.Length..], width - indent.Length).Select((part, i) => i == 0 ? line[..indent.Length] + part : indent + part);
    }

    /// <summary><c>[text](target)</c> becomes <c>text</c>.</summary>
    private static string WithoutLinks(string line)
    {
        while (line.IndexOf("](", StringComparison.Ordinal) is > 0 and var middle
            && line.LastIndexOf('[', middle) is >= 0 and var start
            && line.IndexOf(')', middle) is > 0 and var end)
            line = $"{line[..start]}{line[(start + 1)..middle]}{line[(end + 1)..]}";
        return line;
    }
}
