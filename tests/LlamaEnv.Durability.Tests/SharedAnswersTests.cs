using System.Diagnostics;

namespace LlamaEnv.Durability.Tests;

/// <summary>Processes of one build that ask a slow source at once, and what becomes of them when the one that asks is killed.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class SharedAnswersTests
{
    private const int Processes = 6;

    [TestMethod]
    public async Task Processes_that_ask_at_once_ask_once()
    {
        using TempDirectory directory = new();
        Process[] processes = [.. Enumerable.Range(0, Processes).Select(_ => Start(directory, "one"))];
        Limits.WaitUntil(() => Asked(directory).Length > 0, "the first one that asks");
        directory.Write("answer", "");

        string[] said = await Task.WhenAll(processes.Select(Said));

        string key = $"llx-of-{Asked(directory).Single()}";
        Assert.HasCount(1, said.Where(line => line == $"Asked {key}"), string.Join('\n', said));
        Assert.HasCount(Processes - 1, said.Where(line => line == $"OtherProcess {key}"), string.Join('\n', said));
        await End(processes);
        Assert.IsEmpty(Directory.GetDirectories(directory.Path, "llamaenv*"));
    }

    [TestMethod]
    public async Task When_the_one_that_asks_is_killed_another_asks_and_serves_the_rest()
    {
        using TempDirectory directory = new();
        using Process first = Start(directory, "one");
        Limits.WaitUntil(() => Asked(directory).Length == 1, "the first one that asks");
        Process[] others = [.. Enumerable.Range(0, Processes - 1).Select(_ => Start(directory, "one"))];
        await Task.Delay(300);

        first.Kill();
        Limits.WaitUntil(() => Asked(directory).Length == 2, "the one that asks in its place");
        directory.Write("answer", "");

        string[] said = await Task.WhenAll(others.Select(Said));
        string key = $"llx-of-{Asked(directory).Except([$"{first.Id}"]).Single()}";
        Assert.HasCount(1, said.Where(line => line == $"Asked {key}"), string.Join('\n', said));
        Assert.HasCount(Processes - 2, said.Where(line => line == $"OtherProcess {key}"), string.Join('\n', said));
        await End(others);
        Assert.IsEmpty(Directory.GetDirectories(directory.Path, "llamaenv*"));
    }

    [TestMethod]
    public async Task When_the_one_that_has_the_answer_is_killed_the_next_to_come_asks()
    {
        using TempDirectory directory = new();
        directory.Write("answer", "");
        using Process first = Start(directory, "one");
        Assert.AreEqual($"Asked llx-of-{first.Id}", await Said(first));
        first.Kill();
        await first.WaitForExitAsync();

        using Process next = Start(directory, "one");
        Assert.AreEqual($"Asked llx-of-{next.Id}", await Said(next));
        await End(next);
        Assert.IsEmpty(Directory.GetDirectories(directory.Path, "llamaenv*"));
    }

    [TestMethod]
    public async Task A_build_that_begins_before_another_has_ended_asks_for_itself()
    {
        using TempDirectory directory = new();
        directory.Write("answer", "");
        using Process first = Start(directory, "one");
        await Said(first);

        using Process next = Start(directory, "two");
        Assert.AreEqual($"Asked llx-of-{next.Id}", await Said(next));
        await End(next, first);
    }

    private static Process Start(TempDirectory directory, string build)
    {
        Process process = directory.Worker("ask", directory.Path, build).Start();
        return process;
    }

    private static async Task<string> Said(Process process) => await process.StandardOutput.ReadLineAsync().WaitAsync(Limits.Hang) ?? await process.StandardError.ReadToEndAsync();

    private static async Task End(params Process[] processes)
    {
        foreach (Process process in processes)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Limits.Hang);
            Assert.AreEqual(0, process.ExitCode);
        }
    }

    private static string[] Asked(TempDirectory directory) => [.. Directory.GetFiles(directory.Path, "asked-*").Select(static f => Path.GetFileName(f)["asked-".Length..])];
}
