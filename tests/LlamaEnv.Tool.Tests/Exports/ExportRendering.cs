using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>All values in one document of a format, without those that it refuses.</summary>
internal sealed class ExportRendering
{
    internal ExportRendering(ExportFormat format, HostPlatform platform = HostPlatform.Linux)
    {
        Export all = ExportValues.ToExport(platform);
        Findings = [.. format.Check(all)];
        Carried = [.. Enumerable.Range(0, ExportValues.All.Count).Where(index => !IsRefused(index))];
        Document = format.Write(all with { Variables = [.. Carried.Select(index => all.Variables[index])] });
    }

    internal IReadOnlyList<Diagnostic> Findings { get; }

    /// <summary>The places of the values that are in the document.</summary>
    internal IReadOnlyList<int> Carried { get; }

    internal string Document { get; }

    internal IEnumerable<string> Refused => ExportValues.All.Where((_, index) => IsRefused(index)).Select(static value => value.What);

    private bool IsRefused(int index) =>
        Findings.Any(f => f.Severity == DiagnosticSeverity.Error && f.Message.StartsWith($"{ExportValues.NameOf(index)} ", StringComparison.Ordinal));
}
