namespace LlamaEnv.Tool;

/// <summary>Keys, one by one and unseen. While it is open, Ctrl-C is a key like any other, so that nobody is stopped half-way.</summary>
internal sealed class Keyboard : IDisposable
{
    private readonly bool _before = Console.TreatControlCAsInput;

    internal Keyboard() => Console.TreatControlCAsInput = true;

    /// <summary>The next key. Whoever ends the command does not wait for it: a thread is left to do that, as the console's call cannot be ended.</summary>
    /// <exception cref="OperationCanceledException">The key was Ctrl-C or Esc, or the command is ended.</exception>
    internal static ConsoleKeyInfo Read(CancellationToken cancellationToken)
    {
        ConsoleKeyInfo key = Task.Run(static () => Console.ReadKey(intercept: true), CancellationToken.None).WaitAsync(cancellationToken).GetAwaiter().GetResult();
        return key.Key == ConsoleKey.Escape || (key.Key == ConsoleKey.C && key.Modifiers == ConsoleModifiers.Control) ? throw new OperationCanceledException() : key;
    }

    public void Dispose() => Console.TreatControlCAsInput = _before;
}
