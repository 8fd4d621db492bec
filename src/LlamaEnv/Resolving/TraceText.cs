using LlamaEnv.Diagnostics;

namespace LlamaEnv.Resolving;

/// <summary>The trace in words: the same for the tool's <c>explain</c> and for a build's detailed log.</summary>
internal static class TraceText
{
    /// <summary>A line for the value of each variable, and one for each source. Each names its variable, so that it can be searched for.</summary>
    internal static IEnumerable<string> Lines(IEnumerable<VariableTrace> traces)
    {
        foreach (VariableTrace trace in traces)
        {
            yield return Diagnostic.OneLine(trace.Value is { } value ? $"{value} (from {Place(value)})" : $"{trace.Variable}: no value");
            foreach (TraceStep step in trace.Steps)
            {
                string why = Explain(step, trace);
                yield return Diagnostic.OneLine($"{trace.Variable}: {step.Source} {Name(step.Outcome)}{(why.Length == 0 ? "" : $": {why}")}");
            }
        }
    }

    /// <summary>What a source had of a variable, where it stands, and why it was not used; empty where its name says it all.</summary>
    internal static string Explain(TraceStep step, VariableTrace trace)
    {
        List<string> parts = [];
        if (step.Offered is { } offered)
        {
            if (step.Outcome != TraceOutcome.Used)
                parts.Add(trace.Value is { } winner ? $"{offered.Display}, {(IsSame(offered, winner) ? "same" : "differs")}" : offered.Display);
            if (offered.Source != step.Source && (offered.File is null || !offered.Source.Contains(Path.GetFileName(offered.File), StringComparison.Ordinal)))
                parts.Add(offered.Source);
            if (offered.File is not null)
                parts.Add(FilePlace(offered));
        }

        string reason = Reason(step, trace);
        if (reason.Length > 0 && reason != step.Offered?.Source && reason != step.Source)
            parts.Add(reason);
        return string.Join(", ", parts);
    }

    /// <summary>Why a source was not used; of the one that was, what it read.</summary>
    internal static string Reason(TraceStep step, VariableTrace trace) =>
        step.Outcome != TraceOutcome.Shadowed || step.Detail != step.Offered?.Source || trace.Value is not { } winner ? step.Detail
        : trace.Variable == Variable.BaseUrl || trace.Variable == Variable.ProjectId ? "it belongs to a key that was not used"
        : $"{winner.Source} comes first";

    /// <summary>Whether a value that was not used would have changed nothing.</summary>
    internal static bool IsSame(Credential one, Credential other) => one.Value == other.Value;

    /// <summary>The source as messages name it, and the file and line where it has one.</summary>
    internal static string Place(Credential credential) => credential.File is null ? credential.Source : $"{credential.Source}, {FilePlace(credential)}";

    /// <summary>As people read it: <c>not asked</c>.</summary>
    internal static string Name(TraceOutcome outcome) => outcome switch
    {
        TraceOutcome.Used => "used",
        TraceOutcome.Shadowed => "shadowed",
        TraceOutcome.Absent => "absent",
        TraceOutcome.Skipped => "skipped",
        TraceOutcome.NotAsked => "not asked",
        TraceOutcome.Broken => "broken",
        TraceOutcome.Incomplete => "incomplete",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>In MSBuild's form, which editors and terminals open.</summary>
    private static string FilePlace(Credential credential) => credential.Line > 0 ? FormattableString.Invariant($"{credential.File}({credential.Line})") : credential.File!;
}
