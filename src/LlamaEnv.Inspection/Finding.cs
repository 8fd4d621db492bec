using LlamaEnv.Diagnostics;

namespace LlamaEnv.Inspection;

/// <summary>One place of a repository that <c>doctor</c> or <c>scan</c> reports.</summary>
/// <param name="Diagnostic">What is said of it. Its file is relative to <see cref="Root"/>, with <c>/</c>; <c>outer!inner</c> in an archive.</param>
/// <param name="Kind">The kind of mistake, one word of <c>docs/doctor.md</c> or <c>docs/scan.md</c>.</param>
internal sealed record Finding(Diagnostic Diagnostic, string Kind)
{
    /// <summary>The absolute folder that its file is relative to: the repository's.</summary>
    internal string Root { get; init; } = "";

    /// <summary>The file of the repository that it is in, where <see cref="Diagnostic"/> names what is in an archive; else null.</summary>
    internal string? Archive { get; init; }

    /// <summary>The lines to add there, ready to paste; null where there are none.</summary>
    internal string? Fix { get; init; }

    /// <summary>The line in front of which <see cref="Fix"/> goes, where that is certain; else 0.</summary>
    internal int FixLine { get; init; }

    /// <summary>The file that <see cref="Fix"/> goes into, where it is another one than that of the diagnostic.</summary>
    internal string? FixFile { get; init; }

    /// <summary>What stays the same when lines above move, so that a baseline knows it again. It reveals no value.</summary>
    internal string? Fingerprint { get; init; }

    /// <summary>The order of every report: by file and line, whatever order they were found in.</summary>
    internal static IComparer<Finding> Order { get; } = Comparer<Finding>.Create(static (left, right) =>
        string.CompareOrdinal(left.Root, right.Root) is not 0 and var root ? root
        : string.CompareOrdinal(left.Diagnostic.File, right.Diagnostic.File) is not 0 and var file ? file
        : left.Diagnostic.Line != right.Diagnostic.Line ? left.Diagnostic.Line.CompareTo(right.Diagnostic.Line)
        : string.CompareOrdinal(left.Diagnostic.Code, right.Diagnostic.Code) is not 0 and var code ? code
        : string.CompareOrdinal(left.Diagnostic.Message + left.Fingerprint, right.Diagnostic.Message + right.Fingerprint));
}
