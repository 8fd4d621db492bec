using System.CommandLine;
using LlamaEnv.Files;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Projects;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>inject</c>: what the build does, from a shell.</summary>
internal static class InjectCommand
{
    private static readonly Argument<string?> s_project = Arguments.Optional(
        "PROJECT", "A project file, the source of a file-based app, or a folder with exactly one project file. Its LlamaEnv* settings apply; options override them. Default: the one in the current folder, if any.");

    private static readonly SettingOptions s_settings = new();

    private static readonly Option<bool> s_gitignore = new("--gitignore") { Description = "Add a file that git does not ignore to the .gitignore beside it." };

    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Show where each value comes from and what would be written; write nothing." };

    private static readonly Option<bool> s_noProject = new("--no-project") { Description = "Read no project file; only options and defaults apply." };

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "inject",
            "Writes LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL and LLAMA_AGENTS_PROJECT_ID into a .env file, launch settings or user secrets.",
            "dotnet llama-env inject                       # into .env beside the project",
            "dotnet llama-env inject --dry-run             # only say what would be written",
            "dotnet llama-env inject src/App --to launch-settings",
            "dotnet llama-env inject --source profile:work")
        {
            s_project,
        };
        foreach (Option option in s_settings.All)
            command.Options.Add(option);
        command.Options.Add(s_gitignore);
        command.Options.Add(s_dryRun);
        command.Options.Add(s_noProject);
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        string currentDirectory = CurrentFolder.Path;
        ProjectLocation? project = ReadingOptions.Locate(parsed.GetValue(s_project), parsed.GetValue(s_noProject), currentDirectory, terminal);
        HostEnvironment host = HostEnvironment.Capture(currentDirectory);
        Settings options = ReadOptions(parsed, currentDirectory);
        Settings? settings = project is null ? options : ProjectSettings.Read(project, options, host, terminal, cancellationToken);
        if (settings is null)
            return Task.FromResult(1);

        InjectResult result = Injector.Inject(settings, project?.Directory ?? currentDirectory, host, cancellationToken);
        bool isDryRun = parsed.GetValue(s_dryRun);
        if (isDryRun)
            TraceReport.Write(result, terminal);
        return Task.FromResult(terminal.Report(result, withSummary: !isDryRun));
    }

    private static Settings ReadOptions(ParseResult parsed, string currentDirectory) => s_settings.Read(parsed, currentDirectory) with
    {
        AddToGitignore = parsed.GetValue(s_gitignore),
        AskEverySource = parsed.GetValue(s_dryRun),
        DryRun = parsed.GetValue(s_dryRun),
    };
}
