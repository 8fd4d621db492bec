using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class BadAnswerTests(TestContext context)
{
    [TestMethod]
    [DataRow($$"""<html>{{Reply.Canary}}</html>""", "text/html", "content type")]
    [DataRow($$"""{"version":"{{Reply.Canary}}"}""", "text/plain", "content type")]
    [DataRow($$"""{"version":"{{Reply.Canary}}""", "application/json", "not valid JSON")]
    [DataRow(Reply.Canary, "application/json", "not valid JSON")]
    [DataRow("", "application/json", "not valid JSON")]
    [DataRow($$"""["{{Reply.Canary}}"]""", "application/json", "not an object")]
    [DataRow("null", "application/json", "not an object")]
    [DataRow("""{"version":null}""", "application/json", "has no 'version'")]
    [DataRow("""{"version":17}""", "application/json", "'version' that is not text")]
    [DataRow($$"""{"version":"1","requires_auth":"{{Reply.Canary}}"}""", "application/json", "'requires_auth' that is not true or false")]
    [DataRow($$"""{"version":"1","capabilities":"{{Reply.Canary}}"}""", "application/json", "'capabilities' that is not a list")]
    [DataRow("""{"version":"1","capabilities":[1]}""", "application/json", "other than text in 'capabilities'")]
    [DataRow("{\"version\":\"\\ud800\"}", "application/json", "'version' that is not text")]
    [DataRow("{\"version\":\"1\",\"capabilities\":[\"\\ud800\"]}", "application/json", "other than text in 'capabilities'")]
    [DataRow("{\"version\":\"1\",\"capabilities\":[null]}", "application/json", "other than text in 'capabilities'")]
    [DataRow("{\"vers\\ud800\":\"1\"}", "application/json", "a member whose name is not text")]
    public async Task Of_an_answer_that_is_none_only_the_fault_is_told(string body, string type, string fault)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Text(body, type));
        using Cloud cloud = new(server);

        string message = (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message;

        Assert.Contains(fault, message);
        Assert.Contains(Reply.RequestId, message);
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    [DataRow("""{"projects":{}}""", "'projects' that is not a list")]
    [DataRow("""{"projects":["llx-canary"]}""", "other than objects in 'projects'")]
    [DataRow("""{"projects":[{"project_name":"llx-canary"}]}""", "has no 'project_id'")]
    [DataRow("""{"projects":[{"project_id":" ","project_name":"llx-canary"}]}""", "an empty 'project_id'")]
    [DataRow("""{"projects":[{"project_id":"p","deployment_count":1e300}]}""", "'deployment_count' that is not a number of this size")]
    public async Task A_list_is_checked_item_by_item(string body, string fault)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.Json(body));
        using Cloud cloud = new(server);

        Assert.Contains(fault, (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetProjectsAsync(null, context.CancellationToken))).Message);
    }

    [TestMethod]
    public async Task An_endless_answer_is_not_read_to_its_end()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Version, Reply.Huge);
        using Cloud cloud = new(server);

        Assert.Contains("longer than 4096 KiB", (await Cloud.FailsAsync("LLENV0054", () => cloud.Client.GetVersionAsync(context.CancellationToken))).Message);
        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task An_id_that_repeats_the_key_is_not_shown()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Api.Projects, Reply.EchoedBearer);
        using HttpChannel channel = new(Cloud.Machine(), new HttpLimits(), new SkippingTime());
        CloudClient client = new(channel, CloudUrl.ParseBase(server.Url), new StaticTokenProvider(new Secret("opaque-canary-without-a-prefix")));

        Assert.DoesNotContain("(request", (await Cloud.FailsAsync("LLENV0051", () => client.GetProjectsAsync(null, context.CancellationToken))).Message);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("llx-canary\r\nX-Other: 1")]
    [DataRow("llx-canary with blanks")]
    [DataRow("llx-canary-ü")]
    public async Task A_key_that_no_request_can_carry_is_not_sent_and_not_shown(string key)
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using HttpChannel channel = new(Cloud.Machine(), new HttpLimits(), new SkippingTime());
        CloudClient client = new(channel, CloudUrl.ParseBase(server.Url), new StaticTokenProvider(new Secret(key)));

        await Cloud.FailsAsync("LLENV0012", () => client.GetProjectsAsync(null, context.CancellationToken));
        Assert.IsEmpty(server.Seen);
    }

    [TestMethod]
    [DataRow("http://api.example", "LLENV0016")]
    [DataRow("http://127.0.0.1.example", "LLENV0016")]
    [DataRow("https://user:canary@api.example", "LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai/api/v1", "LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.com", "LLENV0015")]
    [DataRow("ftp://api.example", "LLENV0015")]
    [DataRow("api.example", "LLENV0015")]
    [DataRow(" https://api.example", "LLENV0015")]
    [DataRow("https://api.example\n", "LLENV0015")]
    [DataRow("https://xn--\u00ad", "LLENV0015")]
    [DataRow("", "LLENV0015")]
    public async Task A_url_no_key_may_be_sent_to_is_turned_down(string url, string code) =>
        await Cloud.FailsAsync(code, () => Task.FromResult(CloudUrl.ParseBase(url)));

    [TestMethod]
    [DataRow("https://api.example//", "https://api.example/")]
    [DataRow("https://api.example/llama", "https://api.example/llama/")]
    [DataRow("http://localhost:8080", "http://localhost:8080/")]
    [DataRow("http://[::1]:8080/", "http://[::1]:8080/")]
    public void Https_and_this_machine_are_fine(string url, string expected) => Assert.AreEqual(expected, CloudUrl.ParseBase(url).ToString());
}
