namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class RedirectTests(TestContext context)
{
    [TestMethod]
    [DataRow(301)]
    [DataRow(302)]
    [DataRow(303)]
    [DataRow(307)]
    [DataRow(308)]
    public async Task Within_the_origin_the_key_goes_along(int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Redirect("/moved?a=1", status)).On("/moved", Reply.Json("""{"projects":[]}"""));
        using Cloud cloud = new(server);

        await cloud.Client.GetProjectsAsync(null, context.CancellationToken);

        Assert.AreEqual($"GET {Api.Projects}, GET /moved?a=1", string.Join(", ", server.Seen));
        Assert.AreEqual($"Bearer {Cloud.Key}", server.Seen[1].Authorization);
    }

    [TestMethod]
    public async Task Another_port_is_another_origin_and_hears_nothing()
    {
        await using FakeServer other = await FakeServer.StartAsync();
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Redirect($"{other.Url}/steal?llx-canary"));
        using Cloud cloud = new(server);

        string message = (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetProjectsAsync(null, context.CancellationToken))).Message;

        Assert.IsEmpty(other.Seen);
        Assert.Contains(server.Url, message);
        Assert.Contains($"{other.Url},", message);
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    [DataRow("https://llx-canary.example/")]
    [DataRow("https://user:canary@other.example/")]
    [DataRow("//other.example/canary")]
    [DataRow("file:///canary")]
    [DataRow("javascript:canary")]
    [DataRow("https://xn--\u00ad/canary")]
    public async Task No_other_place_is_followed_or_quoted(string target)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Redirect(target));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetProjectsAsync(null, context.CancellationToken));
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task A_circle_is_left()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Redirect(Api.Projects));
        using Cloud cloud = new(server);

        await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetProjectsAsync(null, context.CancellationToken));
        Assert.HasCount(4, server.Seen);
    }

    [TestMethod]
    public async Task A_post_follows_no_redirect()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Keys, Reply.Redirect("/moved"));
        using Cloud cloud = new(server);

        Assert.Contains("POST", (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.CreateApiKeyAsync("n", null, context.CancellationToken))).Message);
        Assert.HasCount(1, server.Seen);
    }
}
