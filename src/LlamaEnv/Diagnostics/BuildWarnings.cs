namespace LlamaEnv.Diagnostics;

/// <summary>MSBuild's rules for warnings that are errors, for who has a project's properties and not the build itself.</summary>
internal static class BuildWarnings
{
    private static readonly char[] s_separators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>
    /// The codes that a project makes errors. What is given on the command line of a build (<c>-warnaserror</c>) is no
    /// property and is not among them.
    /// </summary>
    internal static IReadOnlyList<string> ReadErrors(Func<string, string?> get)
    {
        bool all = IsTrue(get("TreatWarningsAsErrors")) || IsTrue(get("MSBuildTreatWarningsAsErrors"));
        HashSet<string> raised = ReadCodes(get, "WarningsAsErrors");
        HashSet<string> exempt = ReadCodes(get, "WarningsNotAsErrors");
        HashSet<string> silenced = [.. ReadCodes(get, "WarningsAsMessages"), .. SplitCodes(get("NoWarn"))];
        return [.. DiagnosticCodes.All.Where(code => !silenced.Contains(code, StringComparer.OrdinalIgnoreCase)
            && (raised.Contains(code) || (all && !exempt.Contains(code))))];
    }

    private static HashSet<string> ReadCodes(Func<string, string?> get, string name) =>
        new([.. SplitCodes(get(name)), .. SplitCodes(get($"MSBuild{name}"))], StringComparer.OrdinalIgnoreCase);

    private static string[] SplitCodes(string? text) => text?.Split(s_separators, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsTrue(string? text) => string.Equals(text?.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
