using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Tool.Terminal;

/// <summary>Shows what a user has to do to log in, and on a terminal how much time is left for it.</summary>
internal sealed class DeviceDisplay(UserTerminal terminal, Action<Uri>? openPage) : IProgress<DeviceProgress>, IDisposable
{
    private volatile DeviceProgress? _progress;
    private StatusSpinner? _spinner;

    public void Report(DeviceProgress value)
    {
        bool isFirst = _progress is null;
        _progress = value;
        if (!isFirst)
            return;

        Show(value.Prompt);
        if (UserTerminal.IsInteractive)
            _spinner = new StatusSpinner(terminal, Describe);
    }

    public void Dispose() => _spinner?.Dispose();

    private void Show(DevicePrompt prompt)
    {
        Uri page = prompt.PageWithCode ?? prompt.Page;
        terminal.WriteLine($"To log in, open {page.AbsoluteUri} and confirm the code {prompt.UserCode}");
        openPage?.Invoke(page);
    }

    private string Describe()
    {
        DeviceProgress progress = _progress!;
        TimeSpan left = progress.Prompt.ExpiresAt - DateTimeOffset.UtcNow;
        string time = left > TimeSpan.Zero ? $"{(int)left.TotalMinutes}:{left.Seconds:00}" : "0:00";
        return $"{(progress.IsServerResponding ? "Waiting for you" : "The server does not respond, retrying")}, {time} left";
    }
}
