using System.Globalization;
using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Resolving;

/// <summary>
/// What a build tells the program it made, so that both decide by the same rules: where the .env file is, what the project
/// asks for, and which source had the key. Paths, names and what is no secret; a value of a variable never.
/// </summary>
/// <param name="Settings">What the project asks for.</param>
/// <param name="Directory">The absolute folder of the project.</param>
/// <param name="Source">The source that had the key, as messages name it; null where none had one.</param>
/// <param name="IsFromProfile">Whether that is a profile: a key alone in the environment does not go before it.</param>
internal sealed record BuildRecord(Settings Settings, string Directory, string? Source, bool IsFromProfile)
{
    /// <summary>The runtime property that has it (<c>AppContext.GetData</c>).</summary>
    internal const string PropertyName = "LlamaEnv.Build";

    private const string SourceName = "Source";
    private const string OriginName = "Origin";
    private const string WrittenName = "Written";
    private const string UserSecretsName = "ReadsUserSecrets";
    private const string ProfileName = "Profile";
    private const string EnvironmentMember = "Environment";
    private const string ReferencesName = "ResolvesReferences";
    private const string AskedName = "Asked";
    private const string WriterName = "Writer";

    private static readonly TextSetting[] s_texts = [Setting.BaseUrl, Setting.Project, Setting.RequireProject, Setting.AllowHttp, Setting.UserSecretsId, Setting.ProjectFile, Setting.KeyFingerprint];

    /// <summary>Whether the set was left in the user secrets: the program reads them itself.</summary>
    internal bool ReadsUserSecrets { get; init; }

    /// <summary>The source that an earlier build had the key from that is now in the .env file alone; null where nobody knows.</summary>
    internal string? Origin { get; init; }

    /// <summary>When the .env file was last changed, as the build left it; null where there is none.</summary>
    internal string? Written { get; init; }

    /// <summary>The environment that it was built for; null where none was named.</summary>
    internal string? EnvironmentName { get; init; }

    /// <summary>Whether the build asked the managers that references in the place of values name: they are no values to the program, either.</summary>
    internal bool ResolvesReferences { get; init; }

    /// <summary>Stands for the sources that the build asked, in their order and with all that they were given.</summary>
    internal string? Asked { get; init; }

    /// <summary>The absolute path of the record of the build that wrote the .env file last, of whatever configuration; null where none is kept.</summary>
    internal string? Writer { get; init; }

    /// <summary>The absolute path of the .env file.</summary>
    internal string File => Settings[Setting.File]!;

    /// <summary>What the build knows when it is done.</summary>
    internal static BuildRecord Of(Settings settings, ResolutionPlan plan, Resolution resolution)
    {
        Settings told = new Settings
        {
            // A default may be a value that somebody put there; it is in the file.
            Variables = [.. settings.Variables.Select(static v => v with { Default = null })],
        }.With(Setting.File, plan.EnvFile);
        foreach (TextSetting setting in s_texts)
            told = told.With(setting, settings[setting]);
        // The environment was chosen: the program reads what was written for it, and expects its key.
        told = told.With(Setting.KeyFingerprint, plan.ExpectedKeys?.ToString());

        TraceStep? used = resolution.Trace.FirstOrDefault(static t => t.Variable == Variable.ApiKey)?.Steps.FirstOrDefault(static s => s.Outcome == TraceOutcome.Used);
        ChosenSource? source = used is null ? null : plan.Sources.FirstOrDefault(s => s.Reference.ToString() == used.Source);
        return new BuildRecord(told, plan.BaseDirectory, used?.Offered?.Source, source?.Kind.Role == SourceRole.Profile)
        {
            EnvironmentName = plan.EnvironmentName,
            ResolvesReferences = plan.ReferenceKinds.Count > 0,
            Asked = Shorten(string.Join('\n', plan.Sources.Select(static s => $"{s.Reference.Name}:{s.Reference.Path ?? s.Reference.Argument}").Append(plan.Profile))),
        };
    }

    /// <summary>Whether both asked for the key of the same environment at the same places, so that either may write the file for the other.</summary>
    internal bool AsksAs(BuildRecord other) => Asked == other.Asked && string.Equals(EnvironmentName, other.EnvironmentName, StringComparison.OrdinalIgnoreCase);

    /// <summary>As one line of printable text that JSON and MSBuild carry as it is: <c>NAME=VALUE</c> with <c>&amp;</c> between.</summary>
    internal string Encode()
    {
        StringBuilder text = new();
        Append(Setting.ProjectDirectory.Name, Directory);
        Append(Setting.File.Name, File);
        foreach (TextSetting setting in s_texts)
            Append(setting.Name, Settings[setting]);
        foreach (string variable in Settings[Setting.Variables])
            Append(Setting.Variables.Name, variable);
        Append(SourceName, Source);
        Append(ProfileName, IsFromProfile ? "true" : null);
        Append(UserSecretsName, ReadsUserSecrets ? "true" : null);
        Append(EnvironmentMember, EnvironmentName);
        Append(ReferencesName, ResolvesReferences ? "true" : null);
        Append(AskedName, Asked);
        Append(WriterName, Writer);
        Append(OriginName, Origin);
        Append(WrittenName, Written);
        return text.ToString();

        void Append(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Escape(value));
        }
    }

    /// <summary>What <see cref="Encode"/> made; null for any other text. A name that is not known is passed over.</summary>
    internal static BuildRecord? Decode(string? text)
    {
        ILookup<string, string> values = (text ?? "").Split('&').Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2)
            .ToLookup(static part => part[0], static part => Uri.UnescapeDataString(part[1]));
        if (values[Setting.ProjectDirectory.Name].FirstOrDefault() is not { } directory || values[Setting.File.Name].FirstOrDefault() is not { } file
            || !Path.IsPathFullyQualified(directory) || !Path.IsPathFullyQualified(file))
            return null;

        Settings settings = new Settings().With(Setting.File, file).With(Setting.Variables, [.. values[Setting.Variables.Name]]);
        foreach (TextSetting setting in s_texts)
            settings = settings.With(setting, values[setting.Name].FirstOrDefault());
        return new BuildRecord(settings, directory, Line(SourceName), values[ProfileName].Any())
        {
            ReadsUserSecrets = values[UserSecretsName].Any(),
            EnvironmentName = Line(EnvironmentMember),
            ResolvesReferences = values[ReferencesName].Any(),
            Asked = Line(AskedName),
            Writer = Line(WriterName) is { } writer && Path.IsPathFullyQualified(writer) ? writer : null,
            Origin = Line(OriginName),
            Written = Line(WrittenName),
        };

        string? Line(string name) => values[name].FirstOrDefault() is { } text ? Diagnostic.OneLine(text) : null;
    }

    /// <summary>FNV-1a: to tell two lists from each other, no more. Cryptography would cost a build its start.</summary>
    private static string Shorten(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Percent signs for whatever means something to JSON, to MSBuild or to this form.</summary>
    private static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length);
        foreach (char c in value)
        {
            if (c <= ' ' || c == '\x7F' || "%&\"\\;$@()'*?".Contains(c, StringComparison.Ordinal))
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
