using LlamaEnv.Cloud;

namespace LlamaEnv.Tool;

/// <summary>Shows what a user has to do to log in, and on a terminal how much time is left for it.</summary>
internal sealed class DeviceDisplay(Terminal terminal, bool opensBrowser) : IProgress<DeviceProgress>, IDisposable
{
    private bool _isShown;
    private bool _isDrawn;

    public void Report(DeviceProgress value)
    {
        if (!_isShown)
            Show(value.Prompt);
        if (!Terminal.IsInteractive)
            return;

        string time = $"{(int)value.TimeLeft.TotalMinutes}:{value.TimeLeft.Seconds:00}";
        terminal.WritePrompt($"\r{(value.ServerAnswers ? "Waiting for you" : "The server does not answer, trying on")}, {time} left ".PadRight(60)); // Over what stood there.
        _isDrawn = true;
    }

    /// <summary>Whatever is written next begins a line.</summary>
    public void Dispose()
    {
        if (_isDrawn)
            terminal.WritePrompt(Environment.NewLine);
    }

    private void Show(DevicePrompt prompt)
    {
        _isShown = true;
        Uri page = prompt.PageWithCode ?? prompt.Page;
        terminal.WriteLine($"To log in, open {page.AbsoluteUri} and confirm the code {prompt.UserCode}");
        if (opensBrowser)
            Browser.Open(page);
    }
}
