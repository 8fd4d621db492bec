using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Resolving;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = Microsoft.Build.Utilities.Task;

namespace LlamaEnv.MSBuild;

/// <summary>
/// Injects the credentials of one project: turns properties into settings and diagnostics into build events. Values go
/// neither in nor out, as MSBuild logs every parameter.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "MSBuild may cancel a task at any time, also when it has just ended; a source without timers holds nothing to dispose.")]
public sealed partial class InjectCredentials : Task, ICancelableTask
{
    private readonly CancellationTokenSource _cancellation = new();
    private string? _projectFile;

    /// <summary>What the targets hand over, in the form that <see cref="LlamaEnv.Settings.Parse"/> reads.</summary>
    [Required]
    public string Settings { get; set; } = "";

    /// <summary>The names of the variables that were resolved, each with the metadata <c>Source</c>.</summary>
    [Output]
    public ITaskItem[] Resolved { get; private set; } = [];

    /// <summary>What the program is told that is built: paths and names. Empty where there is no file for it.</summary>
    [Output]
    public string Record { get; private set; } = "";

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
#pragma warning disable CA1031 // MSBuild would log an exception that leaves a task with its message, and that could hold a value.
        try
        {
            Settings settings = ReadSettings();
            _projectFile = settings[Setting.ProjectFile];
            // Never the current directory: other projects may build in this process.
            string directory = settings[Setting.ProjectDirectory]!;
            HostEnvironment host = CaptureHost(settings[Setting.StartupDirectory] ?? directory);
            AnswersInBuild answers = new(BuildEngine, settings, host);
            Report(Injector.Inject(settings, directory, host, answers, _cancellation.Token));
            foreach (string line in answers.Lines)
                Log.LogMessage(MessageImportance.Low, "LlamaEnv: {0}", line);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e)
        {
            Report(Diagnostic.ForInternalError(e));
        }
#pragma warning restore CA1031

        return !Log.HasLoggedErrors;
    }

    /// <summary>The machine as this project sees it.</summary>
    private partial HostEnvironment CaptureHost(string currentDirectory);

    private Settings ReadSettings()
    {
        Settings settings = LlamaEnv.Settings.Parse(Settings);
        EngineWarnings warnings = new(BuildEngine, settings.BuildWarnings, settings[Setting.WarningsProject]);
        return settings with
        {
            InBuild = true,
            // The names alone: a value may be the secret that does not belong there.
            GlobalProperties = BuildEngine is IBuildEngine6 engine ? [.. engine.GetGlobalProperties().Keys] : [],
            WarningsAsErrors = warnings.Known,
            FindMoreWarningsAsErrors = warnings.FromCommandLine,
        };
    }

    private void Report(InjectResult result)
    {
        foreach (Diagnostic diagnostic in result.Diagnostics)
            Report(SaidInBuild.Shorten(diagnostic, _projectFile, BuildEngine));

        if (Log.LogsMessagesOfImportance(MessageImportance.Low))
            LogTrace(result.Trace);
        if (!result.Succeeded)
            return;

        Resolved = [.. result.Credentials.Select(c => new TaskItem(c.Variable.Name, new Dictionary<string, string> { ["Source"] = c.Source }))];
        Record = result.Record;
        if (result.Summary.Length > 0)
            Log.LogMessage(result.Changed || result.Note.Length > 0 ? MessageImportance.High : MessageImportance.Normal, "LlamaEnv: {0}", result.Summary);
    }

    /// <summary>The lines of the tool's <c>explain</c>: masked, and only for a log that keeps them.</summary>
    private void LogTrace(IReadOnlyList<VariableTrace> traces)
    {
        foreach (string line in TraceText.Lines(traces))
            Log.LogMessage(MessageImportance.Low, "LlamaEnv: {0}", line);
    }

    private void Report(Diagnostic diagnostic)
    {
        switch (diagnostic.Severity)
        {
            case DiagnosticSeverity.Error:
                Log.LogError(null, diagnostic.Code, null, diagnostic.HelpLink, _projectFile, 0, 0, 0, 0, "{0}", diagnostic.Text);
                break;
            case DiagnosticSeverity.Warning:
                Log.LogWarning(null, diagnostic.Code, null, diagnostic.HelpLink, _projectFile, 0, 0, 0, 0, "{0}", diagnostic.Text);
                break;
            default:
                Log.LogMessage(null, diagnostic.Code, null, _projectFile, 0, 0, 0, 0, MessageImportance.High, "{0}", diagnostic.Text);
                break;
        }
    }
}
