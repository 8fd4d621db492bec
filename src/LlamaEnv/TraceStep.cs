namespace LlamaEnv;

/// <summary>What became of a source in a resolution.</summary>
public enum TraceOutcome
{
    /// <summary>Its set was taken.</summary>
    Used,

    /// <summary>It offered a set, but another source decided.</summary>
    Shadowed,

    /// <summary>It had nothing to offer.</summary>
    Absent,

    /// <summary>It was left out on request.</summary>
    Skipped,

    /// <summary>Another source had decided before its turn came.</summary>
    NotAsked,

    /// <summary>It is there but cannot be read.</summary>
    Broken,
}

/// <summary>One line of the trace.</summary>
/// <param name="Source">The source as it was asked for: <c>environment</c>, <c>profile:work</c>, …</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Why it did not serve, or what exactly it read. Never a secret.</param>
/// <param name="Offered">What it offered; printed masked.</param>
public sealed record TraceStep(string Source, TraceOutcome Outcome, string Detail, IReadOnlyList<Credential> Offered);
