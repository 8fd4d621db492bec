using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>What commands take that resolve values and write no file: a project, and the settings that are about resolving.</summary>
internal sealed class ResolvingOptions
{
    /// <summary>Settings about files that are written.</summary>
    private static readonly Setting[] s_ofOutputs = [Setting.Outputs, Setting.LaunchProfile, Setting.OverwriteReferences];

    private readonly Argument<string?> _project = Arguments.Optional(
        "PROJECT", "A project file, the source of a file-based app, or a folder with exactly one project file. Its LlamaEnv* settings apply; options override them. Default: the one in the current folder, if any.");

    private readonly SettingOptions _settings = new();

    private readonly Option<bool> _noProject = new("--no-project") { Description = "Read no project file; only options and defaults apply." };

    internal void AddTo(Command command)
    {
        command.Arguments.Add(_project);
        foreach (Option option in _settings.All)
        {
            if (option.Name == Setting.File.Option)
                option.Description = "The .env file that source dotenv reads. Default: .env beside the project.";
            if (!s_ofOutputs.Any(setting => setting.Option == option.Name))
                command.Options.Add(option);
        }

        command.Options.Add(_noProject);
    }

    /// <summary>The settings, and the folder their paths start from; null where the project cannot be evaluated, which has been told.</summary>
    /// <exception cref="DiagnosticException">The project cannot be found or read.</exception>
    internal (Settings Settings, string BaseDirectory)? Read(ParseResult parsed, HostEnvironment host, UserTerminal terminal, CancellationToken cancellationToken)
    {
        Settings options = _settings.Read(parsed, host.CurrentDirectory);
        if (parsed.GetValue(_noProject))
            return parsed.GetValue(_project) is null ? (options, host.CurrentDirectory) : throw new UsageException("PROJECT and --no-project cannot be used together.");

        if (ProjectLocation.Find(parsed.GetValue(_project), host.CurrentDirectory) is not { } project)
        {
            if (ProjectHint.In(host.CurrentDirectory) is { } hint)
                terminal.WriteStatus($"no project was read: there is no project file in {host.CurrentDirectory}. {hint}, or pass --no-project");
            return (options, host.CurrentDirectory);
        }

        return ProjectSettings.Read(project, host, terminal, cancellationToken) is { } settings ? (settings.OverriddenBy(options), project.Directory) : null;
    }
}
