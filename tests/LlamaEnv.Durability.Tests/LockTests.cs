using System.Diagnostics;
using System.Runtime.Versioning;

namespace LlamaEnv.Durability.Tests;

[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class LockTests(TestContext context)
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
    public void A_lock_that_is_never_released_is_an_error_after_ten_seconds()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        using Process holder = Hold(directory);
        long start = Stopwatch.GetTimestamp();

        CommandResult result = directory.Tool("inject", "--source", "environment").With(s_after).Run().AssertFailed("LLENV0032");

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        context.WriteLine($"gave up after {seconds:0.0} s");
        Assert.IsInRange(9.9, 20, seconds);
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

    private void WaitUntil(Action<Process> release)
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        using Process holder = Hold(directory);
        using Process waiter = directory.Tool("inject", "--source", "environment").With(s_after).Start();
        waiter.StandardInput.Close();

        Assert.IsFalse(waiter.WaitForExit(TimeSpan.FromSeconds(3)), "It did not wait.");
        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));

        long start = Stopwatch.GetTimestamp();
        release(holder);
        CommandResult.Of(waiter, TimeSpan.FromSeconds(5)).AssertSucceeded();

        context.WriteLine($"ended {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms after the release");
        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    private static Process Hold(TempDirectory directory)
    {
        Process holder = directory.Worker("hold-lock", directory.Path, "60").Start();
        Assert.AreEqual("held", holder.StandardOutput.ReadLine());
        return holder;
    }
}
