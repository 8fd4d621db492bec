using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Formatting;

/// <summary>A check as <c>check -o json</c> and <c>-o yaml</c> print it. docs/check.md describes it.</summary>
internal static class CheckDocument
{
    internal static Document Of(CheckResult result) => Make(
        result.Answer?.IsAccepted,
        result.AgeInDays,
        DiagnosticDocuments.Of(result.Diagnostics, result.Result.Credentials),
        Count(result.Diagnostics, DiagnosticSeverity.Error),
        Count(result.Diagnostics, DiagnosticSeverity.Warning),
        [.. result.Result.Credentials.Select(c => new Document(("name", c.Variable.Name), ("source", c.Source), ("secret", c.Variable.IsSecret)))]);

    /// <summary>Of a project that cannot be read.</summary>
    internal static Document Of(Diagnostic error) => Make(null, null, DiagnosticDocuments.Of([error], []), 1, 0, []);

    /// <summary>Of a project that cannot be evaluated.</summary>
    internal static Document Of(EvaluationError error) => Make(null, null, [DiagnosticDocuments.Of(error)], 1, 0, []);

    private static Document Make(bool? isAccepted, int? age, IReadOnlyList<Document> diagnostics, int errors, int warnings, IReadOnlyList<Document> variables) => new(
        ("version", DiagnosticDocuments.Version),
        ("valid", errors == 0),
        ("accepted", isAccepted),
        ("ageInDays", age),
        ("errorCount", errors),
        ("warningCount", warnings),
        ("diagnostics", diagnostics),
        ("variables", variables));

    private static int Count(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity) => diagnostics.Count(d => d.Severity == severity);
}
