using System.Diagnostics;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>
/// Agents, each a process of its own: <c>dotnet-llama-env run -- printenv</c>. One that fails is started again as the
/// kubelet does it, after a pause that doubles; the pauses are a tenth of the kubelet's.
/// </summary>
/// <param name="tool">The executable of the tool.</param>
/// <param name="source">The source that each agent asks.</param>
internal sealed class Fleet(string tool, string source)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _ready = [];

    /// <summary>How many run at once, as nodes start so many pods at a time.</summary>
    internal int AtOnce { get; init; } = 64;

    /// <summary>Starts are spread over this time at random, and so are the pauses.</summary>
    internal TimeSpan Spread { get; init; }

    /// <summary>The set that is current, where it changes.</summary>
    internal Func<int> Current { get; init; } = static () => 0;

    /// <summary>When an agent was ready, counted from the start of the first.</summary>
    internal IReadOnlyList<TimeSpan> Ready => _ready;

    internal int Starts { get; private set; }

    /// <summary>Ends of the tool with an error.</summary>
    internal int Failures { get; private set; }

    /// <summary>Key of one set, project of another.</summary>
    internal int Mixed { get; private set; }

    /// <summary>A set that was replaced before the agent started.</summary>
    internal int Old { get; private set; }

    /// <summary>What the processes used, theirs included, in milliseconds a start.</summary>
    internal double CpuPerStart { get; private set; }

    internal async Task<Fleet> RunAsync(int agents, CancellationToken limit)
    {
        double before = ChildrenCpu.Milliseconds();
        long start = Stopwatch.GetTimestamp();
        using SemaphoreSlim places = new(AtOnce);
        await Task.WhenAll(Enumerable.Range(0, agents).Select(_ => RunAgentAsync(start, places, limit)));
        CpuPerStart = (ChildrenCpu.Milliseconds() - before) / Math.Max(1, Starts);
        _ready.Sort();
        return this;
    }

    private async Task RunAgentAsync(long start, SemaphoreSlim places, CancellationToken limit)
    {
        try
        {
            await Task.Delay(Spread * Random.Shared.NextDouble(), limit);
            for (TimeSpan pause = s_firstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks)))
            {
                await places.WaitAsync(limit);
                bool isReady = await StartAsync(limit);
                places.Release();
                if (isReady)
                    break;

                await Task.Delay(Spread == TimeSpan.Zero ? pause : pause * (0.5 + Random.Shared.NextDouble()), limit);
            }

            lock (_lock)
                _ready.Add(Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException)
        {
            // Not ready in time: missing among those that are.
        }
    }

    private async Task<bool> StartAsync(CancellationToken limit)
    {
        ProcessStartInfo info = new(tool, ["run", "--no-project", "--source", source, "--", "printenv", "LLAMA_CLOUD_API_KEY", "LLAMA_AGENTS_PROJECT_ID"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        int current = Current();
        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string printed = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        bool succeeded = process.ExitCode == 0;
        if (!succeeded && !(await errors).Contains("LLENV0002", StringComparison.Ordinal))
            throw new InvalidOperationException($"{tool} ended with {process.ExitCode}: {await errors}");

        int? generation = KeySet.GenerationOf(printed);
        lock (_lock)
        {
            Starts++;
            Failures += succeeded ? 0 : 1;
            Mixed += succeeded && generation is null ? 1 : 0;
            Old += succeeded && generation < current ? 1 : 0;
        }

        limit.ThrowIfCancellationRequested();
        return succeeded;
    }
}
