using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Tool.Exports;

/// <summary>Lines of a .env file, quoted as the output <c>dotenv</c> quotes them.</summary>
internal static class DotenvExport
{
    internal static ExportFormat Kind { get; } = new("dotenv", static (variable, _) => FindLoss(variable, DiagnosticSeverity.Error), Write)
    {
        FindWarning = static variable => FindLoss(variable, DiagnosticSeverity.Warning) is { } lost
            ? Findings.NotExpressible(variable.Credential.Variable, DiagnosticSeverity.Warning, lost)
            : null,
    };

    private static string? FindLoss(ExportedVariable variable, DiagnosticSeverity severity) =>
        DotenvQuoting.Quote(variable.Credential.Value) is { Lost: { } lost } quoted && quoted.Severity == severity ? lost : null;

    private static string Write(Export export) =>
        string.Concat(export.Variables.Select(v => $"{v.Name}={Encoding.UTF8.GetString(DotenvQuoting.Quote(v.Credential.Value).Bytes)}\n"));
}
