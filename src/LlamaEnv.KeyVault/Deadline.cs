using System.Diagnostics;

namespace LlamaEnv.KeyVault;

/// <summary>When all of it has to be done.</summary>
internal sealed class Deadline(TimeSpan limit)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    internal TimeSpan Limit => limit;

    internal TimeSpan Left => limit - Stopwatch.GetElapsedTime(_start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
