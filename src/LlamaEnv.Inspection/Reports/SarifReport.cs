using System.Text.Encodings.Web;
using System.Text.Json;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection.Reports;

/// <summary>
/// Findings in SARIF 2.1.0, with what GitHub's code scanning asks for beyond the schema. It has no snippets of files: one
/// could hold the key.
/// </summary>
/// <param name="version">The version of the tool.</param>
/// <param name="titleOf">The title of a code, for the list of rules.</param>
/// <param name="hide">Takes out of a text what only the front end knows to be secret.</param>
internal sealed class SarifReport(string version, Func<string, string> titleOf, Func<string, string> hide)
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Home = "https://github.com/llamaenv/llamaenv";

    /// <summary>Whoever reads the report knows where the repository is.</summary>
    private const string Root = "%SRCROOT%";

    /// <summary>Writes one report, in UTF-8.</summary>
    internal void Write(Stream stream, IReadOnlyList<Finding> findings)
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default });
        Finding[] results = [.. findings.Where(static f => f.Diagnostic.Code != DiagnosticCodes.NotInspected)];
        string[] codes = [.. results.Select(static f => f.Diagnostic.Code).Distinct().Order(StringComparer.Ordinal)];

        writer.WriteStartObject();
        writer.WriteString("$schema", Schema);
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer, codes);
        WriteInvocation(writer, findings.Where(static f => f.Diagnostic.Code == DiagnosticCodes.NotInspected));
        writer.WriteStartArray("results");
        foreach (Finding finding in results)
            WriteResult(writer, finding, Array.IndexOf(codes, finding.Diagnostic.Code));
        writer.WriteEndArray();
        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteTool(Utf8JsonWriter writer, string[] codes)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "llama-env");
        writer.WriteString("version", version);
        writer.WriteString("informationUri", Home);
        writer.WriteStartArray("rules");
        foreach (string code in codes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", code);
            WriteText(writer, "shortDescription", titleOf(code));
            WriteText(writer, "help", $"See {Diagnostic.LinkOf(code)}");
            writer.WriteString("helpUri", Diagnostic.LinkOf(code));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>What was not looked at is a note of the tool about itself, and no result: nothing is wrong there.</summary>
    private void WriteInvocation(Utf8JsonWriter writer, IEnumerable<Finding> notes)
    {
        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", true);
        writer.WriteStartArray("toolExecutionNotifications");
        foreach (Finding note in notes)
        {
            writer.WriteStartObject();
            writer.WriteString("level", "note");
            WriteText(writer, "message", note.Diagnostic.Message);
            WriteLocations(writer, note);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void WriteResult(Utf8JsonWriter writer, Finding finding, int rule)
    {
        Diagnostic diagnostic = finding.Diagnostic;
        writer.WriteStartObject();
        writer.WriteString("ruleId", diagnostic.Code);
        writer.WriteNumber("ruleIndex", rule);
        writer.WriteString("level", diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "note",
        });
        WriteText(writer, "message", finding is { Fix: { } lines, FixLine: 0 } ? $"{diagnostic.Message}. Add:\n{lines}" : diagnostic.Message);
        WriteLocations(writer, finding);
        if (finding.Fingerprint is { } fingerprint)
        {
            writer.WriteStartObject("partialFingerprints");
            writer.WriteString("primaryLocationLineHash", fingerprint);
            writer.WriteEndObject();
        }

        if (finding is { Fix: { } text, FixLine: > 0 })
            WriteFix(writer, finding, text);
        writer.WriteStartObject("properties");
        writer.WriteString("kind", finding.Kind);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteLocations(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        WriteFile(writer, finding.Archive ?? finding.Diagnostic.File ?? ".");
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", finding.Archive is null ? Math.Max(finding.Diagnostic.Line, 1) : 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (finding.Archive is not null)
        {
            writer.WriteStartArray("logicalLocations");
            writer.WriteStartObject();
            writer.WriteString("fullyQualifiedName", Safe(finding.Diagnostic.File!));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void WriteFix(Utf8JsonWriter writer, Finding finding, string text)
    {
        writer.WriteStartArray("fixes");
        writer.WriteStartObject();
        WriteText(writer, "description", "Add these lines");
        writer.WriteStartArray("artifactChanges");
        writer.WriteStartObject();
        WriteFile(writer, finding.FixFile ?? finding.Diagnostic.File ?? ".");
        writer.WriteStartArray("replacements");
        writer.WriteStartObject();
        writer.WriteStartObject("deletedRegion");
        writer.WriteNumber("startLine", finding.FixLine);
        writer.WriteNumber("startColumn", 1);
        writer.WriteNumber("endColumn", 1);
        writer.WriteEndObject();
        WriteText(writer, "insertedContent", $"{text.TrimEnd('\n')}\n");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <summary>Of what is in an archive, the archive: the other is no file of the repository.</summary>
    private void WriteFile(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", string.Join('/', KeyMask.Apply(hide(path)).Split('/').Select(Uri.EscapeDataString)));
        writer.WriteString("uriBaseId", Root);
        writer.WriteEndObject();
    }

    /// <summary>Several lines stay several: here they act on nothing.</summary>
    private void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", string.Join('\n', text.Split('\n').Select(Safe)));
        writer.WriteEndObject();
    }

    private string Safe(string line) => SafeText.Line(hide(line));
}
