using Spectre.Console;

namespace LlamaEnv.Tool.Terminal;

/// <summary>A line at a terminal that says what is waited for, as long as it is not disposed of. It leaves nothing behind.</summary>
internal sealed class StatusSpinner : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;

    /// <param name="terminal">Where to say it. It has to be interactive.</param>
    /// <param name="describe">What to say at a moment.</param>
    internal StatusSpinner(UserTerminal terminal, Func<string> describe)
    {
        LiveConsole console = new(terminal);
        Progress progress = new(console) { AutoClear = true, AutoRefresh = false, ExcludeVerticalPadding = true };
        progress.Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new SpinnerColumn(Spinner.Known.Line) { Style = Style.Plain });
        _drawing = progress.StartAsync(async shown =>
        {
            ProgressTask line = shown.AddTask(Describe());
            while (!_end.Task.IsCompleted)
            {
                line.Description = Describe();
                shown.Refresh();
                await Task.WhenAny(_end.Task, Task.Delay(250)).ConfigureAwait(false);
            }
        });

        string Describe() => Markup.Escape(Columns.Fit(describe(), console.Profile.Width - 2)); // Beside the spinner.
    }

    public void Dispose()
    {
        _end.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
