using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection;

/// <summary>One place of a repository that <c>doctor</c> or <c>scan</c> reports.</summary>
/// <param name="Diagnostic">What is said of it. Its file is relative to the repository's root, with <c>/</c>; <c>outer!inner</c> in an archive.</param>
/// <param name="Kind">The kind of mistake, one word of <c>docs/doctor.md</c> or <c>docs/scan.md</c>.</param>
internal sealed record Finding(Diagnostic Diagnostic, string Kind)
{
    /// <summary>The lines to add there, ready to paste; null where there are none.</summary>
    internal string? Fix { get; init; }

    /// <summary>What stays the same when lines above move, so that a baseline knows it again. It reveals no value.</summary>
    internal string? Fingerprint { get; init; }
}
