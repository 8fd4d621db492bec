using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Terminal;

/// <summary>What Azure Pipelines takes for an annotation.</summary>
internal static class AzureAnnotation
{
    /// <summary>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands; there are issues, but no notices.</summary>
    internal static string? Of(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Notice)
            return null;

        string type = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        string file = diagnostic.RedactedFile is { } path ? $"sourcepath={Escape(path)};" : "";
        string line = diagnostic is { File: not null, Line: > 0 } ? $"linenumber={diagnostic.Line};" : "";
        return $"##vso[task.logissue type={type};{file}{line}code={Escape(diagnostic.Code)}]{Escape(diagnostic.Text)}";
    }

    /// <summary>The agent takes these back in properties and message alike.</summary>
    private static string Escape(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
