namespace LlamaEnv;

/// <summary>What became of a source in the resolution of a variable.</summary>
public enum TraceOutcome
{
    /// <summary>Its value was taken.</summary>
    Used,

    /// <summary>It offered a value, but another source decided.</summary>
    Shadowed,

    /// <summary>It had nothing to offer.</summary>
    Absent,

    /// <summary>It was left out on request.</summary>
    Skipped,

    /// <summary>Another source had decided before its turn came.</summary>
    NotAsked,

    /// <summary>It is there but cannot be read.</summary>
    Broken,

    /// <summary>It has a value but no key, and key, URL and project come from one source.</summary>
    Incomplete,
}

/// <summary>What a source said about a variable, and what became of it.</summary>
/// <param name="Source">The source as it was asked for: <c>environment</c>, <c>profile:work</c>, …</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Why it did not serve, or what exactly it read. Never a secret.</param>
/// <param name="Offered">What it has; printed masked. Null where it has nothing, or was not asked.</param>
public sealed record TraceStep(string Source, TraceOutcome Outcome, string Detail, Credential? Offered = null);

/// <summary>Where a variable's value came from, and why from nowhere else.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">Its value; null where no source has one.</param>
/// <param name="Steps">A setting that overrides the sources, the sources in the order of precedence, and the default where it counts.</param>
public sealed record VariableTrace(Variable Variable, Credential? Value, IReadOnlyList<TraceStep> Steps);
