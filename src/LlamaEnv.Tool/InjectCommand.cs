using System.CommandLine;

namespace LlamaEnv.Tool;

/// <summary><c>inject</c>: what the build does, from a shell.</summary>
internal static class InjectCommand
{
    private static readonly Argument<string?> s_project = Arguments.Optional(
        "PROJECT", "A project file, the source of a file-based app, or a folder with exactly one project file. Its LlamaEnv* settings hold; options override them. Default: the one in the current folder, if any.");

    private static readonly Option<string[]> s_to = new("--to") { Description = $"Where to write: {Settings.KnownOutputs}. May be given more than once.", HelpName = "OUTPUT" };

    private static readonly Option<string?> s_envFile = new("--env-file") { Description = "The .env file to write. Default: .env beside the project.", HelpName = "PATH" };

    private static readonly Option<string[]> s_source = new("--source")
    {
        Description = $"Where to read: {Settings.KnownSources}. Given more than once, they are asked in that order.",
        HelpName = "SOURCE",
    };

    private static readonly Option<string?> s_profile = new("--profile") { Description = "The llamactl profile to read in place of the current one.", HelpName = "NAME" };

    private static readonly Option<string?> s_projectId = new("--project") { Description = "The project id, in place of the source's.", HelpName = "ID" };

    private static readonly Option<string?> s_baseUrl = new("--base-url") { Description = "The API's base URL, in place of the source's.", HelpName = "URL" };

    private static readonly Option<bool> s_requireProject = new("--require-project") { Description = "Fail when no source has a project id." };

    private static readonly Option<string?> s_launchProfile = new("--launch-profile") { Description = "The launch profile to write. Default: every one that starts the project.", HelpName = "NAME" };

    private static readonly Option<bool> s_gitignore = new("--gitignore") { Description = "Add a file that git does not ignore to the .gitignore beside it." };

    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Show where each value comes from and what would be written; write nothing." };

    private static readonly Option<bool> s_noProject = new("--no-project") { Description = "Read no project file; options and defaults alone hold." };

    internal static Command Make()
    {
        Command command = new("inject", "Writes LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL and LLAMA_AGENTS_PROJECT_ID into a .env file, launch settings or user secrets.")
        {
            s_project, s_to, s_envFile, s_source, s_profile, s_projectId, s_baseUrl, s_requireProject, s_launchProfile, s_gitignore, s_dryRun, s_noProject,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal terminal = Terminal.Of(parsed);
        string currentDirectory = CurrentFolder.Path;
        ProjectLocation? project = parsed.GetValue(s_noProject)
            ? parsed.GetValue(s_project) is null ? null : throw new UsageException("PROJECT and --no-project contradict each other.")
            : ProjectLocation.Find(parsed.GetValue(s_project), currentDirectory);
        if (project is null && !parsed.GetValue(s_noProject) && ProjectHint.In(currentDirectory) is { } hint)
            terminal.WriteStatus($"no project was read: there is no project file in {currentDirectory}. {hint}, or pass --no-project");

        HostEnvironment host = HostEnvironment.Capture(currentDirectory);
        Settings? settings = project is null ? new() : await ProjectSettings.ReadAsync(project, host, terminal, cancellationToken);
        if (settings is null)
            return 1;

        InjectResult result = Injector.Inject(settings.OverriddenBy(ReadOptions(parsed), currentDirectory), project?.Directory ?? currentDirectory, host, cancellationToken);

        bool isDryRun = parsed.GetValue(s_dryRun);
        if (isDryRun)
            TraceReport.Write(result, terminal);
        return terminal.Report(result, withSummary: !isDryRun);
    }

    private static Settings ReadOptions(ParseResult parsed) => new()
    {
        Sources = parsed.GetValue(s_source) ?? [],
        Outputs = parsed.GetValue(s_to) ?? [],
        File = parsed.GetValue(s_envFile),
        Profile = parsed.GetValue(s_profile),
        Project = parsed.GetValue(s_projectId),
        BaseUrl = parsed.GetValue(s_baseUrl),
        RequireProject = parsed.GetValue(s_requireProject) ? "true" : null,
        LaunchProfile = parsed.GetValue(s_launchProfile),
        AddToGitignore = parsed.GetValue(s_gitignore),
        AskEverySource = parsed.GetValue(s_dryRun),
        DryRun = parsed.GetValue(s_dryRun),
    };
}
