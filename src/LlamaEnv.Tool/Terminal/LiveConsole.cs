using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LlamaEnv.Tool.Terminal;

/// <summary>
/// The terminal as Spectre.Console draws on it: without colours, one column narrower than it is, and with the cursor in
/// sight, so that a signal at any moment leaves nothing to be put back. What is drawn at once is written at once.
/// </summary>
internal sealed class LiveConsole : IAnsiConsole, IAnsiConsoleCursor
{
    private const string ClearRest = "\e[K";
    private const int MinHeight = 4; // In a window of fewer lines nothing would be drawn of a list.

    private readonly Lock _lock = new();
    private readonly StringBuilder _drawn = new();
    private readonly UserTerminal _terminal;
    private readonly IAnsiConsole _inner;

    /// <param name="terminal">What to draw on. It has to be interactive.</param>
    /// <param name="input">Where keys come from, if a question is asked.</param>
    internal LiveConsole(UserTerminal terminal, IAnsiConsoleInput? input = null)
    {
        _terminal = terminal;
        _inner = AnsiConsole.Create(new AnsiConsoleSettings
        {
            // Spectre.Console knows terminals by name. Those that it does not know can do as much.
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(new StringWriter(_drawn)),
        });
        Input = input ?? _inner.Input;
        // Fixed: where the window turns out narrower than before, Spectre.Console would clear all that can be scrolled back to.
        Profile.Width = Math.Max(1, UserTerminal.Width - 1);
        Profile.Height = Math.Max(MinHeight, UserTerminal.Height);
    }

    public Profile Profile => _inner.Profile;

    public IAnsiConsoleCursor Cursor => this;

    public IAnsiConsoleInput Input { get; }

    public IExclusivityMode ExclusivityMode => _inner.ExclusivityMode;

    public RenderPipeline Pipeline => _inner.Pipeline;

    public void Clear(bool home) => Draw(() => _inner.Clear(home));

    public void Write(IRenderable renderable) => Draw(() => _inner.Write(renderable));

    public void WriteAnsi(Action<AnsiWriter> action) => Draw(() => _inner.WriteAnsi(action));

    /// <summary>Does nothing: the cursor is never hidden.</summary>
    public void Show(bool show)
    {
    }

    public void SetPosition(int column, int line) => Draw(() => _inner.Cursor.SetPosition(column, line));

    public void Move(CursorDirection direction, int steps) => Draw(() => _inner.Cursor.Move(direction, steps));

    private void Draw(Action draw)
    {
        lock (_lock)
        {
            draw();
            _terminal.WritePrompt(Profile.Capabilities.Ansi ? WithoutPadding(_drawn.ToString()) : _drawn.ToString());
            _drawn.Clear();
        }
    }

    /// <summary>
    /// Blanks to the width that Spectre.Console believes in would wrap where a terminal shows characters wider, and then the
    /// lines above could not be found again. To clear the rest of a line takes no width.
    /// </summary>
    private static string WithoutPadding(string drawn)
    {
        string[] lines = drawn.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool isWhole = i < lines.Length - 1;
            if (isWhole || lines[i].EndsWith("  ", StringComparison.Ordinal)) // One blank belongs to a question.
                lines[i] = lines[i].TrimEnd(' ', '\r') + ClearRest + (isWhole ? Environment.NewLine : "");
        }

        return string.Concat(lines);
    }
}
