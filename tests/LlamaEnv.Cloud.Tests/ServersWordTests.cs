using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Cloud.Tests;

/// <summary>What a proxy or a sign-in page says in the API's place is never taken for the API's word.</summary>
[TestClass]
public sealed class ServersWordTests(TestContext context)
{
    private const string Page = $"<html>{Reply.Canary}</html>";

    /// <summary>Statuses that sound like success, with the very answer that would be one.</summary>
    public static IEnumerable<object[]> Statuses => from status in (int[])[202, 203, 206, 207, 226, 299] select new object[] { status };

    [TestMethod]
    [DataRow(200, "text/html", Page)]
    [DataRow(200, "text/html", "")]
    [DataRow(200, "text/plain", "OK")]
    [DataRow(200, "application/json", "<html></html>")]
    [DataRow(201, "text/html", Page)]
    [DataRow(202, "application/json", "{}")]
    [DataRow(203, "application/json", "{}")]
    [DataRow(206, "application/json", "{}")]
    [DataRow(302, "text/html", Page)]
    [DataRow(404, "text/html", Page)]
    [DataRow(404, "application/json", "<html></html>")]
    [DataRow(400, "application/json", "{}")]
    public async Task A_key_is_not_deleted_by_a_page(int status, string type, string body)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k", Reply.Text(body, type, status));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0054", () => cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken));
    }

    [TestMethod]
    [DataRow(200, "application/json", "{}")]
    [DataRow(200, "application/json; charset=utf-8", "null")]
    [DataRow(200, "application/json", "")]
    [DataRow(404, "application/json", """{"detail":"API key not found"}""")]
    public async Task A_key_is_deleted_by_what_the_API_answers(int status, string type, string body)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On($"{Api.Keys}/k", Reply.Text(body, type, status));
        using Cloud cloud = new(server);

        await cloud.Client.DeleteApiKeyAsync("k", context.CancellationToken);
    }

    [TestMethod]
    [DynamicData(nameof(Statuses))]
    public async Task A_status_that_only_sounds_like_success_is_none(int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync())
            .On(Api.Version, Reply.Json("""{"version":"1"}""", status))
            .On(Api.Organizations, Reply.Json("""{"organizations":[]}""", status))
            .On(Api.Projects, Reply.Json("""{"projects":[]}""", status))
            .On(Api.Me, Reply.Json("""{"id":"u"}""", status))
            .On(Api.Keys, Reply.Json("""{"id":"k","redacted_api_key":"llx-canary"}""", status))
            .On(Api.Discovery, Reply.Json("""{"discovery_url":"https://id.example","client_ids":{"cli":"c"}}""", status));
        using Cloud cloud = new(server);
        CancellationToken token = context.CancellationToken;

        foreach (Func<Task> call in (Func<Task>[])
        [
            () => cloud.Client.GetVersionAsync(token), () => cloud.Client.GetOrganizationsAsync(token), () => cloud.Client.GetProjectsAsync(null, token),
            () => cloud.Client.FindUserIdAsync(token), () => cloud.Client.CreateApiKeyAsync("n", null, token), () => cloud.Client.FindOidcSetupAsync(token),
        ])
        {
            Assert.Contains($"{status}", (await Cloud.FailsAsync("LLENV0054", call)).Message);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Statuses))]
    public async Task Nor_is_it_at_the_provider(int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider();
        using Cloud cloud = new(server);
        OidcClient oidc = new(cloud.Channel);
        OidcProvider provider = await oidc.GetProviderAsync(new Uri(server.Url + FakeProvider.Discovery), context.CancellationToken);
        server
            .On(FakeProvider.Discovery, Reply.Json($$"""{"issuer":"{{server.Url}}","token_endpoint":"{{server.Url}}","jwks_uri":"{{server.Url}}"}""", status))
            .On(FakeProvider.Device, Reply.Json($$"""{"device_code":"canary","user_code":"A","verification_uri":"{{server.Url}}"}""", status))
            .On(FakeProvider.Keys, Reply.Json("""{"keys":[]}""", status))
            .On(FakeProvider.Token, Reply.Json("""{"access_token":"canary","refresh_token":"canary"}""", status));
        DeviceLogin login = new("d", "u", "e", "c", server.Url + FakeProvider.Discovery, new Secret("canary"), new Secret("canary"), null);

        foreach (Func<Task> call in (Func<Task>[])
        [
            () => oidc.GetProviderAsync(new Uri(server.Url + FakeProvider.Discovery), context.CancellationToken),
            () => oidc.StartAsync(provider, "c", context.CancellationToken),
            () => oidc.GetKeysAsync(provider, context.CancellationToken),
            () => oidc.PollAsync(provider, "c", new Secret("canary"), context.CancellationToken),
            () => oidc.RenewAsync(provider, login, new Secret("canary"), context.CancellationToken),
        ])
        {
            await Cloud.FailsAsync("LLENV0054", call);
        }
    }

    [TestMethod]
    [DataRow("""{"error":"invalid_grant"}""", 503)]
    [DataRow("""{"error":"invalid_grant"}""", 202)]
    public async Task A_login_has_ended_only_if_the_provider_says_so_as_it_says_such_things(string body, int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).WithProvider();
        using Cloud cloud = new(server);
        OidcClient oidc = new(cloud.Channel);
        OidcProvider provider = await oidc.GetProviderAsync(new Uri(server.Url + FakeProvider.Discovery), context.CancellationToken);
        server.On(FakeProvider.Token, Reply.Json(body, status));
        DeviceLogin login = new("d", "u", "e", "c", server.Url + FakeProvider.Discovery, new Secret("canary"), new Secret("canary"), null);

        await Cloud.FailsAsync(status == 503 ? "LLENV0052" : "LLENV0054", () => oidc.RenewAsync(provider, login, new Secret("canary"), context.CancellationToken));
    }
}
