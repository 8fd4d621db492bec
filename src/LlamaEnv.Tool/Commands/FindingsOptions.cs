using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Inspection;
using LlamaEnv.Inspection.Reports;
using LlamaEnv.Tool.Formatting;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary>What commands that look through repositories have in common: the forms of a report, and the baseline.</summary>
internal sealed class FindingsOptions
{
    private readonly Option<OutputFormat> _output = OutputOption.MakeForFindings();

    private readonly Option<string?> _baseline = new("--baseline") { Description = $"The file of findings that are known and not reported. Default: {Baseline.FileName} in the root of the repository, if there is one.", HelpName = "FILE" };

    private readonly Option<bool> _update = new("--update-baseline") { Description = "Write every finding of this run into the baseline, instead of reporting it." };

    internal void AddTo(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_baseline);
        command.Options.Add(_update);
    }

    internal OutputFormat FormatOf(ParseResult parsed) => parsed.GetRequiredValue(_output);

    /// <summary>Prints the findings that the baseline does not have, or writes them into it; the exit code.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="findings">Everything that was found.</param>
    /// <param name="subject">What was looked through, for the line of success: <c>12 files</c>.</param>
    /// <param name="currentDirectory">Where relative paths start.</param>
    /// <param name="terminal">Where to.</param>
    /// <param name="cancellationToken">Ends the wait for the lock of the baseline.</param>
    /// <exception cref="UsageException">The baseline that was named is not there.</exception>
    /// <exception cref="DiagnosticException">The baseline cannot be read or written.</exception>
    internal int Report(ParseResult parsed, IReadOnlyList<Finding> findings, string subject, string currentDirectory, UserTerminal terminal, CancellationToken cancellationToken)
    {
        string? file = parsed.GetValue(_baseline) is { } named ? Path.GetFullPath(named, currentDirectory) : null;
        if (file is not null && !parsed.GetValue(_update) && !File.Exists(file))
            throw new UsageException($"There is no baseline {file}. Write one with --update-baseline.");

        Finding[] sorted = [.. findings.Order(Finding.Order)];
        if (parsed.GetValue(_update))
            return Update(sorted, file, currentDirectory, terminal, cancellationToken);

        Dictionary<string, Baseline> baselines = [];
        Finding[] shown = [.. sorted.Where(f => !BaselineOf(f, file, baselines).Covers(f))];
        int known = sorted.Length - shown.Length;
        int errors = shown.Count(static f => f.Diagnostic.Severity == DiagnosticSeverity.Error);
        int warnings = shown.Count(static f => f.Diagnostic.Severity == DiagnosticSeverity.Warning);
        FindingsReport.Write(shown, Summarize(subject, errors, warnings, known), currentDirectory, FormatOf(parsed), terminal);
        return errors == 0 ? 0 : 1;
    }

    /// <summary>Of each repository its own, unless one is named.</summary>
    private static int Update(Finding[] findings, string? file, string currentDirectory, UserTerminal terminal, CancellationToken cancellationToken)
    {
        Finding[] kept = [.. findings.Where(static f => f.Fingerprint is not null)];
        string[] files = kept.Length == 0 ? [file ?? PathOf(currentDirectory)] : [.. kept.Select(f => file ?? PathOf(f.Root)).Distinct()];
        foreach (string path in files)
        {
            Finding[] its = [.. kept.Where(f => file is not null || PathOf(f.Root) == path)];
            if (its.Length > 0 || File.Exists(path))
                Baseline.Write(path, its, cancellationToken);
            terminal.WriteStatus(its.Length > 0 ? FormattableString.Invariant($"{path} now has {its.Length} findings, which are no longer reported") : "there is nothing for the baseline");
        }

        return 0;
    }

    private static Baseline BaselineOf(Finding finding, string? file, Dictionary<string, Baseline> known)
    {
        string path = file ?? PathOf(finding.Root);
        if (known.TryGetValue(path, out Baseline? baseline))
            return baseline;

        try
        {
            baseline = Baseline.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Findings.CannotWork($"the baseline {path} cannot be read: {FileReader.Explain(e, path)}"));
        }

        known.Add(path, baseline);
        return baseline;
    }

    private static string PathOf(string root) => Path.Combine(root, Baseline.FileName);

    private static string Summarize(string subject, int errors, int warnings, int known)
    {
        string found = errors + warnings == 0 ? "nothing found" : FormattableString.Invariant($"{errors} {(errors == 1 ? "error" : "errors")}, {warnings} {(warnings == 1 ? "warning" : "warnings")}");
        return $"{subject}: {found}{(known == 0 ? "" : FormattableString.Invariant($"; {known} in the baseline"))}";
    }
}
