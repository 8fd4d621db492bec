using LlamaEnv.Guards;
using LlamaEnv.Outputs;
using LlamaEnv.Sources;

namespace LlamaEnv;

/// <summary>
/// What a project or a command line asks for, as it was written there: the <c>LlamaEnv*</c> properties, or the options of
/// <c>inject</c> laid over them. Null or empty means not set. Both front ends fill this and nothing else, so a wrong
/// value gets the same diagnostic from both.
/// </summary>
public sealed record Settings
{
    /// <summary>The sources there are, for a help text.</summary>
    internal static string KnownSources => SourceKind.Names;

    /// <summary>The outputs there are, for a help text.</summary>
    internal static string KnownOutputs => OutputKind.Names;

    /// <summary><c>LlamaEnvSources</c>: sources in the order they are asked. Empty: the default order.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary><c>LlamaEnvOutput</c>: outputs to write. Empty: <c>dotenv</c>.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary><c>LlamaEnvFile</c>: the .env file, relative to the base directory. Default: <c>.env</c>.</summary>
    public string? File { get; init; }

    /// <summary><c>LlamaEnvProfile</c>: the llamactl profile to read in place of the current one.</summary>
    public string? Profile { get; init; }

    /// <summary><c>LlamaEnvProject</c>: a project id that overrides the one of whatever set won.</summary>
    public string? Project { get; init; }

    /// <summary><c>LlamaEnvBaseUrl</c>: a base URL that overrides the one of whatever set won.</summary>
    public string? BaseUrl { get; init; }

    /// <summary><c>LlamaEnvRequireProject</c>: <c>true</c> makes a missing project an error.</summary>
    public string? RequireProject { get; init; }

    /// <summary><c>LlamaEnvMissing</c>: <c>error</c> (default), <c>warning</c> or <c>ignore</c> for LLENV0001.</summary>
    public string? Missing { get; init; }

    /// <summary><c>LlamaEnvForkPullRequest</c>: <c>fail</c> (default), or <c>skip</c> to let a pull request from a fork pass without its secrets.</summary>
    public string? ForkPullRequest { get; init; }

    /// <summary><c>LlamaEnvVariable</c>: further variables to resolve, check and write.</summary>
    public IReadOnlyList<VariableDeclaration> Variables { get; init; } = [];

    /// <summary>The absolute path of the project, or of the source file of a file-based app; null where there is none.</summary>
    public string? ProjectFile { get; init; }

    /// <summary><c>UserSecretsId</c>: the project's user-secrets store.</summary>
    public string? UserSecretsId { get; init; }

    /// <summary><c>LlamaEnvLaunchProfile</c>: the launch profile to write. Default: every one that starts the project.</summary>
    public string? LaunchProfile { get; init; }

    /// <summary><c>LlamaEnvLaunchSettingsMode</c>: <c>value</c> (default) or <c>reference</c>.</summary>
    public string? LaunchSettingsMode { get; init; }

    /// <summary><c>LlamaEnvAllowTracked</c>: <c>true</c> allows writing secrets into a file that git tracks.</summary>
    public string? AllowTracked { get; init; }

    /// <summary><c>LlamaEnvOverwriteReferences</c>: <c>true</c> replaces references and encrypted values that stand where ours go.</summary>
    public string? OverwriteReferences { get; init; }

    /// <summary>Files that the project copies, publishes, packs or embeds, relative to the base directory.</summary>
    public IReadOnlyList<string> ShippedFiles { get; init; } = [];

    /// <summary>What tells an app that is carried to its visitors: properties of the project as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Whether the project is being published.</summary>
    public string? Publishing { get; init; }

    /// <summary>Whether this is a build, which logs what it evaluates.</summary>
    public bool InBuild { get; init; }

    /// <summary>The names of the build's global properties (<c>-p:NAME=…</c>), never their values.</summary>
    public IReadOnlyList<string> GlobalProperties { get; init; } = [];

    /// <summary>The files the project's own text is in: itself and what is imported for it. Those that do not exist count for nothing.</summary>
    public IReadOnlyList<string> ProjectTexts { get; init; } = [];

    /// <summary>Add an output file that git does not ignore to the <c>.gitignore</c> beside it.</summary>
    public bool AddToGitignore { get; init; }

    /// <summary>Ask every source, also those behind the one that decides, so that the trace is complete.</summary>
    public bool AskEverySource { get; init; }

    /// <summary>Resolve, validate and render, but write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>What the properties of a project say; <paramref name="get"/> and <paramref name="getList"/> give the value of one by its name.</summary>
    public static Settings FromProperties(Func<string, string?> get, Func<string, IReadOnlyList<string>> getList) => new()
    {
        Sources = getList("LlamaEnvSources"),
        Outputs = getList("LlamaEnvOutput"),
        File = get("LlamaEnvFile"),
        Profile = get("LlamaEnvProfile"),
        Project = get("LlamaEnvProject"),
        BaseUrl = get("LlamaEnvBaseUrl"),
        RequireProject = get("LlamaEnvRequireProject"),
        Missing = get("LlamaEnvMissing"),
        ForkPullRequest = get("LlamaEnvForkPullRequest"),
        UserSecretsId = get("UserSecretsId"),
        LaunchProfile = get("LlamaEnvLaunchProfile"),
        LaunchSettingsMode = get("LlamaEnvLaunchSettingsMode"),
        AllowTracked = get("LlamaEnvAllowTracked"),
        OverwriteReferences = get("LlamaEnvOverwriteReferences"),
    };

    /// <summary>What tells an app that is carried to its visitors, from the properties of a project.</summary>
    internal static IReadOnlyList<string> ReadTraits(Func<string, string?> get) => [.. ClientApp.Properties.SelectMany(name => $"{name}={get(name)}".Split(';'))];

    /// <summary>
    /// These settings where <paramref name="options"/> says nothing, and <paramref name="options"/> where it does. Paths in
    /// the options start from <paramref name="directory"/>: a command line means the shell's directory, a project its own.
    /// </summary>
    internal Settings OverriddenBy(Settings options, string directory) => new()
    {
        Sources = options.Sources.Count > 0 ? [.. options.Sources.Select(s => SourceReference.MakeAbsolute(s, directory))] : Sources,
        Outputs = options.Outputs.Count > 0 ? options.Outputs : Outputs,
        File = string.IsNullOrEmpty(options.File) ? File : Path.GetFullPath(options.File, directory),
        Profile = options.Profile ?? Profile,
        Project = options.Project ?? Project,
        BaseUrl = options.BaseUrl ?? BaseUrl,
        RequireProject = options.RequireProject ?? RequireProject,
        Missing = options.Missing ?? Missing,
        ForkPullRequest = options.ForkPullRequest ?? ForkPullRequest,
        Variables = options.Variables.Count > 0 ? options.Variables : Variables,
        ProjectFile = options.ProjectFile ?? ProjectFile,
        UserSecretsId = options.UserSecretsId ?? UserSecretsId,
        LaunchProfile = options.LaunchProfile ?? LaunchProfile,
        LaunchSettingsMode = options.LaunchSettingsMode ?? LaunchSettingsMode,
        AllowTracked = options.AllowTracked ?? AllowTracked,
        OverwriteReferences = options.OverwriteReferences ?? OverwriteReferences,
        Traits = options.Traits.Count > 0 ? options.Traits : Traits,
        Publishing = options.Publishing ?? Publishing,
        ShippedFiles = options.ShippedFiles.Count > 0 ? options.ShippedFiles : ShippedFiles,
        InBuild = options.InBuild || InBuild,
        GlobalProperties = options.GlobalProperties.Count > 0 ? options.GlobalProperties : GlobalProperties,
        ProjectTexts = options.ProjectTexts.Count > 0 ? options.ProjectTexts : ProjectTexts,
        AddToGitignore = options.AddToGitignore || AddToGitignore,
        AskEverySource = options.AskEverySource || AskEverySource,
        DryRun = options.DryRun || DryRun,
    };
}
