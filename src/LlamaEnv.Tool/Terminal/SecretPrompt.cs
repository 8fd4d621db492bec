using System.Text;

namespace LlamaEnv.Tool;

/// <summary>Asks for a secret, which is typed or pasted and never shown.</summary>
internal static class SecretPrompt
{
    /// <summary>What was entered up to Enter; may be empty. The terminal has to be interactive.</summary>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    internal static Secret Ask(Terminal terminal, string question, CancellationToken cancellationToken)
    {
        terminal.WritePrompt($"{question} (nothing is shown): ");
        StringBuilder typed = new();
        using Keyboard keyboard = new();
        try
        {
            for (ConsoleKeyInfo key = Keyboard.Read(cancellationToken); key.Key != ConsoleKey.Enter; key = Keyboard.Read(cancellationToken))
            {
                if (key.Key == ConsoleKey.Backspace)
                    typed.Length = Math.Max(0, typed.Length - 1);
                else if (!char.IsControl(key.KeyChar))
                    typed.Append(key.KeyChar);
            }
        }
        finally
        {
            terminal.WritePrompt(Environment.NewLine);
        }

        return new Secret(typed.ToString());
    }
}
