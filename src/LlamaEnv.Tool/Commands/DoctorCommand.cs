using System.CommandLine;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection;
using LlamaEnv.Inspection.Doctor;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Commands;

/// <summary><c>doctor</c>: every place of a repository where a program will start without the key.</summary>
internal static class DoctorCommand
{
    private static readonly Argument<string?> s_path = Arguments.Optional("PATH", "A folder or a file of the repository. Default: the current folder. What is around it is read, too, and only what is in it is reported.");

    private static readonly Option<bool> s_notes = new("--notes") { Description = "Also report what cannot be certain." };

    private static readonly Option<bool> s_fix = new("--fix") { Description = "Put the lines in place where that is certain. Everything else in the file stays as it is, and no secret is written." };

    private static readonly FindingsOptions s_options = new();

    internal static Command Make()
    {
        DocumentedCommand command = new(
            "doctor", "Finds every place of a repository where a program will start without the key, or with an empty, stale, foreign or leaked one.",
            "dotnet llama-env doctor", "dotnet llama-env doctor deploy --notes", "dotnet llama-env doctor --fix", "dotnet llama-env doctor -o sarif > doctor.sarif")
        {
            s_path,
        };
        command.Options.Add(s_notes);
        command.Options.Add(s_fix);
        s_options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        UserTerminal terminal = UserTerminal.Of(parsed);
        string current = CurrentFolder.Path;
        string path = Path.GetFullPath(parsed.GetValue(s_path) ?? ".", current);
        if (!Path.Exists(path))
            throw new UsageException($"There is no {path}.");

        RepositoryTree tree = RepositoryFiles.Open(path, HostEnvironment.Capture(current), cancellationToken);
        string within = Path.GetRelativePath(tree.Root, path).Replace('\\', '/');
        Finding[] findings =
        [
            .. DoctorRun.Examine(tree, cancellationToken)
                .Where(f => parsed.GetValue(s_notes) || f.Diagnostic.Severity != DiagnosticSeverity.Notice || f.Diagnostic.Code == DiagnosticCodes.NotInspected)
                .Where(f => within == "." || f.Diagnostic.File == within || f.Diagnostic.File?.StartsWith(within + '/', StringComparison.Ordinal) is true),
        ];
        if (parsed.GetValue(s_fix))
        {
            IReadOnlyList<Finding> mended = Repair.Apply(Repair.Certain(findings), tree, cancellationToken);
            foreach (string file in mended.Select(Repair.FileOf).Distinct())
                terminal.WriteStatus($"mended {file}");
            findings = [.. findings.Except(mended)];
        }

        return s_options.Report(parsed, findings, FormattableString.Invariant($"{tree.Files.Count} files"), current, terminal, cancellationToken);
    }
}
