using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>Keys, one by one and unseen. While it is open, Ctrl-C is a key like any other, so that nobody is stopped half-way.</summary>
internal sealed class Keyboard : IAnsiConsoleInput, IDisposable
{
    private readonly bool _before = Console.TreatControlCAsInput;

    internal Keyboard() => Console.TreatControlCAsInput = true;

    public bool IsKeyAvailable() => Console.KeyAvailable;

    public ConsoleKeyInfo? ReadKey(bool intercept) => ReadKeyAsync(intercept, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The next key. Whoever ends the command does not wait for it: a thread is left to do that, as the console's call cannot be ended.</summary>
    /// <exception cref="OperationCanceledException">The key was Ctrl-C or Esc, or the command is ended.</exception>
    public async Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken)
    {
        ConsoleKeyInfo key = await Task.Run(static () => Console.ReadKey(intercept: true), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        return key.Key == ConsoleKey.Escape || (key.Key == ConsoleKey.C && key.Modifiers == ConsoleModifiers.Control) ? throw new OperationCanceledException() : key;
    }

    public void Dispose() => Console.TreatControlCAsInput = _before;
}
