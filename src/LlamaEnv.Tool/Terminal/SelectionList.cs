using System.Globalization;
using LlamaEnv.Diagnostics;
using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>A list at a terminal, of which one line is chosen by arrow keys or number. The chosen line is all that stays of it.</summary>
internal static class SelectionList
{
    private const int MaxLines = 50;

    /// <summary>The index of the choice; null where the console can only be written to line by line.</summary>
    /// <param name="terminal">Where to ask. It has to be interactive.</param>
    /// <param name="title">What is chosen.</param>
    /// <param name="labels">At least one; no two need differ.</param>
    /// <param name="current">The index it starts from.</param>
    /// <param name="listing">The command that lists the choices.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    internal static int? Ask(UserTerminal terminal, string title, IReadOnlyList<string> labels, int current, string listing, CancellationToken cancellationToken)
    {
        using Keyboard keyboard = new();
        int pageSize = Math.Max(1, UserTerminal.Height - 3);
        LiveConsole console = new(terminal, new NumberKeys(keyboard, labels.Count, pageSize));
        if (!console.Profile.Capabilities.Ansi)
            return null;

        string[] lines = Number(labels);
        int room = console.Profile.Width - 3; // Between the arrow and the blank behind a line.
        terminal.WriteLine($"{title} (arrow keys or number, then Enter):");
        if (lines.Any(line => Columns.MaxWidth(line) > room))
            WriteInFull(terminal, lines, listing);

        SelectionPrompt<string> prompt = new(ReferenceEqualityComparer.Instance)
        {
            Converter = line => Markup.Escape(Columns.Fit(line, room)),
            DefaultValue = lines[current],
            HighlightStyle = Style.Plain,
            MoreChoicesText = Markup.Escape(Columns.Fit("(more above or below)", room)),
            PageSize = pageSize,
            WrapAround = true,
        };
        foreach (string line in lines)
            prompt.AddChoice(line);

        try
        {
            string chosen = prompt.ShowAsync(console, cancellationToken).GetAwaiter().GetResult();
            terminal.WriteLine($"> {chosen}");
            return Array.FindIndex(lines, line => ReferenceEquals(line, chosen));
        }
        catch (OperationCanceledException)
        {
            terminal.WritePrompt(Environment.NewLine);
            throw;
        }
    }

    private static string[] Number(IReadOnlyList<string> labels)
    {
        int digits = labels.Count.ToString(CultureInfo.InvariantCulture).Length;
        return [.. labels.Select((label, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture).PadRight(digits)}  {Diagnostic.OneLine(label)}")];
    }

    /// <summary>What is cut in the list has to stand somewhere.</summary>
    private static void WriteInFull(UserTerminal terminal, string[] lines, string listing)
    {
        foreach (string line in lines.Take(MaxLines))
            terminal.WriteLine($"  {line}");
        if (lines.Length > MaxLines)
            terminal.WriteLine($"  and {lines.Length - MaxLines} more; to list them, run: {listing}");
    }
}
