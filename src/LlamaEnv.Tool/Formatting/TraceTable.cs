using LlamaEnv.Diagnostics;
using LlamaEnv.Resolving;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Formatting;

/// <summary>The trace as <c>explain</c> shows it at a terminal: a table for each variable, whose cells wrap instead of leaving the window.</summary>
internal static class TraceTable
{
    private const string Indent = "  ";
    private const string Gap = "  ";

    /// <summary>A source may be a path; then it gets no more than this, and less in a narrow window.</summary>
    private const int MaxSourceWidth = 22;
    private const int MinSourceWidth = 12;

    /// <summary>Lines that are wider than this are hard to read.</summary>
    private const int MaxWidth = 100;

    private const int MinReasonWidth = 20;

    private static readonly string[] s_headers = ["SOURCE", "OUTCOME", "VALUE OR REASON"];

    internal static void Write(IReadOnlyList<VariableTrace> traces, int width, UserTerminal terminal)
    {
        foreach (VariableTrace trace in traces)
        {
            if (trace != traces[0])
                terminal.WriteData("");
            foreach (string line in Lines(trace, Math.Min(width, MaxWidth), terminal.OutputStyle))
                terminal.WriteStyled(line);
        }
    }

    internal static IEnumerable<string> Lines(VariableTrace trace, int width, TerminalStyle style)
    {
        string title = trace.Value is { } value ? $"{value}" : $"{trace.Variable} has no value";
        foreach (string line in TextWrap.Lines(Diagnostic.OneLine(title), width))
            yield return style.Strong(line);
        if (trace.Value is { } winner)
        {
            foreach (string line in TextWrap.Lines(Diagnostic.OneLine($"from {TraceText.Place(winner)}"), width - Indent.Length))
                yield return Indent + line;
        }

        yield return "";
        string[][] rows = [s_headers, .. trace.Steps.Select(step => (string[])[Diagnostic.OneLine(step.Source), Mark(step.Outcome, style) + TraceText.Name(step.Outcome), Diagnostic.OneLine(TraceText.Explain(step, trace))])];
        int source = Math.Min(rows.Max(row => Columns.Of(row[0])), Math.Clamp(width / 3, MinSourceWidth, MaxSourceWidth));
        int outcome = rows.Max(row => Columns.Of(row[1]));
        int reason = Math.Max(width - Indent.Length - source - outcome - (2 * Gap.Length), MinReasonWidth);
        for (int i = 0; i < rows.Length; i++)
        {
            Func<string, string> paint = i == 0 ? style.Dim : Painter(trace.Steps[i - 1].Outcome, style);
            foreach (string line in RowLines(rows[i], [source, outcome, reason], paint))
                yield return line;
        }
    }

    private static IEnumerable<string> RowLines(string[] row, int[] widths, Func<string, string> paint)
    {
        string[][] cells = [.. row.Select((cell, i) => TextWrap.Lines(cell, widths[i]).ToArray())];
        for (int line = 0; line < cells.Max(cell => cell.Length); line++)
        {
            string[] parts = [.. cells.Select((cell, i) => Pad(cell.ElementAtOrDefault(line) ?? "", widths[i]))];
            string text = string.Join(Gap, parts).TrimEnd();
            int start = parts[0].Length + Gap.Length;
            // The outcome alone has a colour: it is what the eye looks for.
            yield return text.Length <= start ? Indent + text
                : $"{Indent}{text[..start]}{paint(text[start..Math.Min(text.Length, start + widths[1])])}{(text.Length > start + widths[1] ? text[(start + widths[1])..] : "")}";
        }
    }

    private static string Mark(TraceOutcome outcome, TerminalStyle style) => !style.HasMarks ? "" : outcome switch
    {
        TraceOutcome.Used => "✓ ",
        TraceOutcome.Broken => "✗ ",
        _ => "  ",
    };

    private static Func<string, string> Painter(TraceOutcome outcome, TerminalStyle style) => outcome switch
    {
        TraceOutcome.Used => style.Good,
        TraceOutcome.Broken => style.Bad,
        TraceOutcome.Shadowed or TraceOutcome.Incomplete => style.Doubtful,
        _ => style.Dim,
    };

    private static string Pad(string text, int width) => text + new string(' ', Math.Max(width - Columns.Of(text), 0));
}
