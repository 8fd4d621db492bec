using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class LoginTests(TestContext context)
{
    [TestMethod]
    public async Task A_login_brings_all_a_profile_is_made_of()
    {
        await using FakeServer server = await StartAsync();
        using Cloud cloud = new(server);

        LoginResult login = await RunAsync(cloud, server);

        Assert.AreEqual("device user-1 user@example.com test-cli", $"{login.Tokens.DeviceName} {login.Tokens.UserId} {login.Tokens.Email} {login.Tokens.ClientId}");
        Assert.AreEqual(server.Url + FakeProvider.Discovery, login.Tokens.DiscoveryUrl);
        Assert.AreEqual(new Secret("access-canary"), login.Tokens.AccessToken);
        Assert.AreEqual(new Secret("refresh-canary"), login.Tokens.RefreshToken);
        Assert.AreEqual("p", login.Projects.Single().Id);
        Assert.DoesNotContain("canary", login.ToString());
        Assert.Contains($"GET {Api.Projects}?org_id=b", server.Seen.Select(seen => seen.Line));
        Assert.IsTrue(server.Seen.Where(seen => seen.Line.Contains("list-projects", StringComparison.Ordinal)).All(seen => seen.Authorization == "Bearer access-canary"));
    }

    [TestMethod]
    public async Task A_server_that_knows_accounts_by_their_keys_alone_is_not_asked_with_a_token()
    {
        await using FakeServer server = (await StartAsync()).On(Api.Me, Reply.Status(401));
        using Cloud cloud = new(server);

        await RunAsync(cloud, server);

        Assert.DoesNotContain($"GET {Api.Me}", server.Seen.Select(seen => seen.Line));
    }

    [TestMethod]
    public async Task A_server_without_organizations_is_not_asked_for_them()
    {
        await using FakeServer server = (await StartAsync()).On(Api.Version, Reply.Json("""{"version":"1"}""")).On(Api.Organizations, Reply.Status(404));
        using Cloud cloud = new(server);

        await RunAsync(cloud, server);

        Assert.Contains($"GET {Api.Projects}", server.Seen.Select(seen => seen.Line));
    }

    [TestMethod]
    public async Task A_server_without_login_says_so()
    {
        await using FakeServer server = (await StartAsync()).On(Api.Discovery, Reply.Status(404));
        using Cloud cloud = new(server);

        Assert.Contains("has no login", (await Cloud.FailsAsync("LLENV0055", () => RunAsync(cloud, server))).Message);
    }

    [TestMethod]
    [DataRow(Api.Discovery)]
    [DataRow(FakeProvider.Discovery)]
    [DataRow(FakeProvider.Device)]
    [DataRow(FakeProvider.Keys)]
    [DataRow(Api.Version)]
    [DataRow(Api.Organizations)]
    [DataRow(Api.Projects)]
    public async Task Whatever_fails_ends_the_login(string path)
    {
        await using FakeServer server = (await StartAsync()).On(path, Reply.Status(418));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0054", () => RunAsync(cloud, server));
    }

    [TestMethod]
    public async Task A_token_the_api_does_not_know_is_no_login()
    {
        await using FakeServer server = (await StartAsync()).On(Api.Projects, Reply.Status(401));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0050", () => RunAsync(cloud, server));
    }

    [TestMethod]
    public async Task A_login_without_identity_token_is_none()
    {
        await using FakeServer server = (await StartAsync()).On(FakeProvider.Token, FakeProvider.Tokens("access-canary", "refresh-canary"));
        using Cloud cloud = new(server);

        Assert.Contains("no identity token", (await Cloud.FailsAsync("LLENV0055", () => RunAsync(cloud, server))).Message);
    }

    [TestMethod]
    public async Task A_key_that_works_is_kept()
    {
        await using FakeServer server = await StartAsync();
        using Cloud cloud = new(server);

        Assert.IsNull(await RenewKeyAsync(cloud, server));
        Assert.AreEqual("Bearer llx-canary-existing", server.Seen.Single().Authorization);
    }

    [TestMethod]
    public async Task A_key_that_is_gone_is_made_anew_by_the_login()
    {
        await using FakeServer server = (await StartAsync()).On(Api.Me, Reply.Status(401)).On(Api.Keys, Reply.Json("""{"id":"n","redacted_api_key":"llx-canary-new"}"""));
        using Cloud cloud = new(server);

        Assert.AreEqual(new ApiKey("n", new Secret("llx-canary-new")), await RenewKeyAsync(cloud, server));
        Assert.AreEqual("""Bearer access-canary {"name":"work llamactl on device","project_id":null}""", $"{server.Seen[1].Authorization} {server.Seen[1].Body}");
    }

    [TestMethod]
    [DataRow(403, "LLENV0051")]
    [DataRow(500, "LLENV0052")]
    [DataRow(200, "LLENV0054")]
    public async Task A_server_in_trouble_does_not_make_a_key_void(int status, string code)
    {
        await using FakeServer server = (await StartAsync()).On(Api.Me, Reply.Status(status));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync(code, () => RenewKeyAsync(cloud, server));
        Assert.IsEmpty(server.Seen.Where(seen => seen.Line == $"POST {Api.Keys}"));
    }

    private static async Task<FakeServer> StartAsync()
    {
        FakeServer server = (await FakeServer.StartAsync()).WithProvider();
        return server
            .On(Api.Discovery, Reply.Json($$$"""{"discovery_url":"{{{server.Url}}}{{{FakeProvider.Discovery}}}","client_ids":{"cli":"test-cli"}}"""))
            .On(FakeProvider.Token, FakeProvider.Pending, FakeProvider.Tokens("access-canary", "refresh-canary", FakeProvider.IdToken(server.Url, new SkippingTime().GetUtcNow().AddHours(1))))
            .On(Api.Me, Reply.Json("""{"id":"u"}"""))
            .On(Api.Version, Reply.Json("""{"version":"1","capabilities":["organizations"]}"""))
            .On(Api.Organizations, Reply.Json("""{"organizations":[{"org_id":"a","org_name":"A"},{"org_id":"b","org_name":"B","is_default":true}]}"""))
            .On(Api.Projects, Reply.Json("""{"projects":[{"project_id":"p"}]}"""));
    }

    private Task<LoginResult> RunAsync(Cloud cloud, FakeServer server) =>
        Login.RunAsync(cloud.Channel, CloudUrl.ParseBase(server.Url), "device", everyOrganization: false, new Watcher(), context.CancellationToken);

    private Task<ApiKey?> RenewKeyAsync(Cloud cloud, FakeServer server) =>
        Login.RenewKeyAsync(cloud.Channel, CloudUrl.ParseBase(server.Url), new StaticTokenProvider(new Secret("access-canary")), new Secret("llx-canary-existing"), "work", "device", context.CancellationToken);
}
