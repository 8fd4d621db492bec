using System.Text.RegularExpressions;

namespace LlamaEnv.Package.Tests;

/// <summary>What a program did: shown whole when a test fails, except for anything that looks like a key.</summary>
internal sealed partial record Outcome(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>
    /// MSBuild's canonical lines, as they came: MSBuild writes them on standard output, and again in the summary at the
    /// end, which is left out; the tool writes them on standard error.
    /// </summary>
    internal IReadOnlyList<ReportedDiagnostic> Diagnostics =>
    [
        .. Output.Split('\n').TakeWhile(line => !line.StartsWith("Build FAILED", StringComparison.Ordinal) && !line.StartsWith("Build succeeded", StringComparison.Ordinal))
            .Concat(Error.Split('\n'))
            .Select(ReportedDiagnostic.Parse)
            .OfType<ReportedDiagnostic>(),
    ];

    /// <summary>Their codes, for a test whose failure must not show the output.</summary>
    internal string Codes => string.Join(' ', Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));

    internal Outcome Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, ToString());
        return this;
    }

    /// <summary>Exactly these codes were reported, each once.</summary>
    internal Outcome Reports(params IEnumerable<string> codes)
    {
        Assert.AreEqual(
            string.Join(' ', codes.Order(StringComparer.Ordinal)),
            Codes,
            ToString());
        return this;
    }

    internal ReportedDiagnostic The(string code)
    {
        ReportedDiagnostic[] found = [.. Diagnostics.Where(d => d.Code == code)];
        Assert.HasCount(1, found, ToString());
        return found[0];
    }

    public override string ToString() =>
        AnyKey().Replace($"{CommandLine}\nexit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Error}", "llx-***");

    [GeneratedRegex("llx-[A-Za-z0-9]{10,}")]
    private static partial Regex AnyKey();
}
