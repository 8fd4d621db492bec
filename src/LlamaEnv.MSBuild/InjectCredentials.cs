using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Diagnostics;
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

    /// <summary>The project the diagnostics are about.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The absolute directory of the project. Never the current directory: other projects may build in this process.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The absolute directory the build was started in, as the command line sees it.</summary>
    public string? StartupDirectory { get; set; }

    /// <summary><c>LlamaEnvSources</c>.</summary>
    public string[]? Sources { get; set; }

    /// <summary><c>LlamaEnvOutput</c>.</summary>
    public string[]? Outputs { get; set; }

    /// <summary><c>LlamaEnvFile</c>.</summary>
    public string? EnvFile { get; set; }

    /// <summary><c>LlamaEnvProfile</c>.</summary>
    public string? Profile { get; set; }

    /// <summary><c>LlamaEnvProject</c>.</summary>
    public string? Project { get; set; }

    /// <summary><c>LlamaEnvBaseUrl</c>.</summary>
    public string? BaseUrl { get; set; }

    /// <summary><c>LlamaEnvRequireProject</c>.</summary>
    public string? RequireProject { get; set; }

    /// <summary><c>LlamaEnvMissing</c>.</summary>
    public string? Missing { get; set; }

    /// <summary><c>LlamaEnvForkPullRequest</c>.</summary>
    public string? ForkPullRequest { get; set; }

    /// <summary><c>LlamaEnvVariable</c>: names and what is asked of the values.</summary>
    public ITaskItem[]? Variables { get; set; }

    /// <summary><c>UserSecretsId</c>.</summary>
    public string? UserSecretsId { get; set; }

    /// <summary><c>LlamaEnvLaunchProfile</c>.</summary>
    public string? LaunchProfile { get; set; }

    /// <summary><c>LlamaEnvLaunchSettingsMode</c>.</summary>
    public string? LaunchSettingsMode { get; set; }

    /// <summary><c>LlamaEnvAllowTracked</c>.</summary>
    public string? AllowTracked { get; set; }

    /// <summary><c>LlamaEnvOverwriteReferences</c>.</summary>
    public string? OverwriteReferences { get; set; }

    /// <summary>Files that the project copies, publishes, packs or embeds.</summary>
    public string[]? ShippedFiles { get; set; }

    /// <summary>Properties that tell an app which is carried to its visitors, as <c>NAME=VALUE</c>.</summary>
    public string[]? Traits { get; set; }

    /// <summary>Whether the project is being published.</summary>
    public string? Publishing { get; set; }

    /// <summary>The project file and those imported for it that may be the user's own.</summary>
    public string[]? ProjectTexts { get; set; }

    /// <summary>The names of the variables that were resolved, each with the metadata <c>Source</c>.</summary>
    [Output]
    public ITaskItem[] Resolved { get; private set; } = [];

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
#pragma warning disable CA1031 // MSBuild would log an exception that leaves a task with its message, and that could hold a value.
        try
        {
            string startup = string.IsNullOrEmpty(StartupDirectory) ? ProjectDirectory : StartupDirectory;
            Report(Injector.Inject(ReadSettings(), ProjectDirectory, CaptureHost(startup), _cancellation.Token));
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

    private Settings ReadSettings() => new()
    {
        Sources = Sources ?? [],
        Outputs = Outputs ?? [],
        File = EnvFile,
        Profile = Profile,
        Project = Project,
        BaseUrl = BaseUrl,
        RequireProject = RequireProject,
        Missing = Missing,
        ForkPullRequest = ForkPullRequest,
        Variables = [.. (Variables ?? []).Select(ToDeclaration)],
        ProjectFile = ProjectFile,
        UserSecretsId = UserSecretsId,
        LaunchProfile = LaunchProfile,
        LaunchSettingsMode = LaunchSettingsMode,
        AllowTracked = AllowTracked,
        OverwriteReferences = OverwriteReferences,
        ShippedFiles = ShippedFiles ?? [],
        Traits = Traits ?? [],
        Publishing = Publishing,
        InBuild = true,
        // The names alone: a value may be the secret that does not belong there.
        GlobalProperties = BuildEngine is IBuildEngine6 engine ? [.. engine.GetGlobalProperties().Keys] : [],
        ProjectTexts = ProjectTexts ?? [],
    };

    private static VariableDeclaration ToDeclaration(ITaskItem item) => new(item.ItemSpec)
    {
        Required = item.GetMetadata("Required"),
        Secret = item.GetMetadata("Secret"),
        Pattern = item.GetMetadata("Pattern"),
        Default = item.GetMetadata("Default"),
    };

    private void Report(InjectResult result)
    {
        foreach (Diagnostic diagnostic in result.Diagnostics)
            Report(diagnostic);

        if (!result.Succeeded)
            return;

        Resolved = [.. result.Credentials.Select(c => new TaskItem(c.Variable.Name, new Dictionary<string, string> { ["Source"] = c.Source }))];
        if (result.Summary.Length > 0)
            Log.LogMessage(result.Changed ? MessageImportance.High : MessageImportance.Normal, "LlamaEnv: {0}", result.Summary);
    }

    private void Report(Diagnostic diagnostic)
    {
        switch (diagnostic.Severity)
        {
            case DiagnosticSeverity.Error:
                Log.LogError(null, diagnostic.Code, null, diagnostic.HelpLink, ProjectFile, 0, 0, 0, 0, "{0}", diagnostic.Text);
                break;
            case DiagnosticSeverity.Warning:
                Log.LogWarning(null, diagnostic.Code, null, diagnostic.HelpLink, ProjectFile, 0, 0, 0, 0, "{0}", diagnostic.Text);
                break;
            default:
                Log.LogMessage(null, diagnostic.Code, null, ProjectFile, 0, 0, 0, 0, MessageImportance.High, "{0}", diagnostic.Text);
                break;
        }
    }
}
