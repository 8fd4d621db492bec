namespace LlamaEnv.TestKit;

/// <summary>How long tests wait for what comes for certain. Nothing is asserted about time: a machine may be ten times slower.</summary>
public static class Limits
{
    /// <summary>Whatever takes longer hangs.</summary>
    public const int HangMilliseconds = 20 * 60 * 1000;

    /// <summary>The same.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMilliseconds(HangMilliseconds);

    /// <summary>Waits until it is so.</summary>
    public static void WaitUntil(Func<bool> condition, string what) => Assert.IsTrue(SpinWait.SpinUntil(condition, Hang), $"{what}: not within {Hang}");
}
