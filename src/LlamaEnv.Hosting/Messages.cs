using LlamaEnv.Diagnostics;

namespace LlamaEnv.Hosting;

/// <summary>Findings as MSBuild's canonical lines, the form that the build and the tool have.</summary>
internal static class Messages
{
    internal static string Line(Diagnostic diagnostic)
    {
        string origin = diagnostic switch
        {
            { RedactedFile: null } => "llama-env ",
            { Line: > 0 } => $"{diagnostic.RedactedFile}({diagnostic.Line})",
            _ => $"{diagnostic.RedactedFile} ",
        };
        string severity = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "message",
        };
        return $"{origin}: {severity} {diagnostic.Code}: {diagnostic.Text}";
    }

    /// <summary>Standard error may be closed. That keeps no program from its work.</summary>
    internal static void Write(IEnumerable<Diagnostic> diagnostics, TextWriter error)
    {
        try
        {
            foreach (Diagnostic diagnostic in diagnostics)
                error.WriteLine(Line(diagnostic));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nobody to tell this, either.
        }
    }
}
