namespace LlamaEnv.Inspection.Scan;

/// <summary>What is looked through.</summary>
internal enum ScanScope
{
    /// <summary>The files that are there.</summary>
    Files,

    /// <summary>What the next commit would change.</summary>
    Staged,

    /// <summary>Everything that was ever committed.</summary>
    History,
}

/// <summary>What to look through, and how.</summary>
/// <param name="Paths">Absolute paths of files and folders that are there, without links.</param>
/// <param name="Scope">What of them.</param>
/// <param name="IncludesIgnored">Whether files count that git ignores.</param>
/// <param name="Threads">How many threads read files.</param>
internal sealed record ScanRequest(IReadOnlyList<string> Paths, ScanScope Scope, bool IncludesIgnored, int Threads);

/// <summary>What came of it.</summary>
/// <param name="Findings">Keys, and notes of what could not be looked at.</param>
/// <param name="Count">How many files or objects were looked at.</param>
/// <param name="IsIncomplete">Whether a path could not be looked at, which a finding says.</param>
internal sealed record ScanResult(IReadOnlyList<Finding> Findings, int Count, bool IsIncomplete);
