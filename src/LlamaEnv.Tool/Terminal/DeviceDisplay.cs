using LlamaEnv.Cloud;

namespace LlamaEnv.Tool;

/// <summary>Shows what a user has to do to log in, and on a terminal how much time is left for it.</summary>
internal sealed class DeviceDisplay(Terminal terminal, bool opensBrowser) : IProgress<DeviceProgress>, IDisposable
{
    private const string Spinner = @"|/-\";

    private readonly Lock _lock = new();
    private readonly LiveLine _line = new(terminal);
    private DeviceProgress? _progress;
    private Timer? _clock;
    private int _ticks;
    private bool _isDisposed;

    public void Report(DeviceProgress value)
    {
        lock (_lock)
        {
            bool isFirst = _progress is null;
            _progress = value;
            if (!isFirst)
                return;
        }

        Show(value.Prompt);
        if (Terminal.IsInteractive)
            _clock = new Timer(_ => Draw(), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true; // A tick may be on its way.
            _clock?.Dispose();
            _line.Dispose();
        }
    }

    private void Show(DevicePrompt prompt)
    {
        Uri page = prompt.PageWithCode ?? prompt.Page;
        terminal.WriteLine($"To log in, open {page.AbsoluteUri} and confirm the code {prompt.UserCode}");
        if (opensBrowser)
            Browser.Open(page);
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_isDisposed || _progress is not { } progress)
                return;

            TimeSpan left = progress.Prompt.ExpiresAt - DateTimeOffset.UtcNow;
            string time = left > TimeSpan.Zero ? $"{(int)left.TotalMinutes}:{left.Seconds:00}" : "0:00";
            _line.Draw($"{(progress.ServerAnswers ? "Waiting for you" : "The server does not answer, trying on")}, {time} left {Spinner[_ticks++ % Spinner.Length]}");
        }
    }
}
