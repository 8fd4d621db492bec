using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Doctor.Model;
using LlamaEnv.Inspection.Doctor.Programs;
using LlamaEnv.Inspection.Doctor.Reading;
using LlamaEnv.Inspection.Reports;

namespace LlamaEnv.Inspection.Doctor;

/// <summary>One look at a repository: read every file that starts programs, then judge what was read.</summary>
internal static class DoctorRun
{
    /// <summary>What is wrong, by file and line. Notices among them are what cannot be certain.</summary>
    internal static IReadOnlyList<Finding> Examine(RepositoryTree tree, CancellationToken cancellationToken)
    {
        DoctorReport report = new(tree, new ProgramIndex(tree));
        foreach (Artefact artefact in Artefacts.All)
        {
            foreach (string file in tree.Files.Where(f => JudgedFiles.Contain(f, tree) && artefact.IsOne(f)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                artefact.Read(file, report);
            }
        }

        return
        [
            .. report.Findings.Concat(new Judge(report).JudgeAll())
                .Concat(HardCodedKeys.Find(tree.Files.Where(f => JudgedFiles.Contain(f, tree)), tree)) // Last: who knows the format knows the name.
                .Concat(tree.Unreadable.Select(static f => DoctorFindings.NotRead(new Place(f.Path, 0), f.Reason)))
                .Where(f => !IsIgnored(f.Diagnostic, tree))
                .OrderByDescending(static f => f.Diagnostic.Severity)
                .DistinctBy(static f => (f.Diagnostic.Code, f.Diagnostic.File, f.Diagnostic.Line, f.Kind)) // A line that several share is one mistake.
                .Select(f => f with { Root = tree.Root, Fingerprint = f.Diagnostic.Code == DiagnosticCodes.NotInspected ? null : Fingerprint.Of(f.Diagnostic.Code, f.Kind, f.Diagnostic.Message) })
                .Order(Finding.Order),
        ];
    }

    private static bool IsIgnored(Diagnostic diagnostic, RepositoryTree tree)
    {
        if (diagnostic.Line == 0 || diagnostic.File is not { } file || tree.Read(file) is not { } text)
            return false;

        string[] lines = text.Split('\n');
        return diagnostic.Line <= lines.Length && IgnoreComments.Covers(diagnostic.Code, lines[diagnostic.Line - 1], diagnostic.Line > 1 ? lines[diagnostic.Line - 2] : "");
    }
}
