using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>The keys of a list whose lines are numbered. A number becomes the keys that lead to its line; keys that have no meaning there are dropped.</summary>
/// <param name="keyboard">What the user types.</param>
/// <param name="count">How many lines there are.</param>
/// <param name="pageSize">How many of them one page has.</param>
internal sealed class NumberKeys(Keyboard keyboard, int count, int pageSize) : IAnsiConsoleInput
{
    private readonly Queue<ConsoleKey> _ahead = new();
    private int _typed;

    public bool IsKeyAvailable() => _ahead.Count > 0 || keyboard.IsKeyAvailable();

    public ConsoleKeyInfo? ReadKey(bool intercept) => ReadKeyAsync(intercept, CancellationToken.None).GetAwaiter().GetResult();

    public async Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken)
    {
        if (_ahead.TryDequeue(out ConsoleKey ahead))
            return Press(ahead);

        ConsoleKeyInfo key = (await keyboard.ReadKeyAsync(intercept, cancellationToken).ConfigureAwait(false))!.Value;
        _typed = key.Key == ConsoleKey.Backspace ? _typed / 10
            : char.IsAsciiDigit(key.KeyChar) ? Append(_typed, key.KeyChar - '0')
            : 0;
        if (_typed > 0)
            GoTo(_typed - 1);

        return key.Key is ConsoleKey.UpArrow or ConsoleKey.DownArrow or ConsoleKey.PageUp or ConsoleKey.PageDown or ConsoleKey.Home or ConsoleKey.End or ConsoleKey.Enter
            ? Press(key.Key)
            : null;
    }

    private void GoTo(int line)
    {
        _ahead.Enqueue(ConsoleKey.Home);
        for (int i = 0; i < line / pageSize; i++)
            _ahead.Enqueue(ConsoleKey.PageDown);
        for (int i = 0; i < line % pageSize; i++)
            _ahead.Enqueue(ConsoleKey.DownArrow);
    }

    /// <summary>A digit that would lead behind the last line begins a new number.</summary>
    private int Append(int typed, int digit) => (typed * 10) + digit is var number && number <= count ? number : digit <= count ? digit : 0;

    private static ConsoleKeyInfo Press(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
