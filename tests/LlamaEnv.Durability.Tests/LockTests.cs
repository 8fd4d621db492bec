using System.Diagnostics;
using System.Runtime.Versioning;

namespace LlamaEnv.Durability.Tests;

[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LockTests
{
    private static readonly CompleteSet s_before = new(1, 0);
    private static readonly CompleteSet s_after = new(2, 0);

    [TestMethod]
    public void A_waiting_run_goes_on_when_the_lock_is_released() =>
        WaitUntil(static holder => holder.StandardInput.Close());

    [TestMethod]
    public void A_killed_holder_frees_the_lock_at_once() =>
        WaitUntil(static holder => holder.Kill());

    [TestMethod]
    public void A_lock_that_is_never_released_is_an_error()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        using Process holder = Hold(directory);

        Outcome result = directory.Tool("inject", "--source", "environment").With(s_after).Run().AssertFailed("LLENV0032");

        Assert.Contains($"lock on {directory.Path} ", result.Error);
        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
        holder.Kill();
    }

    [TestMethod]
    public void A_run_with_nothing_to_write_does_not_wait_for_the_lock()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        File.SetUnixFileMode(directory.EnvFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using Process holder = Hold(directory);

        directory.Tool("inject", "--source", "environment").With(s_before).Run().AssertSucceeded();

        holder.Kill();
    }

    private static void WaitUntil(Action<Process> release)
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        using Process holder = Hold(directory);
        using Process waiter = directory.Tool("inject", "--source", "environment").With(s_after).Start();
        waiter.StandardInput.Close();

        WaitUntilItWaits(waiter);
        Assert.IsFalse(waiter.HasExited, "It did not wait.");
        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));

        release(holder);
        Outcome.Of(waiter).AssertSucceeded();

        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    /// <summary>Linux tells who waits for a lock; elsewhere a moment has to do.</summary>
    private static void WaitUntilItWaits(Process process)
    {
        if (OperatingSystem.IsLinux())
            Limits.WaitUntil(() => process.HasExited || File.ReadLines("/proc/locks").Any(line => line.Contains("-> FLOCK", StringComparison.Ordinal) && line.Contains($" {process.Id} ", StringComparison.Ordinal)), "waiting for the lock");
        else
            Thread.Sleep(1000);
    }

    private static Process Hold(TempDirectory directory)
    {
        Process holder = directory.Worker("hold-directory", directory.Path).Start();
        Assert.AreEqual("held", holder.StandardOutput.ReadLine());
        return holder;
    }
}
