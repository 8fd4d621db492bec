using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool;

/// <summary>Lets the user choose by arrow keys or number.</summary>
internal static class Picker
{
    private const int MostLines = 50;

    /// <summary>The chosen value. Without a terminal to ask at, says on standard error what there is to choose.</summary>
    /// <param name="terminal">Where to ask.</param>
    /// <param name="title">What is chosen.</param>
    /// <param name="choices">At least one.</param>
    /// <param name="current">The index it starts from.</param>
    /// <param name="argument">What to pass on the command line instead.</param>
    /// <param name="listing">The command that lists the choices.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="DiagnosticException">There is nobody to ask.</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    internal static T Pick<T>(Terminal terminal, string title, IReadOnlyList<Choice<T>> choices, int current, string argument, string listing, CancellationToken cancellationToken)
    {
        if (!Terminal.IsInteractive)
        {
            terminal.WriteLine($"{title}:");
            foreach (Choice<T> choice in choices)
                terminal.WriteLine($"- {choice.Label}");
            throw new DiagnosticException(Findings.NobodyToAsk(argument, listing));
        }

        terminal.WriteLine($"{title} (arrow keys or number, then Enter):");
        for (int i = 0; i < Math.Min(choices.Count, MostLines); i++)
            terminal.WriteLine($"{i + 1,3}  {choices[i].Label}");
        if (choices.Count > MostLines)
            terminal.WriteLine($"     and {choices.Count - MostLines} more; to list them, run: {listing}");
        return choices[Ask(terminal, [.. choices.Select(c => c.Label)], Math.Max(0, current), cancellationToken)].Value;
    }

    private static int Ask(Terminal terminal, string[] labels, int selected, CancellationToken cancellationToken)
    {
        using Keyboard keyboard = new();
        using LiveLine line = new(terminal);
        int typed = 0;
        while (true)
        {
            line.Draw($"> {selected + 1}  {labels[selected]}");
            ConsoleKeyInfo key = Keyboard.Read(cancellationToken);
            if (key.Key == ConsoleKey.Enter)
                return selected;

            typed = key.Key == ConsoleKey.Backspace ? typed / 10
                : char.IsAsciiDigit(key.KeyChar) ? Append(typed, key.KeyChar - '0', labels.Length)
                : 0;
            selected = key.Key switch
            {
                ConsoleKey.UpArrow => (selected + labels.Length - 1) % labels.Length,
                ConsoleKey.DownArrow => (selected + 1) % labels.Length,
                ConsoleKey.Home => 0,
                ConsoleKey.End => labels.Length - 1,
                _ => typed > 0 ? typed - 1 : selected,
            };
        }
    }

    /// <summary>A digit that would lead behind the last choice begins a new number.</summary>
    private static int Append(int typed, int digit, int count) => (typed * 10) + digit is var number && number <= count ? number : digit <= count ? digit : 0;
}
