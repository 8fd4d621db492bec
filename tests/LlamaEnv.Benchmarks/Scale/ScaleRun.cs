using System.Diagnostics;
using System.Globalization;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>For scale.sh: the same agents, with the ways a key can reach them.</summary>
/// <param name="tool">The executable of the tool.</param>
/// <param name="asking">Agents where each asks the manager.</param>
/// <param name="reading">Agents where each reads a mounted folder.</param>
internal sealed class ScaleRun(string tool, int asking, int reading)
{
    /// <summary>What the manager serves in ten seconds: a fortieth of Azure Key Vault's 4,000, as this machine starts a fortieth of a cluster's pods.</summary>
    private const int Limit = 100;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(150);

    internal async Task RunAsync()
    {
        Console.WriteLine($"the manager serves {Limit} requests in 10 s; {asking} agents that ask it, {reading} that read files, 64 at once");
        Console.WriteLine();
        Console.WriteLine($"{"",-44} {"requests",8} {"429",6} {"503",6} {"peak/s",6} {"ready",6} {"first",6} {"median",6} {"last",6} {"starts",6} {"failed",6} {"CPU ms",6}");

        await AskAsync("each asks, as soon as it starts", "", TimeSpan.Zero, outage: TimeSpan.Zero);
        await AskAsync("each asks, its client heeds Retry-After", "--retry 20 --retry-max-time 25", TimeSpan.Zero, outage: TimeSpan.Zero);
        await AskAsync("each asks, starts spread at random", "", SimulatedManager.Window * asking / Limit * 1.25, outage: TimeSpan.Zero);
        await AskAsync("each asks, the manager is down for 20 s", "", TimeSpan.Zero, outage: TimeSpan.FromSeconds(20));
        await ReadAsync("one asks, all read files", outage: TimeSpan.Zero);
        await ReadAsync("one asked before, the manager is down", outage: s_limit);
        await RotateAsync();
        await FollowAsync();
    }

    private async Task AskAsync(string name, string retry, TimeSpan spread, TimeSpan outage)
    {
        await using SimulatedManager manager = await SimulatedManager.StartAsync(Limit);
        manager.IsDown = outage > TimeSpan.Zero;
        Task end = Task.Delay(outage).ContinueWith(_ => manager.IsDown = false, TaskScheduler.Default);
        Fleet fleet = new(tool, $"process:curl -fsS {retry} {manager.Url}/") { Spread = spread };
        await RunAsync(fleet, asking);
        await end;
        Report(name, manager, fleet, asking);
    }

    private async Task ReadAsync(string name, TimeSpan outage)
    {
        await using SimulatedManager manager = await SimulatedManager.StartAsync(Limit);
        manager.IsDown = outage > TimeSpan.Zero;
        using MountedFolder folder = new();
        if (!manager.IsDown)
        {
            using HttpClient client = new();
            await client.GetStringAsync(new Uri(manager.Url));
        }

        Fleet fleet = new(tool, "secrets-directory:" + folder.Root);
        await RunAsync(fleet, reading);
        Report(name, manager, fleet, reading);
    }

    /// <summary>A swap each 50 ms, far more often than anybody rotates, so that starts and swaps do meet.</summary>
    private async Task RotateAsync()
    {
        using MountedFolder folder = new();
        using CancellationTokenSource end = new();
        Task swaps = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                folder.Swap();
                await Task.Delay(50);
            }
        });
        Fleet fleet = new(tool, "secrets-directory:" + folder.Root) { Current = () => folder.Generation };
        await RunAsync(fleet, reading);
        await end.CancelAsync();
        await swaps;
        Console.WriteLine();
        Console.WriteLine($"rotation while they start: {fleet.Starts} starts, {folder.Generation} swaps, {fleet.Mixed} mixed sets, {fleet.Old} old ones, {fleet.Failures} failed, CPU {Number(fleet.CpuPerStart)} ms a start");
    }

    private static async Task FollowAsync()
    {
        const int count = 1000;
        TimeSpan interval = TimeSpan.FromSeconds(10);
        using MountedFolder folder = new();
        using Readers readers = await Readers.StartAsync(count, folder, interval);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(interval * 2);
        TimeSpan idle = Process.GetCurrentProcess().TotalProcessorTime - before;
        await readers.SwapAndWaitAsync(folder);
        Console.WriteLine($"{count} running programs, ReloadInterval 10 s: new key after {Seconds(readers.Delays[0])}, {Seconds(readers.Delays[count / 2])} (median), {Seconds(readers.Delays[^1])} s (last); CPU {idle.TotalMilliseconds / count / 2:F2} ms a look");
    }

    private static async Task RunAsync(Fleet fleet, int agents)
    {
        using CancellationTokenSource limit = new(s_limit);
        await fleet.RunAsync(agents, limit.Token);
    }

    private static void Report(string name, SimulatedManager manager, Fleet fleet, int agents)
    {
        IReadOnlyList<TimeSpan> ready = fleet.Ready;
        string At(int index) => index < ready.Count ? Seconds(ready[index]) : "-";
        Console.WriteLine($"{name,-44} {manager.Requests,8} {manager.Throttled,6} {manager.Unavailable,6} {manager.Peak,6} {ready.Count,6} {At(0),6} {At(agents / 2),6} {At(agents - 1),6} {fleet.Starts,6} {fleet.Failures,6} {Number(fleet.CpuPerStart),6}");
    }

    private static string Seconds(TimeSpan time) => Number(time.TotalSeconds);

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
