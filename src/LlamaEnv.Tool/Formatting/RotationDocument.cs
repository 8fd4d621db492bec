using System.Globalization;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Formatting;

/// <summary>A rotation as <c>auth rotate --json</c> prints it. docs/rotation.md describes it.</summary>
internal static class RotationDocument
{
    internal static Document Of(RotationOutcome outcome, IReadOnlyList<Diagnostic> warnings)
    {
        Diagnostic[] all = [.. outcome.Errors, .. warnings];
        int errors = all.Count(static d => d.Severity == DiagnosticSeverity.Error);
        return new(
            ("version", DiagnosticDocuments.Version),
            ("valid", errors == 0),
            ("errorCount", errors),
            ("warningCount", all.Count(static d => d.Severity == DiagnosticSeverity.Warning)),
            ("rotations", (IReadOnlyList<Document>)[.. outcome.Reports.Select(Of)]),
            ("diagnostics", DiagnosticDocuments.Of(all, [])));
    }

    private static Document Of(RotationReport report) => new(
        ("profile", report.Record.ShownProfile),
        ("environment", Redacted.Url(report.Record.ApiUrl)),
        ("state", report.State switch
        {
            RotationState.Finished => "finished",
            RotationState.Waiting => "waiting",
            RotationState.Undone => "undone",
            _ => "unfinished",
        }),
        ("continued", report.IsContinued),
        ("keyName", KeyShapes.ShowName(report.Record.KeyName)),
        ("keyId", report.Record.KeyId),
        ("oldKeyId", report.Record.OldKeyId),
        ("revoked", report.IsRevoked),
        ("revokeAt", report.IsRevoked ? null : report.Record.RevokeAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        ("outputs", (IReadOnlyList<Document>)[.. report.Record.Places.Select(name => new Document(("output", name), ("updated", !report.Lost.Contains(name, StringComparer.OrdinalIgnoreCase))))]),
        ("profiles", (IReadOnlyList<Document>)[.. report.Others.Select(static name => new Document(("name", KeyShapes.ShowName(name))))]));
}
