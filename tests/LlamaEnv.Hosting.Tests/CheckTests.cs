using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using LlamaEnv.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlamaEnv.Hosting.Tests;

/// <summary>A host with the check: it starts with a valid set, and with nothing else.</summary>
[TestClass]
public sealed partial class CheckTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_start_without_a_key_is_stopped_before_any_other_service()
    {
        using IHost host = Build(null, []);

        LlamaCloudCheckException failure = await Assert.ThrowsExactlyAsync<LlamaCloudCheckException>(() => host.StartAsync(TestContext.CancellationToken));

        Assert.AreEqual("LLENV0001", failure.Diagnostics.Single().Code);
        Assert.AreEqual(failure.Message, failure.ToString());
        Assert.IsNull(failure.StackTrace);
        Assert.StartsWith("llama-env : error LLENV0001: LLAMA_CLOUD_API_KEY is missing. ", failure.Message);
        Assert.IsFalse(host.Services.GetRequiredService<Other>().HasRun);
    }

    [TestMethod]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        using IHost host = Build(null, new() { ["LlamaCloud:ApiKey"] = "your-api-key", ["LlamaCloud:BaseUrl"] = "http://llama.example.com" });

        LlamaCloudCheckException failure = await Assert.ThrowsExactlyAsync<LlamaCloudCheckException>(() => host.StartAsync(TestContext.CancellationToken));

        CollectionAssert.AreEquivalent(new[] { "LLENV0010", "LLENV0016" }, failure.Diagnostics.Select(d => d.Code).ToArray());
        Assert.HasCount(2, failure.Message.Split('\n'));
    }

    [TestMethod]
    public async Task A_start_with_a_key_logs_names_sources_and_masks()
    {
        Lines lines = new();
        using IHost host = Build(null, new() { ["LlamaCloud:ApiKey"] = Fake.Key, ["LlamaCloud:ProjectId"] = Fake.Project }, lines);

        await host.StartAsync(TestContext.CancellationToken);

        Assert.IsTrue(host.Services.GetRequiredService<Other>().HasRun);
        string line = lines.All.Single(l => l.StartsWith("LlamaCloud: ", StringComparison.Ordinal));
        Assert.Contains("LLAMA_CLOUD_API_KEY=llx-*** (52 characters) from configuration LlamaCloud:ApiKey", line);
        Assert.DoesNotContain(Fake.Key[4..], string.Concat(lines.All));
        LlamaCloudOptions options = host.Services.GetRequiredService<IOptions<LlamaCloudOptions>>().Value;
        Assert.AreEqual((Fake.Key, Fake.DefaultUrl, Fake.Project), (options.ApiKey.Reveal(), options.BaseUrl, options.ProjectId));
        Assert.DoesNotContain(Fake.Key[4..], options.ToString());
        await host.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task The_switch_for_tests_lets_a_host_start_without_a_key()
    {
        using IHost host = Build(null, new() { ["LlamaEnv:Check"] = "false" });

        await host.StartAsync(TestContext.CancellationToken);

        Assert.IsTrue(host.Services.GetRequiredService<Other>().HasRun);
        await host.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task A_mounted_set_goes_before_the_configuration_and_is_not_mixed_with_it()
    {
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey + "\n");
        using IHost host = Build(folder.Root, new() { ["LlamaCloud:ApiKey"] = Fake.Key, ["LlamaCloud:ProjectId"] = Fake.Project });

        await host.StartAsync(TestContext.CancellationToken);

        LlamaCloudOptions options = host.Services.GetRequiredService<IOptions<LlamaCloudOptions>>().Value;
        Assert.AreEqual((Fake.FileKey, Fake.DefaultUrl, null), (options.ApiKey.Reveal(), options.BaseUrl, options.ProjectId));
        await host.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("directory")]
    [DataRow("bytes")]
    [DataRow("long")]
    public async Task A_mount_that_cannot_be_used_stops_the_start(string what)
    {
        using TempFolder folder = new();
        string path = folder.At("LLAMA_CLOUD_API_KEY");
        if (what == "directory")
            Directory.CreateDirectory(path);
        else if (what != "missing")
            folder.Write("LLAMA_CLOUD_API_KEY", what == "bytes" ? [0xFF, 0xFE, 0x41] : new byte[100_000]);
        using IHost host = Build(what == "missing" ? folder.At("nowhere") : folder.Root, new() { ["LlamaCloud:ApiKey"] = Fake.Key });

        LlamaCloudCheckException failure = await Assert.ThrowsExactlyAsync<LlamaCloudCheckException>(() => host.StartAsync(TestContext.CancellationToken));

        Assert.AreEqual("LLENV0002", failure.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow(true, "Put it into ")]
    [DataRow(false, "Give it to the program as an environment variable")]
    public async Task What_is_missing_is_asked_of_whoever_runs_the_program_and_not_of_a_build(bool isMounted, string fix)
    {
        using TempFolder folder = new();
        using IHost host = Build(isMounted ? folder.Root : null, []);

        LlamaCloudCheckException failure = await Assert.ThrowsExactlyAsync<LlamaCloudCheckException>(() => host.StartAsync(TestContext.CancellationToken));

        Assert.AreEqual("LLENV0001", failure.Diagnostics.Single().Code);
        Assert.Contains(fix, failure.Message);
        Assert.DoesNotContain("--environment", failure.Message);
        Assert.DoesNotContain("dotnet build", failure.Message);
        if (isMounted)
            Assert.Contains(folder.Root, failure.Message);
    }

    [TestMethod]
    public async Task A_rotated_file_reaches_the_options_without_a_restart()
    {
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        using IHost host = Build(folder.Root, []);
        await host.StartAsync(TestContext.CancellationToken);
        IOptionsMonitor<LlamaCloudOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
        TaskCompletionSource<string> seen = new();
        using IDisposable? subscription = monitor.OnChange(options => seen.TrySetResult(options.ApiKey.Reveal()));
        Assert.AreEqual(Fake.Key, monitor.CurrentValue.ApiKey.Reveal());

        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey);

        Assert.AreEqual(Fake.FileKey, await seen.Task.WaitAsync(Limits.Hang, TestContext.CancellationToken));
        Assert.AreEqual(Fake.FileKey, monitor.CurrentValue.ApiKey.Reveal());
        await host.StopAsync(TestContext.CancellationToken);
    }

    /// <summary>A file that is replaced in its place is empty for a moment; what the configuration has is no new key then.</summary>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_rotation_that_brings_nothing_usable_keeps_what_was_there(bool hasOther)
    {
        Clock clock = new();
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey);
        using IHost host = Build(folder.Root, hasOther ? new() { ["LlamaCloud:ApiKey"] = Fake.Key, ["LlamaCloud:BaseUrl"] = "https://old.example.org" } : [], interval: TimeSpan.Zero, clock: clock);
        IOptionsMonitor<LlamaCloudOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
        LlamaCloudState state = host.Services.GetRequiredService<LlamaCloudState>();
        Assert.AreEqual(Fake.FileKey, monitor.CurrentValue.ApiKey.Reveal());

        foreach (string broken in new[] { "", "your-api-key", "a b" })
        {
            folder.Write("LLAMA_CLOUD_API_KEY", broken);
            state.Refresh();
            state.Read();
            state.Refresh();
            Assert.AreEqual(Fake.FileKey, monitor.CurrentValue.ApiKey.Reveal());
        }

        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        state.Refresh();
        clock.Seconds++;
        state.Refresh();
        Assert.AreEqual(Fake.Key, monitor.CurrentValue.ApiKey.Reveal());
    }

    /// <summary>Between two of them no set is whole: the new key would go to the old one's server.</summary>
    [TestMethod]
    public void Files_that_are_written_one_by_one_are_a_set_when_they_stay_as_they_are()
    {
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        folder.Write("LLAMA_CLOUD_BASE_URL", Fake.Europe);
        Clock clock = new();
        using IHost host = Build(folder.Root, [], interval: TimeSpan.Zero, clock: clock);
        IOptionsMonitor<LlamaCloudOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
        LlamaCloudState state = host.Services.GetRequiredService<LlamaCloudState>();
        List<string> seen = [$"{monitor.CurrentValue.ApiKey.Reveal()} {monitor.CurrentValue.BaseUrl}"];
        using IDisposable? subscription = monitor.OnChange(o => seen.Add($"{o.ApiKey.Reveal()} {o.BaseUrl}"));

        foreach ((string name, string? text) in new[] { ("LLAMA_CLOUD_API_KEY", Fake.FileKey), ("LLAMA_CLOUD_BASE_URL", null), ("LLAMA_CLOUD_BASE_URL", Fake.DefaultUrl), ("LLAMA_CLOUD_BASE_URL", "https://llama.example.org") })
        {
            if (text is null)
                File.Delete(folder.At(name));
            else
                folder.Write(name, text);
            if (text != Fake.DefaultUrl) // The same values as where there is no file.
                state.Refresh();
            state.Refresh(); // The configuration may be loaded again at any time.
            clock.Seconds += 0.9;
            Assert.HasCount(1, seen, "none stayed for a second");
        }

        clock.Seconds += 0.1;
        state.Refresh();
        CollectionAssert.AreEqual(new[] { $"{Fake.Key} {Fake.Europe}", $"{Fake.FileKey} https://llama.example.org" }, seen);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void Files_that_are_replaced_as_a_whole_are_a_set_at_once()
    {
        using TempFolder folder = new();
        folder.Write("..1/LLAMA_CLOUD_API_KEY", Fake.Key);
        folder.Write("..2/LLAMA_CLOUD_API_KEY", Fake.FileKey);
        File.CreateSymbolicLink(folder.At("..data"), "..1");
        File.CreateSymbolicLink(folder.At("LLAMA_CLOUD_API_KEY"), "..data/LLAMA_CLOUD_API_KEY");
        using IHost host = Build(folder.Root, [], interval: TimeSpan.Zero);
        IOptionsMonitor<LlamaCloudOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
        Assert.AreEqual(Fake.Key, monitor.CurrentValue.ApiKey.Reveal());

        File.CreateSymbolicLink(folder.At("..new"), "..2");
        Assert.AreEqual(0, Rename(folder.At("..new"), folder.At("..data")));
        host.Services.GetRequiredService<LlamaCloudState>().Refresh();

        Assert.AreEqual(Fake.FileKey, monitor.CurrentValue.ApiKey.Reveal());
    }

    [TestMethod]
    public async Task A_set_that_comes_while_a_program_starts_is_used_at_once()
    {
        using TempFolder folder = new();
        using IHost host = Build(folder.Root, [], interval: TimeSpan.Zero);
        IOptionsMonitor<LlamaCloudOptions> monitor = host.Services.GetRequiredService<IOptionsMonitor<LlamaCloudOptions>>();
        Assert.IsTrue(monitor.CurrentValue.ApiKey.IsEmpty);

        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        await host.StartAsync(TestContext.CancellationToken);

        Assert.AreEqual(Fake.Key, monitor.CurrentValue.ApiKey.Reveal());
        await host.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    public async Task What_is_odd_about_a_new_set_and_that_an_old_one_is_back_is_logged()
    {
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        Lines lines = new();
        Clock clock = new();
        using IHost host = Build(folder.Root, [], lines, TimeSpan.Zero, clock);
        await host.StartAsync(TestContext.CancellationToken);
        LlamaCloudState state = host.Services.GetRequiredService<LlamaCloudState>();

        folder.Write("LLAMA_CLOUD_API_KEY", "");
        state.Refresh();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey);
        state.Refresh();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        state.Refresh();
        Assert.AreEqual(1, lines.All.Count(static l => l.Contains("can be used again", StringComparison.Ordinal)), string.Join('\n', lines.All));

        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey[..32]);
        state.Refresh();
        Assert.IsFalse(lines.All.Any(static l => l.Contains("has changed: ", StringComparison.Ordinal)), "it may be half a key");
        clock.Seconds++;
        state.Refresh();
        Assert.IsTrue(lines.All.Any(static l => l.Contains("LLENV0014", StringComparison.Ordinal)), string.Join('\n', lines.All));
        await host.StopAsync(TestContext.CancellationToken);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public async Task A_folder_that_Kubernetes_replaces_is_always_one_set()
    {
        using TempFolder folder = new();
        (string Key, string Project)[] sets = [(Fake.Key, Fake.Project), (Fake.FileKey, Fake.FileProject)];
        Publish(0);
        foreach (string name in new[] { "LLAMA_CLOUD_API_KEY", "LLAMA_AGENTS_PROJECT_ID" })
            File.CreateSymbolicLink(folder.At(name), Path.Combine("..data", name));
        LlamaCloudReader reader = new(new LlamaCloudCheckOptions { SecretsDirectory = folder.Root }, null, null, () => Fake.Published(folder, Fake.Host()));

        using CancellationTokenSource stop = new();
        Task writer = Task.Run(() =>
        {
            for (int generation = 1; !stop.IsCancellationRequested; generation++)
                Publish(generation);
        });
        HashSet<string> seen = [];
        for (int i = 0; i < 2000; i++)
        {
            LlamaCloudSet set = reader.Read();
            if (set.IsUsable)
                seen.Add($"{set.Find(Variable.ApiKey)!.Value.Reveal()} {set.Find(Variable.ProjectId)?.Value.Reveal()}");
        }

        await stop.CancelAsync();
        await writer;
        Assert.IsEmpty(seen.Except(sets.Select(s => $"{s.Key} {s.Project}")));
        Assert.IsNotEmpty(seen);

        // As the kubelet does it: a new folder, a new link in the place of the old one, and the old folder goes.
        void Publish(int generation)
        {
            folder.Write($"..{generation}/LLAMA_CLOUD_API_KEY", sets[generation % 2].Key);
            folder.Write($"..{generation}/LLAMA_AGENTS_PROJECT_ID", sets[generation % 2].Project);
            File.CreateSymbolicLink(folder.At("..data_tmp"), $"..{generation}");
            Assert.AreEqual(0, Rename(folder.At("..data_tmp"), folder.At("..data")));
            if (generation > 0)
                Directory.Delete(folder.At($"..{generation - 1}"), recursive: true);
        }
    }

    /// <summary>.NET moves no link to a folder over another.</summary>
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [TestMethod]
    [DataRow("Production", false)]
    [DataRow("Development", true)]
    public async Task The_key_of_another_environment_stops_the_start(string environment, bool isStopped)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LlamaCloud:ApiKey"] = Fake.Key });
        builder.Services.AddLlamaCloudCheck(o => o.KeyFingerprint = $"Production={KeyFingerprint.Of(new Secret(Fake.Key))}");
        using IHost host = builder.Build();

        if (!isStopped)
        {
            await host.StartAsync(TestContext.CancellationToken);
            return;
        }

        LlamaCloudCheckException failure = await Assert.ThrowsExactlyAsync<LlamaCloudCheckException>(() => host.StartAsync(TestContext.CancellationToken));
        Assert.AreEqual("LLENV0023", failure.Diagnostics.Single().Code);
        Assert.Contains("is the key of Production, and this is for Development", failure.Message);
        Assert.DoesNotContain(Fake.Key[4..], failure.Message);
    }

    private static IHost Build(string? directory, Dictionary<string, string?> configuration, Lines? lines = null, TimeSpan? interval = null, Clock? clock = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        if (clock is not null)
            builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Configuration.AddInMemoryCollection(configuration);
        if (lines is not null)
            builder.Logging.AddProvider(lines);
        builder.Services.AddSingleton<Other>().AddHostedService(p => p.GetRequiredService<Other>());
        builder.Services.AddLlamaCloudCheck(o =>
        {
            o.SecretsDirectory = directory;
            o.ReloadInterval = interval ?? TimeSpan.FromMilliseconds(20);
        });
        return builder.Build();
    }

    private sealed class Clock : TimeProvider
    {
        internal double Seconds { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (long)Math.Round(Seconds * TimestampFrequency);
    }

    private sealed class Other : BackgroundService
    {
        internal bool HasRun { get; private set; }

        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            HasRun = true;
            return Task.CompletedTask;
        }

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            HasRun = true;
            return base.StartAsync(cancellationToken);
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _all = new();

        internal IEnumerable<string> All => _all;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _all.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
