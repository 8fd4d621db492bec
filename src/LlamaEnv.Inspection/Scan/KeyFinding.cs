using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Reports;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Makes findings of keys.</summary>
internal static class KeyFinding
{
    /// <summary>The kind of all of them.</summary>
    internal const string Kind = "hard-coded";

    /// <summary>A key in a file.</summary>
    internal static Finding Of(Hit hit, string root, string file, string? archive) =>
        Make(hit, Findings.HardCodedKey(Describe(hit), hit.IsCertain, file, hit.Line), root, file, archive);

    /// <summary>A key in what is staged.</summary>
    internal static Finding OfStaged(Hit hit, string root, string file, string? archive) =>
        Make(hit, Findings.StagedKey(Describe(hit), hit.IsCertain, file, hit.Line), root, file, archive);

    /// <summary>A key in the history.</summary>
    internal static Finding OfHistory(Hit hit, string root, string? commit, string? file, string? archive) =>
        Make(hit, Findings.KeyInHistory(Describe(hit), hit.IsCertain, commit, file, hit.Line), root, file ?? "", archive);

    private static Finding Make(Hit hit, Diagnostic diagnostic, string root, string file, string? archive) => new(diagnostic with { Variable = hit.Variable }, Kind)
    {
        Root = root,
        Archive = archive,
        Fingerprint = hit.Fingerprint ?? Fingerprint.Of(hit.Variable, file),
    };

    /// <summary>What stands there, never its value.</summary>
    private static string Describe(Hit hit)
    {
        string what = hit.Variable != Variable.ApiKey.Name ? $"a value of {hit.Variable}, which a project declares with a pattern,"
            : hit.IsCertain ? "a LlamaCloud API key"
            : "what may be a LlamaCloud API key, although it has an unusual length,";
        return hit.Form.Length == 0 ? what : $"{what} ({hit.Form})";
    }
}
