using System.Runtime.InteropServices;

namespace LlamaEnv.Tool.Tests;

/// <summary>
/// Whoever starts the tests in the background, or with nohup, has them ignore signals, and so every program that they
/// start. Some of these are there to be ended by one.
/// </summary>
[TestClass]
public static partial class Signals
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    [AssemblyInitialize]
    public static void StopIgnoring(TestContext _)
    {
        if (OperatingSystem.IsWindows())
            return;

        foreach (int signal in (ReadOnlySpan<int>)[HangUp, Interrupt])
        {
            nint before = SetHandler(signal, Default);
            if (before != Ignored)
                SetHandler(signal, before);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
