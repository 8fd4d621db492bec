using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Terminal;

/// <summary>Lets the user choose by arrow keys or number.</summary>
internal static class Picker
{
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
    internal static T Pick<T>(UserTerminal terminal, string title, IReadOnlyList<Choice<T>> choices, int current, string argument, string listing, CancellationToken cancellationToken)
    {
        if (UserTerminal.IsInteractive && SelectionList.Ask(terminal, title, [.. choices.Select(c => c.Label)], Math.Max(0, current), listing, cancellationToken) is { } chosen)
            return choices[chosen].Value;

        terminal.WriteLine($"{title}:");
        foreach (Choice<T> choice in choices)
            terminal.WriteLine($"- {choice.Label}");
        throw new DiagnosticException(Findings.NotInteractive(argument, listing));
    }
}
