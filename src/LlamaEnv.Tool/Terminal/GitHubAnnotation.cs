using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Terminal;

/// <summary>What GitHub Actions takes for an annotation.</summary>
internal static class GitHubAnnotation
{
    /// <summary>https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands; the runner reads both output streams.</summary>
    internal static string Of(Diagnostic diagnostic, HostEnvironment host)
    {
        string command = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "notice",
        };
        string file = diagnostic.File is null ? "" : $"file={EscapeProperty(SafeText.Line(RelativeToWorkspace(diagnostic.File, host)))},";
        string line = diagnostic is { File: not null, Line: > 0 } ? $"line={diagnostic.Line}," : "";
        return $"::{command} {file}{line}title={EscapeProperty(diagnostic.Code)}::{EscapeData(diagnostic.Text)}";
    }

    /// <summary>As GitHub knows the files of a repository; one outside of it stays as it is.</summary>
    private static string RelativeToWorkspace(string path, HostEnvironment host)
    {
        if (host.Get("GITHUB_WORKSPACE") is not { } workspace || !Path.IsPathFullyQualified(workspace))
            return path;

        string relative = Path.GetRelativePath(workspace, path).Replace(Path.DirectorySeparatorChar, '/');
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    private static string EscapeData(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => EscapeData(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
