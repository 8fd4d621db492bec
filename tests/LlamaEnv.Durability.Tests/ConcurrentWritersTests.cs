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
        List<Process> writers = [.. Enumerable.Range(1, Writers).Select(n => directory.Worker("inject", directory.Path, Text(n), Text(Rounds), "dotenv").Start())];
        try
        {
            List<Task<Outcome>> ends = [.. writers.Select(w => Task.Run(() => Outcome.Of(w)))];
            Task all = Task.WhenAll(ends);
            HashSet<CompleteSet> seen = [];
            int reads = 0;
            for (; !all.IsCompleted; reads++)
                seen.Add(SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));

            foreach (Task<Outcome> end in ends)
                end.Result.AssertSucceeded();
            context.WriteLine($"{Writers} processes x {Rounds} writes; {reads} reads saw {seen.Count} sets");

            Assert.AreEqual(Rounds - 1, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)).Round);
            Assert.AreEqual(".env", directory.Files);
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
