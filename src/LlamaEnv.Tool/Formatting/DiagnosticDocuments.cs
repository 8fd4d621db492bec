using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection;
using LlamaEnv.Tool.Projects;

namespace LlamaEnv.Tool.Formatting;

/// <summary>Findings as <c>-o json</c> and <c>-o yaml</c> print them.</summary>
internal static class DiagnosticDocuments
{
    /// <summary>Which version of the documents this is. A member may be added to it, and none is renamed or taken away.</summary>
    internal const int Version = 1;

    /// <param name="diagnostics">What was found.</param>
    /// <param name="credentials">The values it is about, which tell where these stand.</param>
    internal static IReadOnlyList<Document> Of(IEnumerable<Diagnostic> diagnostics, IReadOnlyList<Credential> credentials) =>
        [.. diagnostics.Select(d => Of(d, credentials.FirstOrDefault(c => c.Variable.Name == d.Variable)))];

    internal static Document Of(EvaluationError error) => Make(error.Code, DiagnosticSeverity.Error, EvaluationError.Message, null, null, error.File, error.Line, "project", null);

    internal static Document Of(Finding finding) => Make(
        finding.Diagnostic.Code, finding.Diagnostic.Severity, finding.Diagnostic.Message, finding.Diagnostic.Variable, null,
        finding.Diagnostic.File, finding.Diagnostic.Line, finding.Kind, finding.Diagnostic.HelpLink, finding.Fix);

    private static Document Of(Diagnostic diagnostic, Credential? value) => Make(
        diagnostic.Code, diagnostic.Severity, diagnostic.Message, diagnostic.Variable, value?.Source,
        diagnostic.File ?? value?.File, diagnostic.File is null ? value?.Line ?? 0 : diagnostic.Line, KindOf(diagnostic.Code), diagnostic.HelpLink);

    private static Document Make(string code, DiagnosticSeverity severity, string message, string? variable, string? source, string? file, int line, string kind, string? help, string? fix = null) => new(
        ("code", code),
        ("severity", severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "notice",
        }),
        ("message", message),
        ("variable", variable),
        ("source", source),
        ("file", file),
        ("line", line > 0 ? line : null),
        ("kind", kind),
        ("fix", fix ?? FixIn(message)),
        ("help", help));

    /// <summary>What a message says behind its first sentence: that one tells the fault, the others what to do.</summary>
    private static string? FixIn(string message) => message.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? message[(end + 2)..] : null;

    /// <summary>What is at fault. The tens of a code tell.</summary>
    private static string KindOf(string code) => code switch
    {
        DiagnosticCodes.Missing => "missing",
        DiagnosticCodes.UnknownSetting => "setting",
        DiagnosticCodes.ProjectUnreadable => "project",
        _ when code.StartsWith("LLENV000", StringComparison.Ordinal) => "source",
        _ when code.StartsWith("LLENV001", StringComparison.Ordinal) => "value",
        _ when code.StartsWith("LLENV002", StringComparison.Ordinal) => "set",
        _ when code.StartsWith("LLENV003", StringComparison.Ordinal) => "output",
        _ when code.StartsWith("LLENV004", StringComparison.Ordinal) => "log",
        _ when code.StartsWith("LLENV005", StringComparison.Ordinal) => "server",
        _ when code.StartsWith("LLENV006", StringComparison.Ordinal) => "wiring",
        _ when code.StartsWith("LLENV007", StringComparison.Ordinal) => "missing",
        _ => "system",
    };
}
