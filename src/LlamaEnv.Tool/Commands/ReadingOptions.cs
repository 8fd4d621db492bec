using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>Options of commands that ask the sources and write nothing: whose settings hold, and what overrides them.</summary>
internal sealed class ReadingOptions
{
    internal const string ProjectHelp = "A project file, the source of a file-based app, or a folder with exactly one project file. Its LlamaEnv* settings apply; options override them. Default: the one in the current folder, if any.";

    private readonly SettingOptions _settings;

    private readonly Option<bool> _noProject = new("--no-project") { Description = "Read no project file; only options and defaults apply." };

    /// <param name="settings">Whose options there are; null for those of every value.</param>
    internal ReadingOptions(IReadOnlyList<Setting>? settings = null)
    {
        _settings = new(settings ?? [Setting.Sources, Setting.File, Setting.EnvironmentName, Setting.KeyFingerprint, Setting.Profile, Setting.Project, Setting.BaseUrl, Setting.RequireProject, Setting.ResolveReferences]);
        _settings.All.First(option => option.Name == Setting.File.Option).Description = "The .env file that the source dotenv reads, where it names none itself. Default: .env beside the project.";
    }

    internal IEnumerable<Option> All => [.. _settings.All, _noProject];

    internal void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <summary>What to resolve.</summary>
    /// <exception cref="UsageException">It is not clear which project is meant.</exception>
    /// <exception cref="DiagnosticException">The project cannot be read (LLENV0902).</exception>
    internal ReadingTarget Read(ParseResult parsed, string? project, UserTerminal terminal, CancellationToken cancellationToken)
    {
        string currentDirectory = CurrentFolder.Path;
        ProjectLocation? location = Locate(project, parsed.GetValue(_noProject), currentDirectory, terminal);
        HostEnvironment host = HostEnvironment.Capture(currentDirectory);
        Settings options = _settings.Read(parsed, currentDirectory);
        ProjectReading reading = location is null ? new ProjectReading(options) : ProjectSettings.Evaluate(location, options, host, cancellationToken);
        return new ReadingTarget(reading, location, host);
    }

    /// <summary>The project that is meant, or none; where one may have been meant and is not here, that is said.</summary>
    /// <exception cref="UsageException">It is not clear which project is meant.</exception>
    internal static ProjectLocation? Locate(string? project, bool readsNone, string currentDirectory, UserTerminal terminal)
    {
        if (readsNone)
            return project is null ? null : throw new UsageException("PROJECT and --no-project cannot be used together.");

        ProjectLocation? location = ProjectLocation.Find(project, currentDirectory);
        if (location is null && ProjectHint.In(currentDirectory) is { } hint)
            terminal.WriteStatus($"no project was read: there is no project file in {currentDirectory}. {hint}, or pass --no-project");
        return location;
    }
}
