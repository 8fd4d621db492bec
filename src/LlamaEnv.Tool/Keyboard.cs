namespace LlamaEnv.Tool;

/// <summary>Keys, one by one and unseen. While it is open, Ctrl-C is a key like any other, so that nobody is stopped half-way.</summary>
internal sealed class Keyboard : IDisposable
{
    private readonly bool _before = Console.TreatControlCAsInput;

    internal Keyboard() => Console.TreatControlCAsInput = true;

    /// <exception cref="OperationCanceledException">The key was Ctrl-C or Esc.</exception>
    internal static ConsoleKeyInfo Read()
    {
        ConsoleKeyInfo key = Console.ReadKey(intercept: true);
        return key.Key == ConsoleKey.Escape || (key.Key == ConsoleKey.C && key.Modifiers == ConsoleModifiers.Control) ? throw new OperationCanceledException() : key;
    }

    public void Dispose() => Console.TreatControlCAsInput = _before;
}
