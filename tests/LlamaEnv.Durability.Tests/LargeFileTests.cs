using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LlamaEnv.Durability.Tests;

[TestClass]
public sealed class LargeFileTests(TestContext context)
{
    [TestMethod]
    public void Ten_megabytes_are_edited_right_and_what_that_takes_is_printed()
    {
        using TempDirectory directory = new();
        byte[] half = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"VARIABLE_{i:D6}=value of {i:D10}  # {i:D10}\n"))));
        File.WriteAllBytes(directory.EnvFile, Around(half, new CompleteSet(1, 0)));
        long start = Stopwatch.GetTimestamp();

        using Process tool = directory.Tool("inject", "--source", "environment", "--no-project").With(new CompleteSet(2, 0)).Start();
        tool.StandardInput.Close();
        string peak = WatchPeak(tool);
        Outcome.Of(tool).AssertSucceeded();

        context.WriteLine($"{2 * half.Length / 1e6:0.0} MB edited in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, peak memory {peak}");
        CollectionAssert.AreEqual(Around(half, new CompleteSet(2, 0)), File.ReadAllBytes(directory.EnvFile));
    }

    private static byte[] Around(byte[] half, CompleteSet set) =>
        [.. half, .. Encoding.ASCII.GetBytes(string.Concat(set.Variables.Select(v => $"{v.Key}={v.Value}\n"))), .. half];

    /// <summary>The last peak the system told before the process ended.</summary>
    private static string WatchPeak(Process process)
    {
        string peak = "unknown";
        while (OperatingSystem.IsLinux() && !process.HasExited)
        {
            try
            {
                peak = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))?["VmHWM:".Length..].Trim() ?? peak;
            }
            catch (IOException)
            {
                // It ended in between.
            }

            Thread.Sleep(1);
        }

        return peak;
    }
}
