using System.Globalization;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;
using LlamaEnv.Validation;

namespace LlamaEnv.Resolving;

/// <summary>What the settings say about a resolution, understood: every name known, every path absolute.</summary>
internal sealed record ResolutionPlan
{
    /// <summary>The absolute directory that relative paths start from.</summary>
    internal required string BaseDirectory { get; init; }

    /// <summary>The sources in the order they are asked.</summary>
    internal required IReadOnlyList<ChosenSource> Sources { get; init; }

    /// <summary>The absolute path of the .env file.</summary>
    internal required string EnvFile { get; init; }

    /// <summary>The environment that is asked for; null where none is named.</summary>
    internal required string? EnvironmentName { get; init; }

    /// <summary>The keys that are expected; null where any is.</summary>
    internal required ExpectedKeys? ExpectedKeys { get; init; }

    internal required string? UserSecretsId { get; init; }

    internal required string? Profile { get; init; }

    /// <summary>The absolute path of the project, or of the source file of a file-based app; null where there is none.</summary>
    internal required string? ProjectFile { get; init; }

    /// <summary>Whether launch settings are about to be written.</summary>
    internal required bool WritesLaunchSettings { get; init; }

    /// <summary>Hosts that plain http may go to, as <see cref="ApiUrl.ParseHost"/> gives them.</summary>
    internal required IReadOnlyList<string> HttpHosts { get; init; }

    internal required Credential? BaseUrl { get; init; }

    internal required Credential? Project { get; init; }

    internal required bool RequireProject { get; init; }

    /// <summary>The severity of LLENV0001; null to ignore it.</summary>
    internal required DiagnosticSeverity? Missing { get; init; }

    /// <summary>Whether a secret may be missing in a pull request from a fork.</summary>
    internal required bool SkipsForkPullRequest { get; init; }

    /// <summary>The variables the project declares, in its order.</summary>
    internal required IReadOnlyList<Variable> Variables { get; init; }

    internal required bool AskEverySource { get; init; }

    /// <summary>How long a command may take.</summary>
    internal required TimeSpan ProcessTimeout { get; init; }

    /// <summary>The managers that a reference in a value's place may name; none where the user does not allow it.</summary>
    internal IReadOnlyList<SourceKind> ReferenceKinds { get; init; } = [];

    /// <summary>What slow sources said in this build; null where nobody shares it.</summary>
    internal ISourceAnswers? Answers { get; init; }

    /// <summary>Whether a program asks for itself: what it sets aside of its environment, it says in words of its own.</summary>
    internal bool IsInProgram { get; init; }

    /// <summary>What to do where a value is missing, in a program that no build and no file of a project helps any more; null elsewhere.</summary>
    internal string? MissingFix { get; init; }

    /// <summary>Understands <paramref name="settings"/>, adding a diagnostic for each value it cannot.</summary>
    internal static ResolutionPlan Make(Settings settings, string baseDirectory, HostEnvironment host, IReadOnlyList<SourceKind> kinds, List<Diagnostic> diagnostics)
    {
        string? environment = EnvironmentNames.Parse(settings, host, diagnostics);
        return new()
        {
            BaseDirectory = baseDirectory,
            EnvironmentName = environment,
            ExpectedKeys = ExpectedKeys.Parse(settings[Setting.KeyFingerprint], environment, diagnostics),
            Sources = ParseSources(settings, environment, baseDirectory, host, kinds, diagnostics),
            EnvFile = ParseFile(settings, baseDirectory, host, diagnostics),
            UserSecretsId = ParseUserSecretsId(settings, host, diagnostics),
            Profile = SettingParser.NullIfEmpty(settings[Setting.Profile]),
            ProjectFile = SettingParser.NullIfEmpty(settings[Setting.ProjectFile]),
            WritesLaunchSettings = SettingParser.SplitList(settings[Setting.Outputs]).Contains("launch-settings", StringComparer.OrdinalIgnoreCase),
            HttpHosts = ParseHosts(settings[Setting.AllowHttp] ?? "", diagnostics),
            BaseUrl = ExplicitSource.BaseUrl(settings),
            Project = ExplicitSource.Project(settings),
            RequireProject = SettingParser.IsTrue(Setting.RequireProject, settings, diagnostics),
            Missing = SettingParser.ParseChoice(Setting.Missing, settings, diagnostics) switch
            {
                "warning" => DiagnosticSeverity.Warning,
                "ignore" => null,
                _ => DiagnosticSeverity.Error,
            },
            SkipsForkPullRequest = SettingParser.ParseChoice(Setting.ForkPullRequest, settings, diagnostics) == "skip",
            ReferenceKinds = SettingParser.IsTrue(Setting.ResolveReferences, settings, diagnostics) ? [.. kinds.Where(static k => k.Argument == SourceArgument.Reference)] : [],
            Variables = DeclaredVariables.Parse(settings.Variables, diagnostics),
            AskEverySource = settings.AskEverySource,
            ProcessTimeout = ParseTimeout(settings, diagnostics),
        };
    }

    /// <summary>What the sources may know of it.</summary>
    internal SourceContext ToContext(HostEnvironment host, CiRun? ci) => new()
    {
        Host = host,
        Ci = ci,
        BaseDirectory = BaseDirectory,
        EnvFile = EnvFile,
        EnvironmentName = EnvironmentName,
        Profile = Profile,
        UserSecretsId = UserSecretsId,
        Declared = Variables,
        ProcessTimeout = ProcessTimeout,
        Answers = Answers,
    };

    /// <summary>An hour: whoever waits longer does not wait for an answer.</summary>
    private const int LongestTimeout = 3600;

    private static TimeSpan ParseTimeout(Settings settings, List<Diagnostic> diagnostics)
    {
        string text = settings[Setting.ProcessTimeout]?.Trim() is { Length: > 0 } set ? set : Setting.ProcessTimeout.Default!;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= LongestTimeout)
            return TimeSpan.FromSeconds(seconds);

        diagnostics.Add(Findings.BadSetting(Setting.ProcessTimeout.Name, text, FormattableString.Invariant($"a whole number of seconds, 1 to {LongestTimeout}")));
        return TimeSpan.Zero;
    }

    private static string ParseFile(Settings settings, string baseDirectory, HostEnvironment host, List<Diagnostic> diagnostics)
    {
        string? path = settings[Setting.File] is { } file && !string.IsNullOrWhiteSpace(file) ? PathSetting.Resolve("LlamaEnvFile / --env-file", file, baseDirectory, host, diagnostics) : null;
        return path ?? Path.Combine(baseDirectory, Setting.File.Default!);
    }

    private static List<ChosenSource> ParseSources(Settings settings, string? environment, string baseDirectory, HostEnvironment host, IReadOnlyList<SourceKind> kinds, List<Diagnostic> diagnostics)
    {
        List<ChosenSource> sources = [];
        foreach (SourceReference source in SettingParser.SplitList(settings[Setting.Sources]).Select(text => SourceReference.Parse(text, isNamed: true)))
        {
            if (source.FindKind(kinds) is not { } kind)
            {
                diagnostics.Add(Findings.UnknownSource(FirstWord(source.ToString()), SourceKind.NamesOf(kinds)));
                continue;
            }

            if (kind.Argument is SourceArgument.CommandLine or SourceArgument.Reference or SourceArgument.Uri && KeyShapes.HoldsKey(source.Argument))
            {
                diagnostics.Add(Findings.BadSource(kind.Name, "it holds a key, which others on this machine could read there. Write where the secret is"));
                continue;
            }

            ChosenSource chosen = new(source with
            {
                Name = kind.Name,
                // Of a command the program alone is named: its arguments are nobody's business.
                Shown = kind.Argument == SourceArgument.CommandLine ? FirstWord(source.Argument!) : null,
                Path = kind.Argument == SourceArgument.Path && source.Argument is { } path ? PathSetting.Resolve("LlamaEnvSources / --source", path, baseDirectory, host, diagnostics, kind.TakesFolder) : null,
            }, kind);
            if (!sources.Contains(chosen))
                sources.Add(chosen);
        }

        // What a developer has for their own work is no key for another environment.
        bool isPersonal = EnvironmentNames.IsPersonal(environment);
        bool hasProfile = !string.IsNullOrEmpty(settings[Setting.Profile]);
        return sources.Count > 0 ? sources : [.. kinds.Where(k => k.IsDefault && (isPersonal || !k.IsPersonal || (hasProfile && k.Role == SourceRole.Profile))).Select(k => new ChosenSource(SourceReference.Parse(k.Name, isNamed: false), k))];
    }

    /// <summary>Without the value of a variable, which people write before a command in a shell.</summary>
    private static string FirstWord(string text) => text.IndexOfAny([' ', '\t', '=']) is > 0 and var end ? $"{text[..end]} …" : text;

    private static List<string> ParseHosts(string texts, List<Diagnostic> diagnostics)
    {
        List<string> hosts = [];
        foreach (string text in SettingParser.SplitList([texts]))
        {
            if (ApiUrl.ParseHost(text) is { } host)
                hosts.Add(host);
            else
                diagnostics.Add(Findings.BadSetting(Setting.AllowHttp.Name, text, "host names alone, such as llama or 10.0.0.5, separated by ;"));
        }

        return hosts;
    }

    private static string? ParseUserSecretsId(Settings settings, HostEnvironment host, List<Diagnostic> diagnostics)
    {
        string? id = SettingParser.ParseName(Setting.UserSecretsId, settings, host, diagnostics);
        if (id is not null && (id.AsSpan().ContainsAny('/', '\\') || id.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || id is "." or ".."))
            diagnostics.Add(Findings.BadSetting(Setting.UserSecretsId.Name, id, "a name without path separators, as 'dotnet user-secrets init' makes"));
        return id;
    }
}

/// <summary>A source to ask.</summary>
/// <param name="Reference">As it was asked for.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record ChosenSource(SourceReference Reference, SourceKind Kind);
