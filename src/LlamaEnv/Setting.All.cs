namespace LlamaEnv;

/// <content>Every setting. One that is written here is known to the task, the tool and the documentation's test.</content>
public abstract partial class Setting
{
    // Above the settings: they are put into it as they are made.
    private static readonly List<Setting> s_all = [];

    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All => s_all;

    /// <summary><c>LlamaEnvEnabled</c>.</summary>
    public static TextSetting Enabled { get; } = new("LlamaEnvEnabled")
    {
        Values = TextSetting.TrueOrFalse,
        Default = "true",
        Scope = SettingScope.Targets,
        Description = "`false` switches the build step off; the tool ignores it",
    };

    /// <summary><c>LlamaEnvSources</c>: sources in the order they are asked.</summary>
    public static ListSetting Sources { get; } = new("LlamaEnvSources")
    {
        Option = "--source",
        ValueName = "SOURCE",
        Help = "Where to read: {known}. Repeat it to read several, in that order.",
        Default = "environment;profile;user-secrets;dotenv",
        Description = "sources in the order they are asked, separated by `;`; repeat the option for several",
    };

    /// <summary><c>LlamaEnvOutput</c>: outputs to write.</summary>
    public static ListSetting Outputs { get; } = new("LlamaEnvOutput")
    {
        Option = "--to",
        ValueName = "OUTPUT",
        Help = "Where to write: {known}. Repeat it to write several.",
        Default = "dotenv",
        Description = "outputs, separated by `;`; repeat the option for several",
    };

    /// <summary><c>LlamaEnvFile</c>: the .env file.</summary>
    public static TextSetting File { get; } = new("LlamaEnvFile")
    {
        Option = "--env-file",
        ValueName = "PATH",
        IsPath = true,
        Help = "The .env file to write. Default: .env beside the project.",
        Default = ".env",
        Description = "the `.env` file to write: [paths](outputs.md#paths)",
    };

    /// <summary><c>LlamaEnvEnvironment</c>: the environment whose values are asked for.</summary>
    public static TextSetting EnvironmentName { get; } = new("LlamaEnvEnvironment")
    {
        Option = "--environment",
        ValueName = "NAME",
        Help = "The environment, such as Production: reads .env.NAME, and asks no source that is a developer's own.",
        Description = "the [environment](environments.md), such as `Production`: `.env.NAME` is read instead of `.env`",
    };

    /// <summary><c>LlamaEnvKeyFingerprint</c>: the fingerprints of the keys that are expected.</summary>
    public static TextSetting KeyFingerprint { get; } = new("LlamaEnvKeyFingerprint")
    {
        Option = "--key-fingerprint",
        ValueName = "FINGERPRINT",
        Help = "Fail for another key than this one; NAME=FINGERPRINT for an environment. The command fingerprint prints it.",
        Description = "the [fingerprint](environments.md#a-key-where-it-does-not-belong) of the expected key, or `NAME=FINGERPRINT` for each environment, separated by `;` ([LLENV0023](diagnostics/LLENV0023.md))",
    };

    /// <summary><c>LlamaEnvProfile</c>: the llamactl profile to read in place of the current one.</summary>
    public static TextSetting Profile { get; } = new("LlamaEnvProfile")
    {
        Option = "--profile",
        ValueName = "NAME",
        Help = "The llamactl profile to read instead of the current one.",
        DefaultDescription = "the current one",
        Description = "the llamactl profile to read",
    };

    /// <summary><c>LlamaEnvProject</c>: a project id that overrides the one of whatever set won.</summary>
    public static TextSetting Project { get; } = new("LlamaEnvProject")
    {
        Option = "--project",
        ValueName = "ID",
        Help = "The project id, instead of the source's.",
        Description = "project id, instead of the source's",
    };

    /// <summary><c>LlamaEnvBaseUrl</c>: a base URL that overrides the one of whatever set won.</summary>
    public static TextSetting BaseUrl { get; } = new("LlamaEnvBaseUrl")
    {
        Option = "--base-url",
        ValueName = "URL",
        Help = "The API's base URL, instead of the source's.",
        Description = "base URL, instead of the source's",
    };

    /// <summary><c>LlamaEnvRequireProject</c>: whether a missing project is an error.</summary>
    public static TextSetting RequireProject { get; } = new("LlamaEnvRequireProject")
    {
        Option = "--require-project",
        Values = TextSetting.TrueOrFalse,
        Help = "Fail when no source has a project id.",
        Default = "false",
        Description = "`true` makes a missing project LLENV0001, too",
    };

    /// <summary><c>LlamaEnvMissing</c>: what a missing key is.</summary>
    public static TextSetting Missing { get; } = new("LlamaEnvMissing")
    {
        Values = ["error", "warning", "ignore"],
        Default = "error",
        Description = "`error`, `warning` or `ignore` for [LLENV0001](diagnostics/LLENV0001.md)",
    };

    /// <summary><c>LlamaEnvProcessTimeout</c>: how many seconds a command may take that is a source.</summary>
    public static TextSetting ProcessTimeout { get; } = new("LlamaEnvProcessTimeout")
    {
        Default = "30",
        Description = "how many seconds a [command that is a source](sources.md#commands-and-secret-managers) may take",
    };

    /// <summary><c>LlamaEnvForkPullRequest</c>: whether a pull request from a fork may pass without its secrets.</summary>
    public static TextSetting ForkPullRequest { get; } = new("LlamaEnvForkPullRequest")
    {
        Values = ["fail", "skip"],
        Default = "fail",
        Description = "`skip` lets pull requests from forks, which get no secrets, pass with a notice: [CI systems](ci.md)",
    };

    /// <summary><c>LlamaEnvLaunchProfile</c>: the launch profile to write.</summary>
    public static TextSetting LaunchProfile { get; } = new("LlamaEnvLaunchProfile")
    {
        Option = "--launch-profile",
        ValueName = "NAME",
        Help = "The launch profile to write. Default: every one that starts the project.",
        DefaultDescription = "each with `commandName` `Project`",
        Description = "the launch profile to write",
    };

    /// <summary><c>LlamaEnvLaunchSettingsMode</c>: whether launch profiles hold secrets or refer to them.</summary>
    public static TextSetting LaunchSettingsMode { get; } = new("LlamaEnvLaunchSettingsMode")
    {
        Values = ["value", "reference"],
        Default = "value",
        Description = "`reference` writes `%LLAMA_CLOUD_API_KEY%` instead of the key",
    };

    /// <summary><c>LlamaEnvAllowTracked</c>: whether secrets may go into a file that git tracks.</summary>
    public static TextSetting AllowTracked { get; } = new("LlamaEnvAllowTracked")
    {
        Values = TextSetting.TrueOrFalse,
        Default = "false",
        Description = "`true` writes the key even into a file that git tracks",
    };

    /// <summary><c>LlamaEnvOverwriteReferences</c>: whether references and encrypted values that stand where ours go are replaced.</summary>
    public static TextSetting OverwriteReferences { get; } = new("LlamaEnvOverwriteReferences")
    {
        Option = "--overwrite-references",
        Values = TextSetting.TrueOrFalse,
        Help = "Replace references to secrets and encrypted values that stand where a value goes.",
        Default = "false",
        Description = "`true` replaces references and encrypted values that stand where a value goes ([LLENV0037](diagnostics/LLENV0037.md))",
    };

    /// <summary><c>LlamaEnvResolveReferences</c>: whether a reference in the place of a value is asked of the secret manager that it names.</summary>
    public static TextSetting ResolveReferences { get; } = new("LlamaEnvResolveReferences")
    {
        Option = "--resolve-references",
        Values = TextSetting.TrueOrFalse,
        Help = "Ask the secret manager that a value such as op://VAULT/ITEM/FIELD names.",
        Default = "false",
        Description = "`true` asks the [secret manager](sources.md#references-in-the-place-of-a-value) that a value such as `op://vault/item/field` names",
    };

    /// <summary><c>LlamaEnvAllowHttp</c>: hosts to which plain http is allowed beside this machine.</summary>
    public static TextSetting AllowHttp { get; } = new("LlamaEnvAllowHttp")
    {
        Description = "hosts besides this machine to which plain http is allowed, such as a container of the same compose file, separated by `;` ([LLENV0016](diagnostics/LLENV0016.md))",
    };

    /// <summary><c>LlamaEnvWiring</c>: whether a build says that what it makes will start without the key.</summary>
    public static TextSetting Wiring { get; } = new("LlamaEnvWiring")
    {
        Values = TextSetting.TrueOrFalse,
        Default = "true",
        Description = "`false`: a build does not say where a program will start without the key ([LLENV0061](diagnostics/LLENV0061.md)), what the Dockerfile, launch settings and appsettings of the project do to it, nor a publish where it gets it",
    };

    /// <summary><c>LlamaEnvEveryRun</c>.</summary>
    public static TextSetting EveryRun { get; } = new("LlamaEnvEveryRun")
    {
        Values = TextSetting.TrueOrFalse,
        Default = "false",
        Scope = SettingScope.Targets,
        Description = "`true` in a [file-based app](ide.md#start-the-program-launch-profiles-and-env): every `dotnet run app.cs` builds, even if nothing has changed",
    };

    /// <summary><c>LlamaEnvUseExec</c>.</summary>
    public static TextSetting UseExec { get; } = new("LlamaEnvUseExec")
    {
        Values = TextSetting.TrueOrFalse,
        Default = "false",
        Scope = SettingScope.Targets,
        Description = "`true` makes the build start a program instead of loading a task: for hosts in which the task does not start (MSB4216); costs about 0.1 s for each project, and [each asks a command by itself](sources.md#asked-once-per-build)",
    };

    /// <summary><c>UserSecretsId</c>: the project's user-secrets store.</summary>
    public static TextSetting UserSecretsId { get; } = new("UserSecretsId")
    {
        Description = "the project's own property: its user secrets, as source and as output",
    };

    /// <summary>The items <c>LlamaEnvVariable</c>, each as <see cref="VariableDeclaration.Encode"/> has it.</summary>
    internal static ListSetting Variables { get; } = new("LlamaEnvVariable") { Scope = SettingScope.Fact };

    /// <summary>The absolute path of the project, or of the source file of a file-based app.</summary>
    public static TextSetting ProjectFile { get; } = new("ProjectFile") { Scope = SettingScope.Fact };

    /// <summary>The absolute folder of the project.</summary>
    public static TextSetting ProjectDirectory { get; } = new("ProjectDirectory") { Scope = SettingScope.Fact };

    /// <summary>The absolute folder that the build was started in, as the command line sees it.</summary>
    public static TextSetting StartupDirectory { get; } = new("StartupDirectory") { Scope = SettingScope.Fact };

    /// <summary>Files that the project copies, publishes, packs or embeds, relative to its folder.</summary>
    public static ListSetting ShippedFiles { get; } = new("ShippedFiles") { Scope = SettingScope.Fact };

    /// <summary>Properties that tell an app which is carried to its visitors, as <c>NAME=VALUE</c>.</summary>
    public static ListSetting Traits { get; } = new("Traits") { Scope = SettingScope.Fact };

    /// <summary>Whether the project is being published.</summary>
    public static TextSetting Publishing { get; } = new("Publishing") { Scope = SettingScope.Fact };

    /// <summary>What the project makes: <c>program</c>, <c>file</c>, <c>test</c>, <c>library</c>; null for anything else.</summary>
    internal static TextSetting ProjectKind { get; } = new("ProjectKind") { Scope = SettingScope.Fact };

    /// <summary>The files whose text asks for LlamaEnv.MSBuild: the project's own, or one that several share.</summary>
    internal static ListSetting ReferencedIn { get; } = new("ReferencedIn") { Scope = SettingScope.Fact };

    /// <summary>The packages that the project asks for.</summary>
    internal static ListSetting Packages { get; } = new("Packages") { Scope = SettingScope.Fact };

    /// <summary>NuGet's file that lists all packages and projects that are used, relative to the base directory.</summary>
    internal static TextSetting AssetsFile { get; } = new("AssetsFile") { Scope = SettingScope.Fact };

    /// <summary>Source files that are not in the project's folder; of a file-based app, all.</summary>
    internal static ListSetting SourceFiles { get; } = new("SourceFiles") { Scope = SettingScope.Fact };

    /// <summary>The names of secrets that the build's command line gives as properties. A task is told of them by MSBuild.</summary>
    public static ListSetting GivenProperties { get; } = new("GlobalProperties") { Scope = SettingScope.Fact };

    /// <summary>What the project makes of warnings: its properties that count, each as <c>NAME=VALUE</c>.</summary>
    public static ListSetting WarningProperties { get; } = new("WarningProperties") { Scope = SettingScope.Fact };

    /// <summary>The project that tells which warnings the command line makes errors.</summary>
    public static TextSetting WarningsProject { get; } = new("WarningsProject") { Scope = SettingScope.Fact };

    /// <summary>What is the same in all of one build and in no other, where the targets have to find it out.</summary>
    internal static TextSetting BuildIdentity { get; } = new("BuildIdentity") { Scope = SettingScope.Fact };

    /// <summary>
    /// A file among the build's own that keeps what git's answer rested on, relative to the base directory: git is asked
    /// again when one of these changed. Without it git is asked in every run.
    /// </summary>
    public static TextSetting GitStampFile { get; } = new("GitStampFile") { Scope = SettingScope.Fact };

    /// <summary>The files the project's own text is in: itself and what is imported for it. Those that do not exist count for nothing.</summary>
    public static ListSetting ProjectTexts { get; } = new("ProjectTexts") { Scope = SettingScope.Fact };
}
