using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Projects;

/// <summary>The settings of the project of a folder, which is evaluated once.</summary>
/// <param name="readsProject">Whether a project counts.</param>
/// <param name="host">The machine.</param>
internal sealed class FolderSettings(bool readsProject, HostEnvironment host)
{
    private readonly Dictionary<string, Settings> _known = [];

    /// <summary>Those of the project, or none where the folder has no project.</summary>
    /// <exception cref="DiagnosticException">There is one that cannot be evaluated (LLENV0902).</exception>
    internal Settings Of(string directory, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(directory, out Settings? settings))
            _known[directory] = settings = Read(directory, cancellationToken);
        return settings;
    }

    /// <summary>Commands that work for a folder as this one does.</summary>
    internal ProfileCommands In(string directory, ProfileCommands commands) =>
        commands with { Directory = directory == host.CurrentDirectory ? null : directory, IgnoresProject = !readsProject };

    private Settings Read(string directory, CancellationToken cancellationToken) =>
        !readsProject || Find(directory) is not { } project ? new Settings()
        : ProjectSettings.Evaluate(project, new Settings(), host, cancellationToken).Settings ?? throw new DiagnosticException(Findings.ProjectUnreadable(project.File, "it cannot be evaluated; 'dotnet build' says why"));

    /// <summary>The project; where it is not clear which one is meant, that is no fault of the command line, which names none.</summary>
    private static ProjectLocation? Find(string directory)
    {
        try
        {
            return ProjectLocation.Find(null, directory);
        }
        catch (UsageException)
        {
            throw new DiagnosticException(Findings.ProjectUnreadable(directory, "there are several project files in this folder, or one that is none"));
        }
    }
}
