using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;

namespace LlamaEnv.Files.Wiring;

/// <summary>What a build can say of the start: whether what it makes has a way to the key.</summary>
/// <param name="Finding">What is certain, for a person has to act on it; null where there is nothing of the kind.</param>
/// <param name="Note">What belongs to the line of success; empty where there is nothing to add.</param>
internal sealed record ProjectWiring(Diagnostic? Finding, string Note)
{
    private static readonly ProjectWiring s_silent = new(null, "");

    /// <summary>The source that the key in the file was from, where an earlier build wrote it and no source has it now.</summary>
    internal string? Origin { get; private init; }

    /// <summary>Asks the cheap questions first: a healthy project costs nothing.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="settings">What the project asks for.</param>
    /// <param name="credentials">What was resolved.</param>
    /// <param name="asking">This build, as it is going to be remembered; null where it is none.</param>
    /// <param name="writer">The build that wrote the file last; null where nobody knows.</param>
    /// <param name="host">The machine.</param>
    internal static ProjectWiring Check(Plan plan, Settings settings, IReadOnlyList<Credential> credentials, BuildRecord? asking, BuildRecord? writer, HostEnvironment host)
    {
        if (credentials.FirstOrDefault(static c => c.Variable == Variable.ApiKey) is not { } key)
            return s_silent;
        if (plan.KeepsSetBack(credentials))
            return key.ReferenceIn is null ? OfUserSecrets(plan, settings, host) : new(Findings.ReferenceLeftInUserSecrets(), "");
        if (asking is null)
            return s_silent;

        ProjectWiring stale = StaleFile.Find(plan, key, writer) is { } other ? OfWriter(plan, other, asking)
            : StaleFile.FindReplacing(plan, key, writer, host) is { } environment ? new(Findings.KeyReplaced(plan.EnvFile, environment), "")
            : s_silent;
        // A variable in the environment reaches whatever is started from here; LLENV0003 and LLENV0004 speak of it.
        if (!IsAsked(plan, settings) || HasKey(host) || !plan.Outputs.Contains(OutputKind.Dotenv) || plan.Outputs.Any(static o => o != OutputKind.Dotenv && o != OutputKind.None))
            return stale;

        ProjectWiring wiring = settings[Setting.ProjectKind] switch
        {
            null => s_silent,
            "library" => OfLibrary(plan, settings),
            _ => OfProgram(plan, settings),
        };
        return stale == s_silent ? wiring : stale with { Finding = stale.Finding ?? wiring.Finding };
    }

    /// <summary>Who wrote the key for themselves, wrote it for others only where they would have asked for the same.</summary>
    private static ProjectWiring OfWriter(Plan plan, BuildRecord writer, BuildRecord asking)
    {
        bool isMeant = writer.AsksAs(asking);
        Diagnostic? finding = isMeant ? null : Findings.KeyOfAnotherBuild(plan.EnvFile, writer.Source!, writer.EnvironmentName, asking.EnvironmentName);
        return new ProjectWiring(finding, isMeant ? Findings.OnlyInFile(plan.EnvFile, writer.Source!) : "") { Origin = writer.Source };
    }

    /// <summary>Whether the project wants to hear of it, asks for LlamaEnv itself, and is no app whose visitors carry it away. What a folder's common file asks for is meant for others, too.</summary>
    private static bool IsAsked(Plan plan, Settings settings) =>
        plan.ChecksWiring && plan.ClientApp is null
        && (settings[Setting.ProjectKind] == "file" || settings[Setting.ReferencedIn].Any(file => string.Equals(file, plan.ProjectFile, StringComparison.Ordinal)));

    private static bool HasKey(HostEnvironment host) => host.GetInAnyCase(Variable.ApiKey.Name) is { Length: > 0 };

    private static ProjectWiring OfUserSecrets(Plan plan, Settings settings, HostEnvironment host)
    {
        string? stale = StaleFile.HasKey(plan.EnvFile) ? plan.EnvFile : null;
        bool isLost = IsAsked(plan, settings) && !HasKey(host) && settings[Setting.ProjectKind] != "library"
            && PackageList.Read(plan, settings) is { ReadUserSecrets: false } packages && !MayLoad(plan, settings, packages, ["secrets.json"]);
        return new(isLost ? FindingOf(plan, settings, "the user secrets") : null, Findings.LeftInUserSecrets(canRead: !isLost, stale));
    }

    private static ProjectWiring OfProgram(Plan plan, Settings settings) =>
        PackageList.Read(plan, settings) is { HasLoader: false } packages && !MayLoad(plan, settings, packages, [plan.EnvFile])
            ? FindingOf(plan, settings, plan.EnvFile) is { } finding ? new(finding, "") : new(null, Findings.NothingLoads())
            : s_silent;

    private static ProjectWiring OfLibrary(Plan plan, Settings settings) =>
        PackageList.Read(plan, settings) is { HasLoader: false } && ReferringProjects.FindLost(plan) is { } program
            ? new(Findings.ReferrerStartsWithout(program, plan.EnvFile), "")
            : s_silent;

    private static bool MayLoad(Plan plan, Settings settings, PackageList packages, IReadOnlyList<string> files)
    {
        LoaderSearch search = new(files);
        // The folder of app.cs may be anything; what belongs to the app is known.
        IEnumerable<string> own = settings[Setting.ProjectKind] == "file" ? [] : [plan.BaseDirectory];
        return search.IsInSources([.. own, .. packages.ProjectDirectories], settings[Setting.SourceFiles]) || search.IsAround(plan.BaseDirectory);
    }

    /// <summary>A program of any other kind may be started by something that hands it the file, so it gets a note.</summary>
    private static Diagnostic? FindingOf(Plan plan, Settings settings, string held) => settings[Setting.ProjectKind] switch
    {
        "test" => Findings.TestsStartWithout(held),
        "file" => Findings.AppStartsWithout(Path.GetFileName(plan.ProjectFile!), held),
        _ => null,
    };
}
