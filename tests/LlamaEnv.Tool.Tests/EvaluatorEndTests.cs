using System.Diagnostics;

namespace LlamaEnv.Tool.Tests;

/// <summary>The program that reads a project ends with the tool, also where that is killed and can stop nobody.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class EvaluatorEndTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    [TestMethod]
    public void It_ends_when_the_tool_is_killed()
    {
        using Store store = new();
        // Nobody writes into the pipe, so the evaluation does not end by itself.
        File.WriteAllText(Path.Combine(store.Root, "app.proj"), "<Project><Import Project=\"pipe.props\" /></Project>");
        using (Process make = Process.Start("mkfifo", [Path.Combine(store.Root, "pipe.props")]))
            make.WaitForExit();

        using Process tool = Built.Start(store, Built.Tool, "inject", "--dry-run");
        int evaluator = WaitFor(() => FindEvaluator(store.Root), static id => id != 0);
        tool.Kill();
        tool.WaitForExit();

        Assert.AreEqual(0, WaitFor(() => FindEvaluator(store.Root), static id => id == 0), $"process {evaluator} goes on");
    }

    private static int WaitFor(Func<int> find, Predicate<int> isWanted)
    {
        Stopwatch waited = Stopwatch.StartNew();
        int found;
        while (!isWanted(found = find()) && waited.Elapsed < s_timeout)
            Thread.Sleep(20);
        return found;
    }

    /// <summary>The id of the evaluator that reads a project below <paramref name="folder"/>; 0 where there is none.</summary>
    private static int FindEvaluator(string folder)
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(directory), out int id) && File.ReadAllText(Path.Combine(directory, "cmdline")) is var line
                    && line.Contains("LlamaEnv.Evaluator.dll", StringComparison.Ordinal) && line.Contains(folder, StringComparison.Ordinal))
                    return id;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        return 0;
    }
}
