namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>How much may come out of one file: a bomb of a few kilobytes unpacks to petabytes.</summary>
/// <param name="bytes">The bytes it may unpack to.</param>
internal sealed class Budget(long bytes)
{
    private const long Least = 256L * 1024 * 1024;

    /// <summary>Text is seldom packed smaller than to a tenth.</summary>
    private const int Times = 100;

    private long _left = bytes;

    /// <summary>For a file of this length.</summary>
    internal static Budget For(long length) => new(Least + (Times * Math.Max(length, 0)));

    /// <exception cref="UnreadableException">There is none left.</exception>
    internal void Spend(int count)
    {
        _left -= count;
        if (_left < 0)
            throw new UnreadableException("it unpacks to far more than it is, as zip bombs do") { EndsFile = true };
    }
}
