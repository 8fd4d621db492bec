using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class CallTests(TestContext context)
{
    [TestMethod]
    [DataRow("/llama")]
    [DataRow("/llama/")]
    [DataRow("/a/b//")]
    public async Task A_server_behind_a_prefix_is_asked_below_it(string prefix)
    {
        string path = prefix.TrimEnd('/');
        await using FakeServer server = (await FakeServer.StartAsync()).On(path + Api.Me, Reply.Json("""{"id":"u"}""")).On(path + Api.Projects, Reply.Json("""{"projects":[]}""")).On($"{path}{Api.Keys}/k", Reply.Json("{}"));
        using Cloud cloud = new(server.Url + prefix);

        Assert.AreEqual("u", await cloud.Client.FindUserIdAsync(context.CancellationToken));
        Assert.IsEmpty(await cloud.Client.GetProjectsAsync("org a", context.CancellationToken));
        await cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken);

        Assert.AreEqual($"GET {path}{Api.Me} GET {path}{Api.Projects}?org_id=org%20a DELETE {path}{Api.Keys}/k", string.Join(' ', server.Seen.Select(seen => seen.Line)));
    }

    [TestMethod]
    public async Task The_version_is_asked_without_a_bearer()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Json("""{"version":"1.2","requires_auth":true,"min_llamactl_version":"0.9","capabilities":["code_push","organizations"],"new":{}}"""));
        using Cloud cloud = new(server);

        ServerVersion version = await cloud.Client.GetVersionAsync(context.CancellationToken);

        Assert.AreEqual("1.2 True 0.9 True", $"{version.Version} {version.RequiresAuth} {version.MinLlamactlVersion} {version.HasOrganizations}");
        Assert.AreEqual("", server.Seen.Single().Authorization);
    }

    [TestMethod]
    public async Task An_old_server_says_only_its_version()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Json("""{"version":"1","min_llamactl_version":null}"""));
        using Cloud cloud = new(server);

        ServerVersion version = await cloud.Client.GetVersionAsync(context.CancellationToken);

        Assert.IsFalse(version.RequiresAuth);
        Assert.IsFalse(version.HasOrganizations);
        Assert.IsNull(version.MinLlamactlVersion);
    }

    [TestMethod]
    public async Task Organizations_are_asked_with_the_bearer()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Organizations, Reply.Json("""{"organizations":[{"org_id":"a","org_name":"A"},{"org_id":"b","org_name":"B","is_default":true}]}"""));
        using Cloud cloud = new(server);

        IReadOnlyList<Organization> organizations = await cloud.Client.GetOrganizationsAsync(context.CancellationToken);

        Assert.AreEqual("a b", string.Join(' ', organizations.Select(o => o.Id)));
        Assert.AreEqual("b", Organization.DefaultOf(organizations)?.Id);
        Assert.AreEqual($"Bearer {Cloud.Key}", server.Seen.Single().Authorization);
    }

    [TestMethod]
    public async Task What_a_project_lacks_has_a_default()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Json("""{"projects":[{"project_id":"p","project_name":null},{"project_id":"q","project_name":"Q","deployment_count":3,"org_id":"o"}]}"""));
        using Cloud cloud = new(server);

        IReadOnlyList<CloudProject> projects = await cloud.Client.GetProjectsAsync(null, context.CancellationToken);

        Assert.AreSequenceEqual([new CloudProject("p", "p", 0, "default"), new CloudProject("q", "Q", 3, "o")], projects);
        Assert.AreEqual($"GET {Api.Projects}", server.Seen.Single().Line);
    }

    [TestMethod]
    public async Task An_organization_is_a_query_and_nothing_more()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Json("""{"projects":[]}"""));
        using Cloud cloud = new(server);

        await cloud.Client.GetProjectsAsync("a&b=c/../d", context.CancellationToken);

        Assert.AreEqual($"GET {Api.Projects}?org_id=a%26b%3Dc%2F..%2Fd", server.Seen.Single().Line);
    }

    [TestMethod]
    public async Task Of_an_account_the_id_is_enough()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Me, Reply.Json("""{"id":"u","email":null,"claims":{"x":1}}"""));
        using Cloud cloud = new(server);

        Assert.AreEqual("u", await cloud.Client.FindUserIdAsync(context.CancellationToken));
    }

    [TestMethod]
    public async Task A_key_that_is_gone_has_no_user()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Me, Reply.Status(401));
        using Cloud cloud = new(server);

        Assert.IsNull(await cloud.Client.FindUserIdAsync(context.CancellationToken));
    }

    [TestMethod]
    [DataRow(401, "LLENV0050")]
    [DataRow(403, "LLENV0051")]
    [DataRow(404, "LLENV0054")]
    [DataRow(422, "LLENV0054")]
    [DataRow(501, "LLENV0054")]
    [DataRow(503, "LLENV0052")]
    public async Task A_status_has_its_code_and_names_server_and_request(int status, string code)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Status(status));
        using Cloud cloud = new(server);

        string message = (await Cloud.FailsAsync(code, () => cloud.Client.GetProjectsAsync(null, context.CancellationToken))).Message;

        Assert.Contains($"{server.Url} ", message);
        Assert.Contains($"(request {Reply.RequestId})", message);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(404)]
    [DataRow(501)]
    public async Task A_server_without_login_says_so_once(int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Discovery, Reply.Status(status));
        using Cloud cloud = new(server);

        Assert.IsNull(await cloud.Client.FindOidcSetupAsync(context.CancellationToken));
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    [DataRow("""{"web":"w","cli":"c"}""", "c")]
    [DataRow("""{"only":"o"}""", "o")]
    public async Task The_client_of_command_lines_logs_in_or_else_the_only_one(string clients, string expected)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Discovery, Reply.Json($$"""{"discovery_url":"https://id.example/x","client_ids":{{clients}}}"""));
        using Cloud cloud = new(server);

        Assert.AreEqual(new OidcSetup(new Uri("https://id.example/x"), expected), await cloud.Client.FindOidcSetupAsync(context.CancellationToken));
        Assert.AreEqual("", server.Seen.Single().Authorization);
    }

    [TestMethod]
    [DataRow("""{"discovery_url":"https://id.example","client_ids":null}""", "client_ids")]
    [DataRow("""{"discovery_url":"https://id.example","client_ids":{"a":"1","b":"2"}}""", "client_ids")]
    [DataRow("""{"discovery_url":"http://id.example","client_ids":{"cli":"c"}}""", "discovery_url")]
    [DataRow("""{"discovery_url":"file:///etc/passwd","client_ids":{"cli":"c"}}""", "discovery_url")]
    [DataRow("""{"discovery_url":"/relative","client_ids":{"cli":"c"}}""", "discovery_url")]
    [DataRow("""{"discovery_url":"https://xn--\u00ad/","client_ids":{"cli":"c"}}""", "discovery_url")]
    [DataRow("""{"discovery_url":"https://id.example","client_ids":{"c\ud800":"c"}}""", "client_ids")]
    [DataRow("""{"discovery_url":"https://id.example","client_ids":{"cli":"\ud800"}}""", "client_ids")]
    [DataRow("""{"discovery_url":"https://id.example","client_ids":{"cli":17}}""", "client_ids")]
    public async Task A_login_that_cannot_be_used_names_the_member(string json, string member)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Discovery, Reply.Json(json));
        using Cloud cloud = new(server);

        Assert.Contains($"'{member}'", (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.FindOidcSetupAsync(context.CancellationToken))).Message);
    }

    [TestMethod]
    public async Task A_key_is_made_under_its_name()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Keys, Reply.Json("""{"id":"k","redacted_api_key":"llx-fake-made"}"""));
        using Cloud cloud = new(server);

        ApiKey key = await cloud.Client.CreateApiKeyAsync(ApiKey.NameFor("a\"b", "Büro"), null, context.CancellationToken);

        Assert.AreEqual(new ApiKey("k", new Secret("llx-fake-made")), key);
        Assert.AreEqual($"POST {Api.Keys}", server.Seen.Single().Line);
        Assert.AreEqual("""{"name":"a\"b llamactl on Büro","project_id":null}""", server.Seen.Single().Body);
        Assert.DoesNotContain("fake-made", key.ToString());
    }

    [TestMethod]
    [DataRow("""{"id":"","redacted_api_key":"llx-canary"}""", "id")]
    [DataRow("""{"id":"k","redacted_api_key":""}""", "redacted_api_key")]
    [DataRow("""{"id":"k","redacted_api_key":"llx-canary\nOTHER=1"}""", "redacted_api_key")]
    public async Task A_key_that_could_not_be_used_is_none(string json, string member)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Keys, Reply.Json(json));
        using Cloud cloud = new(server);

        Assert.Contains($"'{member}'", (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken))).Message);
    }

    [TestMethod]
    public async Task A_key_is_deleted_by_its_id()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k y", new Reply((context, _) => Task.FromResult(context.Response.StatusCode = 204)));
        using Cloud cloud = new(server);

        await cloud.Client.DeleteApiKeyAsync("k y", context.CancellationToken);

        Assert.AreEqual($"DELETE {Api.Keys}/k%20y", server.Seen.Single().Line);
    }

    [TestMethod]
    public async Task A_key_that_is_gone_is_deleted()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k", Reply.Status(404));
        using Cloud cloud = new(server);

        await cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken);

        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task A_deletion_that_failed_is_told()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k", Reply.Status(403));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0051", () => cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken));
    }
}
