using System.Collections.Concurrent;

namespace LlamaEnv.Cloud.Tests;

/// <summary>A clock on which every pause is over at once and moves the time on by its length. It remembers the pauses.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _pauses = new();
    private long _ticks = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    internal IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    /// <summary>What happens during the pauses.</summary>
    internal Action Meanwhile { get; set; } = static () => { };

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pauses.Enqueue(dueTime);
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        Meanwhile();
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
