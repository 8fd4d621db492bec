using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>Asks for a secret, which is typed or pasted and never shown.</summary>
internal static class SecretPrompt
{
    /// <summary>What was entered up to Enter; may be empty. The terminal has to be interactive.</summary>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    internal static Secret Ask(UserTerminal terminal, string question, CancellationToken cancellationToken)
    {
        using Keyboard keyboard = new();
        TextPrompt<string> prompt = new(Markup.Escape($"{question} (nothing is shown):")) { AllowEmpty = true, IsSecret = true, Mask = null };
        try
        {
            return new Secret(prompt.ShowAsync(new LiveConsole(terminal, keyboard), cancellationToken).GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            terminal.WritePrompt(Environment.NewLine);
            throw;
        }
    }
}
