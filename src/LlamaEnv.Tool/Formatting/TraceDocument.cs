using LlamaEnv.Resolving;

namespace LlamaEnv.Tool.Formatting;

/// <summary>The trace as <c>explain -o json</c> and <c>-o yaml</c> print it. docs/explain.md describes it.</summary>
internal static class TraceDocument
{
    internal static Document Of(IEnumerable<VariableTrace> traces, IReadOnlyList<Document> diagnostics) => new(
        ("version", DiagnosticDocuments.Version),
        ("variables", (Document[])[.. traces.Select(Of)]),
        ("diagnostics", diagnostics));

    private static Document Of(VariableTrace trace) => new(
        ("name", trace.Variable.Name),
        ("source", trace.Value?.Source),
        ("file", trace.Value?.File),
        ("line", LineOf(trace.Value)),
        ("masked", trace.Value?.Display),
        ("shadowed", (Document[])[.. trace.Steps.Where(static s => s is { Offered: not null, Outcome: not TraceOutcome.Used }).Select(s => Shadowed(s.Offered!, trace.Value))]),
        ("asked", (Document[])[.. trace.Steps.Select(s => Asked(s, trace))]));

    private static Document Shadowed(Credential offered, Credential? winner) => new(
        ("source", offered.Source),
        ("file", offered.File),
        ("line", LineOf(offered)),
        ("masked", offered.Display),
        ("same", winner is null ? null : TraceText.IsSame(offered, winner)));

    private static Document Asked(TraceStep step, VariableTrace trace) => new(
        ("source", step.Source),
        ("outcome", TraceText.Name(step.Outcome).Replace(' ', '-')),
        ("detail", TraceText.Reason(step, trace)));

    private static int? LineOf(Credential? credential) => credential is { Line: > 0 and var line } ? line : null;
}
