using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class RetryTests(TestContext context)
{
    private static readonly Reply s_version = Reply.Json("""{"version":"1"}""");

    [TestMethod]
    [DataRow("408")]
    [DataRow("429")]
    [DataRow("500")]
    [DataRow("502")]
    [DataRow("504")]
    [DataRow("reset")]
    [DataRow("truncated")]
    [DataRow("silence")]
    [DataRow("stalled")]
    public async Task A_get_survives_passing_trouble(string trouble)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Fault(trouble), s_version);
        using Cloud cloud = new(server, Limits(trouble));

        Assert.AreEqual("1", (await cloud.Client.GetVersionAsync(context.CancellationToken)).Version);
        Assert.HasCount(2, server.Seen);
    }

    [TestMethod]
    [DataRow("500", $"answered 500 (request {Reply.RequestId})")]
    [DataRow("reset", "closed the connection. ")]
    [DataRow("truncated", "closed the connection")]
    [DataRow("silence", "did not answer within 5 seconds. ")]
    [DataRow("stalled", $"did not answer within 5 seconds (request {Reply.RequestId})")]
    public async Task Trouble_that_lasts_ends_after_the_last_attempt(string trouble, string told)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Fault(trouble));
        using Cloud cloud = new(server, Limits(trouble));

        Assert.Contains(told, (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        Assert.HasCount(Limits(trouble).Attempts, server.Seen);
    }

    [TestMethod]
    public async Task Pauses_double_and_differ()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Status(500));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken));

        Assert.HasCount(3, cloud.Time.Pauses);
        for (int i = 0; i < 3; i++)
            Assert.IsInRange(0.25 * Math.Pow(2, i), 0.5 * Math.Pow(2, i), cloud.Time.Pauses[i].TotalSeconds);
    }

    [TestMethod]
    public async Task A_server_that_names_the_seconds_gets_them()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.RetryAfter("17"), s_version);
        using Cloud cloud = new(server);

        await cloud.Client.GetVersionAsync(context.CancellationToken);

        Assert.AreEqual(TimeSpan.FromSeconds(17), cloud.Time.Pauses.Single());
    }

    [TestMethod]
    public async Task A_server_that_names_the_date_is_waited_for()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using Cloud cloud = new(server);
        server.On(Api.Version, Reply.RetryAfter(cloud.Time.GetUtcNow().AddSeconds(21).ToString("R", CultureInfo.InvariantCulture)), s_version);

        await cloud.Client.GetVersionAsync(context.CancellationToken);

        Assert.AreEqual(TimeSpan.FromSeconds(21), cloud.Time.Pauses.Single());
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task A_server_that_asks_for_no_pause_is_not_stormed(string retryAfter)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.RetryAfter(retryAfter));
        using Cloud cloud = new(server);

        Assert.Contains("answered 429. ", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        Assert.IsInRange(1.75, 3.5, cloud.Time.Pauses.Sum(pause => pause.TotalSeconds));
    }

    [TestMethod]
    public async Task A_server_that_asks_for_an_hour_is_left_alone()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.RetryAfter("3600"));
        using Cloud cloud = new(server);

        Assert.Contains("3600 seconds", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task A_delete_is_repeated()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k", Reply.Reset, Reply.Status(404));
        using Cloud cloud = new(server);

        await cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken);

        Assert.HasCount(2, server.Seen);
    }

    [TestMethod]
    [DataRow("reset")]
    [DataRow("500")]
    [DataRow("429")]
    [DataRow("silence")]
    [DataRow("truncated")]
    public async Task A_post_that_was_sent_is_never_repeated(string trouble)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Keys, Fault(trouble)).On(Api.Version, s_version);
        using Cloud cloud = new(server, Limits(trouble));
        // On a connection that has been used, .NET might repeat it by itself.
        await cloud.Client.GetVersionAsync(context.CancellationToken);

        // Who is turned away because of too many requests was not listened to.
        Assert.Contains(trouble == "429" ? "answered 429, so it did not do what it was asked for" : "may have taken effect", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken))).Message);
        Assert.AreEqual(1, server.Seen.Count(seen => seen.Line == $"POST {Api.Keys}"));
    }

    [TestMethod]
    public async Task A_post_that_found_nobody_is_repeated()
    {
        int port = Ports.Free();
        FakeServer? server = null;
        using Cloud cloud = new($"http://127.0.0.1:{port}");
        cloud.Time.Meanwhile = () => server ??= FakeServer.StartAsync(port).GetAwaiter().GetResult().On(Api.Keys, Reply.Json("""{"id":"k","redacted_api_key":"llx-fake"}"""));

        Assert.AreEqual("k", (await cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken)).Id);

        Assert.HasCount(1, server!.Seen);
        await server.DisposeAsync();
    }

    [TestMethod]
    public async Task Nobody_there_is_told_without_a_warning_that_it_may_have_happened()
    {
        using Cloud cloud = new($"http://127.0.0.1:{Ports.Free()}");

        string message = (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken))).Message;

        Assert.Contains("cannot be connected to", message);
        Assert.DoesNotContain("may have taken effect", message);
    }

    [TestMethod]
    public async Task Who_does_not_take_the_connection_has_not_got_the_post()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start(); // And never says a word of TLS.
        using Cloud cloud = new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", new HttpLimits { Connect = TimeSpan.FromMilliseconds(100), Attempts = 2 });

        string message = (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken))).Message;

        Assert.Contains("did not accept the connection within 0.1 seconds", message);
        Assert.DoesNotContain("may have taken effect", message);
        Assert.HasCount(1, cloud.Time.Pauses);
    }

    [TestMethod]
    public async Task A_name_nobody_has_is_told()
    {
        using Cloud cloud = new("https://llamacloud.invalid");

        Assert.Contains("https://llamacloud.invalid", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
    }

    [TestMethod]
    public async Task What_speaks_no_http_is_told()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task other = Task.Run(async () =>
        {
            for (int i = 0; i < 4; i++)
            {
                using Socket client = await listener.AcceptSocketAsync(context.CancellationToken);
                await client.ReceiveAsync(new byte[4096], context.CancellationToken);
                await client.SendAsync("220 canary SMTP ready\r\n\r\n"u8.ToArray(), context.CancellationToken);
            }
        }, context.CancellationToken);
        using Cloud cloud = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Contains("valid HTTP", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        await other;
    }

    [TestMethod]
    public async Task An_answer_that_ends_too_soon_is_told_with_its_request()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task server = Task.Run(async () =>
        {
            using Socket client = await listener.AcceptSocketAsync(context.CancellationToken);
            await client.ReceiveAsync(new byte[4096], context.CancellationToken);
            await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nx-request-id: {Reply.RequestId}\r\nContent-Length: 99\r\n\r\n{Reply.Canary}"), context.CancellationToken);
        }, context.CancellationToken);
        using Cloud cloud = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", new HttpLimits { Attempts = 1 });

        Assert.Contains($"closed the connection (request {Reply.RequestId})", (await Cloud.FailsAsync("LLENV0052", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        await server;
    }

    [TestMethod]
    public async Task A_call_can_be_cancelled_while_it_waits_for_the_answer()
    {
        using CancellationTokenSource cancelled = new();
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, new Reply((context, body) =>
        {
            cancelled.Cancel();
            return Reply.Silence.Write(context, body);
        }));
        using Cloud cloud = new(server);

        await Assert.ThrowsAsync<OperationCanceledException>(() => cloud.Client.GetVersionAsync(cancelled.Token));
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task A_call_can_be_cancelled_between_two_attempts()
    {
        using CancellationTokenSource cancelled = new();
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Status(500));
        using HttpChannel channel = new(Cloud.Machine(), new HttpLimits { MaxPause = TimeSpan.MaxValue }, TimeProvider.System);
        server.On(Api.Version, new Reply((context, body) =>
        {
            cancelled.CancelAfter(100);
            return Reply.RetryAfter("3600").Write(context, body);
        }));

        await Assert.ThrowsAsync<OperationCanceledException>(() => new CloudClient(channel, CloudUrl.ParseBase(server.Url), null).GetVersionAsync(cancelled.Token));
        Assert.HasCount(1, server.Seen);
    }

    private static Reply Fault(string name) => name switch
    {
        "reset" => Reply.Reset,
        "truncated" => Reply.Truncated,
        "silence" => Reply.Silence,
        "stalled" => Reply.Stalled,
        _ => Reply.Status(int.Parse(name, CultureInfo.InvariantCulture)),
    };

    /// <summary>Silence takes as long as an attempt; all else should not be hurried on a busy machine.</summary>
    private static HttpLimits Limits(string trouble) =>
        trouble is "silence" or "stalled" ? new HttpLimits { Attempt = TimeSpan.FromSeconds(5), Attempts = 2 } : new HttpLimits();
}
