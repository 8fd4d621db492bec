using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class RenewalTests(TestContext context)
{
    private static readonly Reply s_me = Reply.Json("""{"id":"u"}""");
    private static readonly Reply s_unauthorized = Reply.Status(401);

    [TestMethod]
    public async Task A_token_that_is_turned_down_is_renewed_once_and_the_call_made_again()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized, s_me).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2", "id-canary-2"));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);

        Assert.AreEqual("u", await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));

        Assert.AreEqual("Bearer access-canary-1, Bearer access-canary-2", string.Join(", ", server.Seen.Where(seen => seen.Line == $"GET {Api.Me}").Select(seen => seen.Authorization)));
        Assert.AreEqual("client_id=test-cli&grant_type=refresh_token&refresh_token=refresh-canary-1", server.Seen.Single(seen => seen.Line == "POST /token").Body);
        Assert.AreEqual(Tokens(server) with { AccessToken = new Secret("access-canary-2"), RefreshToken = new Secret("refresh-canary-2"), IdToken = new Secret("id-canary-2") }, store.Tokens);
    }

    [TestMethod]
    public async Task New_tokens_are_stored_before_they_are_used()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using MemoryStore store = new(Tokens(server));
        string stored = "";
        server.WithProvider().On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2")).On(Api.Me, s_unauthorized, new Reply((context, body) =>
        {
            stored = store.Tokens!.RefreshToken!.Value.Reveal();
            return s_me.Write(context, body);
        }));
        using Cloud cloud = new(server);

        await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken);

        Assert.AreEqual("refresh-canary-2", stored);
    }

    [TestMethod]
    public async Task A_refresh_token_that_is_not_replaced_stays()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized, s_me).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", null));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);

        await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken);

        Assert.AreEqual(new Secret("refresh-canary-1"), store.Tokens!.RefreshToken);
        Assert.AreEqual(new Secret("access-canary-2"), store.Tokens!.AccessToken);
    }

    [TestMethod]
    public async Task What_another_process_has_renewed_is_taken()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using MemoryStore store = new(Tokens(server));
        server.WithProvider().On(Api.Me, new Reply((context, body) =>
        {
            store.Tokens = Tokens(server) with { AccessToken = new Secret("access-canary-of-another"), RefreshToken = new Secret("refresh-canary-of-another") };
            return s_unauthorized.Write(context, body);
        }), s_me);
        using Cloud cloud = new(server);

        Assert.AreEqual("u", await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));

        Assert.AreEqual("Bearer access-canary-of-another", server.Seen[^1].Authorization);
        Assert.IsEmpty(server.Seen.Where(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_was_stored_meanwhile_wins(bool renewed)
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using MemoryStore store = new(Tokens(server));
        server.WithProvider().On(Api.Me, s_unauthorized, s_me).On(FakeProvider.Token, new Reply((context, body) =>
        {
            store.Tokens = Tokens(server) with { AccessToken = new Secret("access-canary-of-another"), RefreshToken = new Secret("refresh-canary-of-another") };
            return (renewed ? FakeProvider.Tokens("access-canary-2", "refresh-canary-2") : FakeProvider.Error("invalid_grant")).Write(context, body);
        }));
        using Cloud cloud = new(server);

        Assert.AreEqual("u", await Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));

        Assert.AreEqual("Bearer access-canary-of-another", server.Seen[^1].Authorization);
        Assert.AreEqual(new Secret("refresh-canary-of-another"), store.Tokens!.RefreshToken);
    }

    [TestMethod]
    public async Task A_login_the_provider_has_ended_is_told_and_kept()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized).On(FakeProvider.Token, FakeProvider.Error("invalid_grant"));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);

        Assert.Contains("has ended", (await Cloud.FailsAsync("LLENV0055", () => Client(cloud, server, store).FindUserIdAsync(context.CancellationToken))).Message);
        Assert.AreEqual(Tokens(server), store.Tokens);
    }

    [TestMethod]
    public async Task A_refresh_token_is_presented_once_even_if_no_answer_came()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized).On(FakeProvider.Token, Reply.Reset);
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);
        CloudClient client = Client(cloud, server, store);

        await Cloud.FailsAsync("LLENV0052", () => client.FindUserIdAsync(context.CancellationToken));
        Assert.IsNull(await client.FindUserIdAsync(context.CancellationToken));

        Assert.AreEqual(1, server.Seen.Count(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    public async Task A_provider_that_is_away_has_not_seen_the_refresh_token()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Me, s_unauthorized, s_unauthorized, s_me).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2")).On(FakeProvider.Discovery, Reply.Status(503));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);
        CloudClient client = Client(cloud, server, store);

        await Cloud.FailsAsync("LLENV0052", () => client.FindUserIdAsync(context.CancellationToken));
        server.WithProvider();

        Assert.IsNotNull(await client.FindUserIdAsync(context.CancellationToken));
    }

    [TestMethod]
    public async Task A_store_that_cannot_keep_new_tokens_costs_no_refresh_token()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2"));
        using MemoryStore store = new(Tokens(server)) { Fault = new DiagnosticException(Findings.StoreUnusable("store", "it cannot be written to")) };
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0002", () => Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));

        Assert.IsEmpty(server.Seen.Where(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    public async Task A_renewed_token_that_is_turned_down_too_is_not_renewed_again()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Keys, s_unauthorized).On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2"));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0050", () => Client(cloud, server, store).CreateApiKeyAsync("n", null, context.CancellationToken));

        Assert.AreEqual(2, server.Seen.Count(seen => seen.Line == $"POST {Api.Keys}"));
        Assert.AreEqual(1, server.Seen.Count(seen => seen.Line == "POST /token"));
    }

    [TestMethod]
    public async Task A_login_without_refresh_token_is_simply_turned_down()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Keys, s_unauthorized);
        using MemoryStore store = new(Tokens(server) with { RefreshToken = null });
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0050", () => Client(cloud, server, store).CreateApiKeyAsync("n", null, context.CancellationToken));

        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task A_login_that_is_gone_is_told()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using MemoryStore store = new(null);
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0055", () => Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));
        Assert.IsEmpty(server.Seen);
    }

    [TestMethod]
    public async Task A_provider_over_plain_http_gets_no_refresh_token()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Me, s_unauthorized);
        using MemoryStore store = new(Tokens(server) with { DiscoveryUrl = "http://canary.example/" });
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0055", () => Client(cloud, server, store).FindUserIdAsync(context.CancellationToken));
    }

    [TestMethod]
    public async Task New_tokens_are_stored_even_if_the_call_is_cancelled_meanwhile()
    {
        using CancellationTokenSource cancelled = new();
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider().On(Api.Me, s_unauthorized).On(FakeProvider.Token, new Reply((context, body) =>
        {
            cancelled.Cancel();
            return FakeProvider.Tokens("access-canary-2", "refresh-canary-2").Write(context, body);
        }));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Client(cloud, server, store).FindUserIdAsync(cancelled.Token));

        Assert.AreEqual(new Secret("refresh-canary-2"), store.Tokens!.RefreshToken);
    }

    [TestMethod]
    public async Task Calls_at_once_renew_once()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        server.WithProvider().On(FakeProvider.Token, FakeProvider.Tokens("access-canary-2", "refresh-canary-2"), FakeProvider.Error("invalid_grant")).On(Api.Me, new Reply((context, body) =>
            (context.Request.Headers.Authorization == "Bearer access-canary-2" ? s_me : s_unauthorized).Write(context, body)));
        using MemoryStore store = new(Tokens(server));
        using Cloud cloud = new(server);
        CloudClient client = Client(cloud, server, store);

        string?[] users = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => client.FindUserIdAsync(context.CancellationToken))));

        Assert.IsTrue(users.All(user => user == "u"));
        Assert.AreEqual(1, server.Seen.Count(seen => seen.Line == "POST /token"));
    }

    private static DeviceLogin Tokens(FakeServer server) =>
        new("device", "user", "user@example.com", "test-cli", server.Url + FakeProvider.Discovery, new Secret("access-canary-1"), new Secret("refresh-canary-1"), null);

    private static CloudClient Client(Cloud cloud, FakeServer server, MemoryStore store) =>
        new(cloud.Channel, CloudUrl.ParseBase(server.Url), new DeviceTokenProvider(store, new OidcClient(cloud.Channel)));
}
