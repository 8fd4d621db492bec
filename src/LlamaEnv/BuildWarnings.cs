namespace LlamaEnv;

/// <summary>
/// What a project makes of warnings, by MSBuild's rules for those that are not the compiler's: <c>TreatWarningsAsErrors</c>
/// without its prefix is the compiler's alone. Properties say nothing of what the command line adds (<c>-warnaserror</c>).
/// </summary>
public sealed class BuildWarnings
{
    private static readonly char[] s_separators = [';', ',', ' ', '\t', '\r', '\n'];

    private readonly bool _allAreErrors;
    private readonly HashSet<string> _errors;
    private readonly HashSet<string> _noErrors;
    private readonly HashSet<string> _silent;

    private BuildWarnings(Func<string, string?> get)
    {
        _allAreErrors = string.Equals(get("MSBuildTreatWarningsAsErrors")?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
        _errors = Read("WarningsAsErrors", "MSBuildWarningsAsErrors");
        _noErrors = Read("WarningsNotAsErrors", "MSBuildWarningsNotAsErrors");
        _silent = Read("NoWarn", "MSBuildWarningsAsMessages");

        HashSet<string> Read(params string[] names)
        {
            HashSet<string> codes = new(StringComparer.OrdinalIgnoreCase);
            foreach (string name in names)
                codes.UnionWith(get(name)?.Split(s_separators, StringSplitOptions.RemoveEmptyEntries) ?? []);
            return codes;
        }
    }

    /// <summary>The properties that count.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "MSBuildTreatWarningsAsErrors", "WarningsAsErrors", "MSBuildWarningsAsErrors", "WarningsNotAsErrors", "MSBuildWarningsNotAsErrors", "NoWarn", "MSBuildWarningsAsMessages",
    ];

    /// <summary>Reads a project's properties; <paramref name="get"/> gives the value of one by its name.</summary>
    public static BuildWarnings FromProperties(Func<string, string?> get) => new(get);

    /// <summary>Whether a warning with this code is an error in the project's builds.</summary>
    public bool IsError(string code) => IsError(code, _allAreErrors);

    /// <summary>The same in a build whose command line makes errors of all warnings.</summary>
    public bool IsErrorIfAllAre(string code) => IsError(code, allAreErrors: true);

    /// <summary>Whether the project does not want to hear of it.</summary>
    internal bool IsSilent(string code) => _silent.Contains(code);

    // As MSBuild has it: where all are errors, a list of some more adds nothing, and one of exceptions counts.
    private bool IsError(string code, bool allAreErrors) =>
        !_silent.Contains(code) && (allAreErrors ? !_noErrors.Contains(code) : _errors.Contains(code));
}
