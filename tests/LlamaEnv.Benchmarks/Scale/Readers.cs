using System.Diagnostics;
using LlamaEnv.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>Programs with LlamaEnv.Hosting that follow a mounted folder: so many containers of services in this process.</summary>
internal sealed class Readers : IDisposable
{
    private readonly List<ServiceProvider> _providers = [];
    private readonly List<IDisposable?> _watches = [];
    private readonly List<TimeSpan> _delays = [];
    private long _swapped;

    /// <summary>Time until each had the new key, after <see cref="SwapAndWaitAsync"/>.</summary>
    internal IReadOnlyList<TimeSpan> Delays => _delays;

    /// <summary>They start one after another over one interval, as pods do.</summary>
    internal static async Task<Readers> StartAsync(int count, MountedFolder folder, TimeSpan interval)
    {
        Readers readers = new();
        for (int i = 0; i < count; i++)
        {
            ServiceProvider provider = new ServiceCollection()
                .AddLlamaCloudOptions(options => (options.SecretsDirectory, options.ReloadInterval) = (folder.Root, interval))
                .BuildServiceProvider();
            IOptionsMonitor<LlamaCloudOptions> monitor = provider.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
            _ = monitor.CurrentValue;
            readers._watches.Add(monitor.OnChange((_, _) => readers.NoteChange()));
            readers._providers.Add(provider);
            if (i % 10 == 9)
                await Task.Delay(interval * 10 / count);
        }

        return readers;
    }

    internal async Task SwapAndWaitAsync(MountedFolder folder)
    {
        lock (_delays)
            _delays.Clear();
        _swapped = Stopwatch.GetTimestamp();
        folder.Swap();
        while (Count() < _providers.Count)
            await Task.Delay(50);
        lock (_delays)
            _delays.Sort();
    }

    public void Dispose()
    {
        _watches.ForEach(static watch => watch?.Dispose());
        _providers.ForEach(static provider => provider.Dispose());
    }

    private int Count()
    {
        lock (_delays)
            return _delays.Count;
    }

    private void NoteChange()
    {
        lock (_delays)
            _delays.Add(Stopwatch.GetElapsedTime(_swapped));
    }
}
