using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlamaEnv.Hosting.Tests;

/// <summary>The check for readiness, against a server on this machine.</summary>
[TestClass]
public sealed class HealthCheckTests
{
    private const string Path = $"/api/v1/projects/{Fake.Project}";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(200, "application/json", HealthStatus.Healthy)]
    [DataRow(200, "text/html", HealthStatus.Degraded)]
    [DataRow(204, "application/json", HealthStatus.Degraded)]
    [DataRow(401, "application/json", HealthStatus.Unhealthy)]
    [DataRow(403, "application/json", HealthStatus.Unhealthy)]
    [DataRow(403, "text/html", HealthStatus.Degraded)]
    [DataRow(404, "application/json", HealthStatus.Degraded)]
    [DataRow(429, "application/json", HealthStatus.Degraded)]
    [DataRow(500, "application/json", HealthStatus.Degraded)]
    public async Task The_answer_says_whether_the_program_is_ready(int status, string type, HealthStatus expected)
    {
        await using FakeServer server = await FakeServer.StartAsync();
        server.On(Path, Reply.Text(status == 204 ? "" : Reply.Canary, type, status));
        await using ServiceProvider services = Services(server.Url, Fake.Project);

        HealthReportEntry entry = await AskAsync(services);

        Assert.AreEqual(expected, entry.Status, entry.Description);
        Assert.AreEqual(("GET " + Path, "Bearer " + Fake.Key), (server.Seen.Single().Line, server.Seen.Single().Authorization));
        Assert.DoesNotContain("llx-", entry.Description ?? "");
        Assert.IsNull(entry.Exception);
        CollectionAssert.AreEqual(new[] { "ready" }, entry.Tags.ToArray());
    }

    [TestMethod]
    public async Task Without_a_project_the_list_is_asked_for()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        server.On("/api/v1/projects", Reply.Json("[]"));
        await using ServiceProvider services = Services(server.Url, null);

        Assert.AreEqual(HealthStatus.Healthy, (await AskAsync(services)).Status);
    }

    [TestMethod]
    public async Task A_redirect_does_not_get_the_key()
    {
        await using FakeServer other = await FakeServer.StartAsync();
        await using FakeServer server = await FakeServer.StartAsync();
        server.On(Path, Reply.Redirect(other.Url + Path));
        await using ServiceProvider services = Services(server.Url, Fake.Project);

        Assert.AreEqual(HealthStatus.Degraded, (await AskAsync(services)).Status);
        Assert.IsEmpty(other.Seen);
    }

    [TestMethod]
    public async Task An_answer_holds_for_five_minutes()
    {
        Clock clock = new();
        await using FakeServer server = await FakeServer.StartAsync();
        server.On(Path, Reply.Json("{}"), Reply.Status(401));
        await using ServiceProvider services = Services(server.Url, Fake.Project, clock);

        Assert.AreEqual(HealthStatus.Healthy, (await AskAsync(services)).Status);
        clock.Now += TimeSpan.FromMinutes(4.9);
        Assert.AreEqual(HealthStatus.Healthy, (await AskAsync(services)).Status);
        Assert.HasCount(1, server.Seen);
        clock.Now += TimeSpan.FromMinutes(0.2);
        Assert.AreEqual(HealthStatus.Unhealthy, (await AskAsync(services)).Status);
        Assert.HasCount(2, server.Seen);
    }

    [TestMethod]
    public async Task Another_key_is_asked_about_at_once()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        server.On("/api/v1/projects", Reply.Status(401), Reply.Json("[]"));
        using TempFolder folder = new();
        folder.Write("LLAMA_CLOUD_API_KEY", Fake.Key);
        folder.Write("LLAMA_CLOUD_BASE_URL", server.Url);
        Clock clock = new();
        await using ServiceProvider services = Services("", null, clock, folder.Root);
        Assert.AreEqual(HealthStatus.Unhealthy, (await AskAsync(services)).Status);

        folder.Write("LLAMA_CLOUD_API_KEY", Fake.FileKey);
        LlamaCloudState state = services.GetRequiredService<LlamaCloudState>();
        state.Refresh();
        clock.Now += TimeSpan.FromSeconds(1);
        state.Refresh();

        Assert.AreEqual(HealthStatus.Healthy, (await AskAsync(services)).Status);
        Assert.AreEqual("Bearer " + Fake.FileKey, server.Seen[^1].Authorization);
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_is_no_fault_of_the_key()
    {
        await using ServiceProvider services = Services("http://127.0.0.1:9", Fake.Project);

        HealthReportEntry entry = await AskAsync(services);

        Assert.AreEqual(HealthStatus.Degraded, entry.Status);
        Assert.Contains("LLENV0052", entry.Description!);
    }

    [TestMethod]
    public async Task A_key_is_not_sent_to_a_host_that_may_not_have_it()
    {
        await using ServiceProvider services = Services("http://llama.example.com", Fake.Project);

        HealthReportEntry entry = await AskAsync(services);

        Assert.AreEqual((HealthStatus.Unhealthy, "no usable key: LLENV0016"), (entry.Status, entry.Description));
    }

    private async Task<HealthReportEntry> AskAsync(ServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.CancellationToken)).Entries["llamacloud"];

    private static ServiceProvider Services(string url, string? project, TimeProvider? time = null, string? directory = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        if (time is not null)
            services.AddSingleton(time);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LlamaCloud:ApiKey"] = Fake.Key,
            ["LlamaCloud:BaseUrl"] = url,
            ["LlamaCloud:ProjectId"] = project,
        }).Build());
        services.AddLlamaCloudOptions(o =>
        {
            o.SecretsDirectory = directory;
            o.ReloadInterval = TimeSpan.Zero;
        });
        services.AddHealthChecks().AddLlamaCloud();
        return services.BuildServiceProvider();
    }

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
