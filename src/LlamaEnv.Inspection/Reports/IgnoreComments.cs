using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection.Reports;

/// <summary>Comments by which people say that a line is as it should be: our own, and those that other scanners of secrets know.</summary>
internal static class IgnoreComments
{
    private static readonly string[] s_ofScanners = ["gitleaks:allow", "pragma: allowlist secret", "pragma: whitelist secret"];

    /// <summary>Whether a finding in a line is to be left out.</summary>
    /// <param name="code">The code of the finding.</param>
    /// <param name="line">The line.</param>
    /// <param name="above">The line above; empty where there is none. Our own comment counts there, too, where nothing else is in the line.</param>
    internal static bool Covers(string code, ReadOnlySpan<char> line, ReadOnlySpan<char> above = default) =>
        IgnoreComment.Covers(code, line, above) || (code == DiagnosticCodes.HardCodedKey && HasOneOfScanners(line));

    /// <summary>These are about secrets only.</summary>
    private static bool HasOneOfScanners(ReadOnlySpan<char> line)
    {
        foreach (string comment in s_ofScanners)
        {
            if (line.Contains(comment, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
