using System.Diagnostics;
using System.Globalization;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>Whatever ends a rotation, and wherever: one key works, and the next run leaves nothing behind.</summary>
[TestClass]
public sealed class RotationKillTests(TestContext context)
{
    /// <summary>How many random kills. Two hundred take some minutes.</summary>
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("LLAMAENV_ROTATION_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [TestMethod]
    [DataRow($"GET {Api.Keys}", 1)]
    [DataRow($"POST {Api.Keys}", 1)]
    [DataRow($"GET {Api.Me}", 1)]
    [DataRow($"GET {Api.Projects}", 1)]
    [DataRow($"GET {Api.Me}", 2)]
    [DataRow($"DELETE {Api.Keys}/key-0001", 1)]
    public async Task Killed_at_a_request_the_next_run_goes_on_or_takes_it_back(string line, int time)
    {
        foreach (bool isDone in (bool[])[false, true])
        {
            foreach (string next in (string[])["", "--finish"])
            {
                await using RotationFolder folder = await RotationFolder.StartAsync();
                await KillAtAsync(folder, line, time, isDone);
                Assert.IsTrue(folder.Server.Has(folder.ProfileKey), $"No working key after a kill at {line}.");
                bool isUnread = line.EndsWith(Api.Keys, StringComparison.Ordinal); // Before it, there is no key to go on with.

                folder.Rotate(next.Length == 0 ? [] : [next]).Exits(0);

                folder.IsWhole();
                if (!isUnread)
                    Assert.AreEqual(1, folder.Asked, $"The run after a kill at {line} made a second key.");
            }
        }
    }

    [TestMethod]
    public async Task Killed_at_any_moment_there_is_a_working_key_and_in_the_end_no_other()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        Random random = new(1);
        Stopwatch whole = Stopwatch.StartNew();
        folder.Rotate().Exits(0);
        int length = (int)whole.ElapsedMilliseconds;
        int interrupted = 0;
        for (int i = 0; i < s_kills; i++)
        {
            using Process process = folder.Start();
            await Task.Delay(random.Next(length / 4, length + (length / 8)));
            process.Kill();
            await process.WaitForExitAsync();
            if (folder.Records.Length > 0)
                interrupted++;

            Assert.IsTrue(folder.Server.Has(folder.ProfileKey), $"Kill {i}: the profile's key is not one that works.");
            if (i % 5 == 4)
            {
                folder.Rotate(i % 2 == 0 ? ["--finish"] : []).Exits(0);
                folder.IsWhole();
            }
        }

        folder.Rotate().Exits(0);
        folder.Rotate("--finish").Exits(0);
        folder.IsWhole();
        context.WriteLine($"{s_kills} kills; {interrupted} left a rotation unfinished; {folder.Server.Lines.Count(static line => line.StartsWith("POST", StringComparison.Ordinal))} keys were made");
    }

    private static async Task KillAtAsync(RotationFolder folder, string line, int time, bool isDone)
    {
        int seen = 0;
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        folder.Server.Before = request =>
        {
            bool isIt = request == line && Interlocked.Increment(ref seen) == time;
            return isIt && !isDone ? new Reply(async (connection, _) =>
            {
                reached.TrySetResult();
                await killed.Task;
                connection.Abort();
            }) : null;
        };
        folder.Server.Done = async request =>
        {
            if (isDone && request == line && seen == time)
            {
                reached.TrySetResult();
                await killed.Task;
            }
        };
        using Process process = folder.Start();
        await reached.Task.WaitAsync(Limits.Hang);
        process.Kill();
        await process.WaitForExitAsync();
        folder.Server.Before = static _ => null;
        folder.Server.Done = static _ => Task.CompletedTask;
        killed.SetResult();
    }
}
