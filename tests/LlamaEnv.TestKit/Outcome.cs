using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LlamaEnv.TestKit;

/// <summary>What a program did: shown whole when a test fails, except for anything that looks like a key.</summary>
public sealed partial record Outcome(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>What stood on the terminal each time before it was drawn over, and at the end, where it ran at one.</summary>
    public IReadOnlyList<string> Screens { get; init; } = [];

    /// <summary>Waits for the end of a process; what hangs is ended and is a failure.</summary>
    public static Outcome Of(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string commandLine = string.Join(' ', [Path.GetFileName(process.StartInfo.FileName), .. process.StartInfo.ArgumentList]);
        if (!process.WaitForExit(Limits.Hang))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"It did not end within {Limits.Hang}. {new Outcome(commandLine, -1, output.Result, error.Result)}");
        }

        return new Outcome(commandLine, process.ExitCode, output.Result, error.Result);
    }

    /// <summary>
    /// MSBuild's canonical lines, as they came: MSBuild writes them on standard output, and again in the summary at the
    /// end, which is left out; the tool writes them on standard error.
    /// </summary>
    public IReadOnlyList<ReportedDiagnostic> Diagnostics =>
    [
        .. Output.Split('\n').TakeWhile(line => !line.StartsWith("Build FAILED", StringComparison.Ordinal) && !line.StartsWith("Build succeeded", StringComparison.Ordinal))
            .Concat(Error.Split('\n'))
            .Select(ReportedDiagnostic.Parse)
            .OfType<ReportedDiagnostic>(),
    ];

    /// <summary>Their codes, for a test whose failure must not show the output.</summary>
    public string Codes => string.Join(' ', Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));

    /// <summary>It ended with this code.</summary>
    public Outcome Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, ToString());
        return this;
    }

    /// <summary>Exactly these codes were reported, each once.</summary>
    public Outcome Reports(params IEnumerable<string> codes)
    {
        Assert.AreEqual(
            string.Join(' ', codes.Order(StringComparer.Ordinal)),
            Codes,
            ToString());
        return this;
    }

    /// <summary>The only diagnostic with this code.</summary>
    public ReportedDiagnostic The(string code)
    {
        ReportedDiagnostic[] found = [.. Diagnostics.Where(d => d.Code == code)];
        Assert.HasCount(1, found, ToString());
        return found[0];
    }

    /// <summary>All of it, without keys.</summary>
    public override string ToString() =>
        AnyKey().Replace($"{CommandLine}\nexit code {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Error}", "llx-***");

    [GeneratedRegex("llx-[A-Za-z0-9]{10,}")]
    private static partial Regex AnyKey();
}
