using System.Diagnostics;
using System.Globalization;

namespace LlamaEnv.Durability.Tests;

[TestClass]
public sealed class ConcurrentWritersTests(TestContext context)
{
    private const int Writers = 32;
    private const int Rounds = 200;

    [TestMethod]
    public void Thirty_two_writers_and_a_reader_never_meet_half_a_set_or_a_lost_line()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(new CompleteSet(0, 0)));
        long start = Stopwatch.GetTimestamp();
        List<Process> writers = [.. Enumerable.Range(1, Writers).Select(n => directory.Worker("inject", directory.Path, Text(n), Text(Rounds), "dotenv").Start())];
        try
        {
            List<Task<CommandResult>> ends = [.. writers.Select(w => Task.Run(() => CommandResult.Of(w, TimeSpan.FromMinutes(3))))];
            Task all = Task.WhenAll(ends);
            HashSet<CompleteSet> seen = [];
            int reads = 0;
            for (; !all.IsCompleted; reads++)
                seen.Add(SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));

            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            foreach (Task<CommandResult> end in ends)
                end.Result.AssertSucceeded();
            int longest = ends.Max(e => int.Parse(e.Result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], CultureInfo.InvariantCulture));
            context.WriteLine($"{Writers} processes x {Rounds} writes in {elapsed.TotalSeconds:0.0} s; {reads} reads saw {seen.Count} sets; longest inject {longest} ms");

            Assert.AreEqual(Rounds - 1, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)).Round);
            Assert.AreEqual(".env", directory.Files);
            Assert.IsLessThan(90, elapsed.TotalSeconds);
        }
        finally
        {
            foreach (Process writer in writers)
            {
                writer.Kill();
                writer.Dispose();
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
