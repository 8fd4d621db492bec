using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>
/// One line that is drawn again and again over itself. It needs neither colours nor a cursor that can be moved, and works
/// in every console and however narrow a window.
/// </summary>
internal sealed class LiveLine(Terminal terminal) : IDisposable
{
    private int _columns = -1;

    internal void Draw(string line)
    {
        // Blanks go over the line before, not behind this one: how wide it really is, only the terminal knows.
        string blanks = new(' ', Math.Clamp(_columns, 0, Terminal.Width - 1));
        string fitting = Fit(Diagnostic.OneLine(line), Terminal.Width - 1);
        terminal.WritePrompt($"\r{blanks}\r{fitting}");
        _columns = fitting.Sum(ColumnsOf);
    }

    /// <summary>Whatever is written next begins a line.</summary>
    public void Dispose()
    {
        if (_columns >= 0)
            terminal.WritePrompt(Environment.NewLine);
    }

    private static string Fit(string line, int columns)
    {
        int end = 0;
        for (int used = 0; end < line.Length && used + ColumnsOf(line[end]) <= columns; end++)
            used += ColumnsOf(line[end]);
        return line[..(end > 0 && end < line.Length && char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)];
    }

    /// <summary>At most: a line that is too short does no harm, one that wraps would be drawn twice.</summary>
    private static int ColumnsOf(char c) => c < '\u0300' ? 1 : 2;
}
