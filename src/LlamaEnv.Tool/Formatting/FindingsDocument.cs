using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection;

namespace LlamaEnv.Tool.Formatting;

/// <summary>Findings of a repository as <c>-o json</c> and <c>-o yaml</c> print them: the members of a check.</summary>
internal static class FindingsDocument
{
    internal static Document Of(IReadOnlyList<Finding> findings)
    {
        int errors = findings.Count(static f => f.Diagnostic.Severity == DiagnosticSeverity.Error);
        return new(
            ("version", DiagnosticDocuments.Version),
            ("valid", errors == 0),
            ("errorCount", errors),
            ("warningCount", findings.Count(static f => f.Diagnostic.Severity == DiagnosticSeverity.Warning)),
            ("diagnostics", (Document[])[.. findings.Select(DiagnosticDocuments.Of)]));
    }
}
