namespace LlamaEnv;

/// <summary>
/// What a project or a command line asks for, as it was written there: the <c>LlamaEnv*</c> properties, or the options of
/// <c>inject</c> laid over them. Every front end fills this and nothing else, so a wrong value gets the same diagnostic
/// from all.
/// </summary>
public sealed record Settings
{
    // Control characters that no value has: so nothing needs to be escaped on the way from the targets.
    private const char EndOfSetting = '\x1D';
    private const char EndOfEntry = '\x1F';

    private readonly Dictionary<Setting, IReadOnlyList<string>> _values = [];

    /// <summary>Nothing is set.</summary>
    public Settings()
    {
    }

    // For 'with': the copy has values of its own.
    private Settings(Settings original)
    {
        _values = new Dictionary<Setting, IReadOnlyList<string>>(original._values);
        InBuild = original.InBuild;
        GlobalProperties = original.GlobalProperties;
        WarningsAsErrors = original.WarningsAsErrors;
        FindMoreWarningsAsErrors = original.FindMoreWarningsAsErrors;
        AddToGitignore = original.AddToGitignore;
        AskEverySource = original.AskEverySource;
        DryRun = original.DryRun;
    }

    /// <summary>The variables that the project declares with items <c>LlamaEnvVariable</c>.</summary>
    public IReadOnlyList<VariableDeclaration> Variables
    {
        get => [.. this[Setting.Variables].Select(VariableDeclaration.Decode)];
        init => this[Setting.Variables] = [.. value.Select(v => v.Encode())];
    }

    /// <summary>Whether this is a build, which logs what it evaluates.</summary>
    public bool InBuild { get; init; }

    /// <summary>The names of the build's global properties (<c>-p:NAME=…</c>), never their values.</summary>
    public IReadOnlyList<string> GlobalProperties { get; init; } = [];

    /// <summary>What the project makes of warnings.</summary>
    public BuildWarnings BuildWarnings => BuildWarnings.FromProperties(name =>
        this[Setting.WarningProperties].FirstOrDefault(p => p.StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..]);

    /// <summary>The codes of warnings that are errors in this build: then nothing is written. Null: those that <see cref="BuildWarnings"/> names.</summary>
    public IReadOnlyList<string>? WarningsAsErrors { get; init; }

    /// <summary>Finds more of them at a price: asked before something is written, where there is a warning.</summary>
    public Func<IReadOnlyList<string>>? FindMoreWarningsAsErrors { get; init; }

    /// <summary>Add an output file that git does not ignore to the <c>.gitignore</c> beside it.</summary>
    public bool AddToGitignore { get; init; }

    /// <summary>Ask every source, also those behind the one that decides, so that the trace is complete.</summary>
    public bool AskEverySource { get; init; }

    /// <summary>Resolve, validate and render, but write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The value of a setting; null where it is not set.</summary>
    public string? this[TextSetting setting]
    {
        get => _values.TryGetValue(setting, out IReadOnlyList<string>? values) ? values[0] : null;
        init => Set(setting, value is null ? [] : [value]);
    }

    /// <summary>The values of a setting; none where it is not set.</summary>
    public IReadOnlyList<string> this[ListSetting setting]
    {
        get => _values.GetValueOrDefault(setting, []);
        init => Set(setting, value);
    }

    /// <summary>What the properties of a project say.</summary>
    /// <param name="get">The value of a property.</param>
    /// <param name="getList">The entries of a property that is a list.</param>
    public static Settings FromProperties(Func<string, string?> get, Func<string, IReadOnlyList<string>> getList)
    {
        Settings settings = new();
        foreach (Setting setting in Setting.All.Where(s => s.Scope == SettingScope.Project))
            settings.Set(setting, setting is ListSetting ? getList(setting.Name) : get(setting.Name) is { Length: > 0 } value ? [value] : []);
        settings.Set(Setting.Traits, [.. ClientApp.Properties.SelectMany(name => $"{name}={get(name)}".Split(';'))]);
        settings.Set(Setting.WarningProperties, [.. BuildWarnings.Properties.Select(name => $"{name}={get(name)}")]);
        return settings;
    }

    /// <summary>
    /// What the targets hand over: <c>NAME=VALUE</c> and a group separator behind each setting, a unit separator between the
    /// entries of a list. A name that is not known is passed over.
    /// </summary>
    public static Settings Parse(string text)
    {
        Settings settings = new();
        foreach (string part in text.Split(EndOfSetting))
        {
            int end = part.IndexOf('=', StringComparison.Ordinal);
            string name = end < 0 ? "" : part[..end].Trim();
            string value = part[(end + 1)..];
            if (Setting.All.FirstOrDefault(s => s.Name == name) is { } setting)
                settings.Set(setting, setting is ListSetting ? value.Split(EndOfEntry, StringSplitOptions.RemoveEmptyEntries) : value.Length > 0 ? [value] : []);
        }

        return settings;
    }

    /// <summary>These settings where <paramref name="options"/> says nothing, and <paramref name="options"/> where it does.</summary>
    public Settings OverriddenBy(Settings options)
    {
        Settings merged = this with
        {
            InBuild = options.InBuild || InBuild,
            GlobalProperties = options.GlobalProperties.Count > 0 ? options.GlobalProperties : GlobalProperties,
            WarningsAsErrors = options.WarningsAsErrors ?? WarningsAsErrors,
            FindMoreWarningsAsErrors = options.FindMoreWarningsAsErrors ?? FindMoreWarningsAsErrors,
            AddToGitignore = options.AddToGitignore || AddToGitignore,
            AskEverySource = options.AskEverySource || AskEverySource,
            DryRun = options.DryRun || DryRun,
        };
        foreach ((Setting setting, IReadOnlyList<string> given) in options._values)
            merged._values[setting] = given;
        return merged;
    }

    /// <summary>The same with another value of one setting.</summary>
    public Settings With(TextSetting setting, string? value) => OverriddenBy(new Settings { [setting] = value });

    /// <summary>The same with other values of one setting.</summary>
    public Settings With(ListSetting setting, params IReadOnlyList<string> values) => OverriddenBy(new Settings { [setting] = values });

    /// <summary>The same without one setting.</summary>
    internal Settings Without(Setting setting)
    {
        Settings rest = this with { };
        rest._values.Remove(setting);
        return rest;
    }

    private void Set(Setting setting, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            _values[setting] = values;
    }
}
