using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class DeviceFlowTests(TestContext context)
{
    private static readonly Reply s_tokens = FakeProvider.Tokens("access-canary", "refresh-canary");

    [TestMethod]
    public async Task The_user_sees_page_code_and_its_end()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, FakeProvider.Pending, s_tokens);
        using Cloud cloud = new(server);
        DateTimeOffset start = cloud.Time.GetUtcNow();
        Watcher watcher = new();

        TokenResponse tokens = await RunAsync(cloud, server, watcher);

        DevicePrompt prompt = new("ABCD-EFGH", new Uri($"{server.Url}/activate"), new Uri($"{server.Url}/activate?code=ABCD-EFGH"), start.AddSeconds(600));
        Assert.AreSequenceEqual([new DeviceProgress(prompt, true), new DeviceProgress(prompt, true)], watcher.Seen);
        Assert.AreEqual(new Secret("access-canary"), tokens.AccessToken);
        Assert.AreEqual(new Secret("refresh-canary"), tokens.RefreshToken);
        Assert.DoesNotContain("canary", tokens.ToString());
    }

    [TestMethod]
    public async Task The_provider_gets_the_forms_of_the_standard()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, s_tokens);
        using Cloud cloud = new(server);

        await RunAsync(cloud, server, new Watcher());

        Assert.AreEqual("client_id=test-cli&scope=email%20offline_access%20openid%20profile", server.Seen.Single(seen => seen.Line == "POST /device/auth").Body);
        Assert.AreEqual("client_id=test-cli&device_code=device-canary&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code", server.Seen.Single(seen => seen.Line == "POST /token").Body);
        Assert.IsEmpty(server.Seen.Where(seen => seen.Authorization.Length > 0));
    }

    [TestMethod]
    [DataRow(""" "interval":7 """, 7)]
    [DataRow(""" "interval":null """, 5)]
    [DataRow(""" "interval":0 """, 5)]
    [DataRow(""" "interval":2.0 """, 2)]
    public async Task The_provider_says_how_often_to_ask(string interval, int seconds)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider($""" "expires_in":600,{interval} """).On(FakeProvider.Token, FakeProvider.Pending, s_tokens);
        using Cloud cloud = new(server);

        await RunAsync(cloud, server, new Watcher());

        Assert.AreEqual($"{seconds} {seconds}", Pauses(cloud));
    }

    [TestMethod]
    public async Task Slow_down_adds_five_seconds_for_good()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, FakeProvider.Error("slow_down"), FakeProvider.Error("slow_down"), FakeProvider.Pending, s_tokens);
        using Cloud cloud = new(server);

        await RunAsync(cloud, server, new Watcher());

        Assert.AreEqual("7 12 17 17", Pauses(cloud));
    }

    [TestMethod]
    public async Task A_question_without_an_answer_is_asked_again_after_twice_the_time()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, Reply.Reset, Reply.Status(503), FakeProvider.Pending, s_tokens);
        using Cloud cloud = new(server);
        Watcher watcher = new();

        await RunAsync(cloud, server, watcher);

        Assert.AreEqual("7 14 28 7", Pauses(cloud));
        Assert.AreEqual("True False False True", string.Join(' ', watcher.Seen.Select(seen => seen.IsServerResponding)));
    }

    [TestMethod]
    public async Task An_outage_ends_with_the_code()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, Reply.Reset);
        using Cloud cloud = new(server);

        await FailsAsync(cloud, server, "expired");
        Assert.AreEqual("7 14 28 56 60 60 60 60 60 60 60 60 15", Pauses(cloud));
    }

    [TestMethod]
    [DataRow("access_denied", "denied in the browser")]
    [DataRow("expired_token", "expired")]
    [DataRow("invalid_grant", "the server ended the login")]
    [DataRow("llx-canary", "the server ended the login")]
    public async Task A_refusal_ends_it(string error, string told)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, FakeProvider.Pending, FakeProvider.Error(error));
        using Cloud cloud = new(server);

        await FailsAsync(cloud, server, told);
        Assert.AreEqual(2, server.Seen.Count(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    public async Task A_code_that_has_expired_is_not_asked_about()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider(""" "expires_in":16,"interval":7 """).On(FakeProvider.Token, FakeProvider.Pending);
        using Cloud cloud = new(server);

        await FailsAsync(cloud, server, "expired");
        Assert.AreEqual("7 7 2", Pauses(cloud));
        Assert.AreEqual(3, server.Seen.Count(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    [DataRow("javascript:alert(1)")]
    [DataRow("file:///bin/sh")]
    [DataRow("http://id.example/activate")]
    public async Task A_page_that_no_browser_should_open_ends_it(string page)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Device, Reply.Json($$"""{"device_code":"c","user_code":"u","verification_uri":"{{page}}","expires_in":600}"""));
        using Cloud cloud = new(server);

        Assert.Contains("'verification_uri'", (await Cloud.FailsAsync("LLENV0054", () => RunAsync(cloud, server, new Watcher()))).Message);
    }

    [TestMethod]
    [DataRow("token_endpoint")]
    [DataRow("jwks_uri")]
    [DataRow("device_authorization_endpoint")]
    public async Task An_endpoint_over_plain_http_ends_it(string name)
    {
        await using FakeServer server = await FakeServer.StartAsync();
        Dictionary<string, string> document = new() { ["issuer"] = "i", ["token_endpoint"] = "https://id.example/t", ["jwks_uri"] = "https://id.example/j", [name] = "http://id.example/canary" };
        server.On(FakeProvider.Discovery, Reply.Json(System.Text.Json.JsonSerializer.Serialize(document)));
        using Cloud cloud = new(server);

        Assert.Contains($"'{name}'", (await Cloud.FailsAsync("LLENV0054", () => RunAsync(cloud, server, new Watcher()))).Message);
    }

    [TestMethod]
    public async Task A_provider_without_device_logins_says_so()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        server.On(FakeProvider.Discovery, Reply.Json("""{"issuer":"i","token_endpoint":"https://id.example/t","jwks_uri":"https://id.example/j"}"""));
        using Cloud cloud = new(server);

        await FailsAsync(cloud, server, "login by code");
    }

    [TestMethod]
    public async Task A_login_can_be_cancelled()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(FakeProvider.Token, FakeProvider.Pending);
        using Cloud cloud = new(server);
        using CancellationTokenSource cancelled = new();
        Watcher watcher = new(static _ => { }, _ => cancelled.Cancel());

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(cloud, server, watcher, cancelled.Token));
    }

    private async Task<TokenResponse> RunAsync(Cloud cloud, FakeServer server, Watcher watcher, CancellationToken? cancellationToken = null)
    {
        OidcClient oidc = new(cloud.Channel);
        OidcProvider provider = await oidc.GetProviderAsync(new Uri(server.Url + FakeProvider.Discovery), context.CancellationToken);
        return await DeviceFlow.RunAsync(oidc, provider, "test-cli", watcher, cancellationToken ?? context.CancellationToken);
    }

    private async Task FailsAsync(Cloud cloud, FakeServer server, string told)
    {
        Diagnostic diagnostic = await Cloud.FailsAsync("LLENV0055", () => RunAsync(cloud, server, new Watcher()));
        Assert.Contains(told, diagnostic.Message);
    }

    private static string Pauses(Cloud cloud) => string.Join(' ', cloud.Time.Pauses.Select(pause => pause.TotalSeconds));
}
