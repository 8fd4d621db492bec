using LlamaEnv.Diagnostics;

namespace LlamaEnv.Ci;

/// <summary>Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/build/variables.</summary>
internal static class AzurePipelines
{
    internal static CiSystem Kind { get; } = new("Azure Pipelines", static host => CiSystem.IsTrue(host, "TF_BUILD"), ExplainMapping)
    {
        ExplainWithholding = static host => CiSystem.IsTrue(host, "SYSTEM_PULLREQUEST_ISFORK")
            ? "This is a pull request from a fork, and Azure Pipelines gives those no secrets by default"
            : null,
        Annotate = Annotate,
    };

    private static string ExplainMapping(Variable variable, HostEnvironment host) =>
        $$"""Azure Pipelines does not put secret variables into the environment: add env: { {{variable}}: "$({{variable}})" } to this step""";

    /// <summary>https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands; there are issues, but no notices.</summary>
    private static string? Annotate(Diagnostic diagnostic, HostEnvironment host)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Notice)
            return null;

        string type = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        string file = diagnostic.ShownFile is { } path ? $"sourcepath={Escape(path)};" : "";
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
