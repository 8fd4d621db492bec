using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Tests;

/// <summary>Where a rejected key goes: to the other region, and nowhere else. Two servers on this machine are the regions.</summary>
[TestClass]
public sealed class OnlineCheckTests(TestContext context)
{
    private const string Projects = "/api/v1/projects";

    [TestMethod]
    public async Task A_key_of_the_other_region_is_recognised()
    {
        await using FakeServer america = (await FakeServer.StartAsync()).On(Projects, Reply.Status(401));
        await using FakeServer europe = (await FakeServer.StartAsync()).On(Projects, Reply.Json("[]"));

        OnlineAnswer answer = await AskAsync(america.Url, america, europe);

        Assert.AreEqual("LLENV0053", answer.Finding?.Code);
        Assert.Contains($"{america.Url} does not accept it, and {europe.Url} does. Set LLAMA_CLOUD_BASE_URL to {europe.Url} ", answer.Finding!.Message);
        Assert.AreEqual("1 1", $"{america.Seen.Count} {europe.Seen.Count}");
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(503)]
    public async Task A_key_that_no_region_accepts_is_rejected(int status)
    {
        await using FakeServer america = (await FakeServer.StartAsync()).On(Projects, Reply.Status(401));
        await using FakeServer europe = (await FakeServer.StartAsync()).On(Projects, Reply.Status(status));

        Assert.AreEqual("LLENV0050", (await AskAsync(america.Url, america, europe)).Finding?.Code);
    }

    [TestMethod]
    public async Task A_key_of_a_server_of_ones_own_goes_to_no_region()
    {
        await using FakeServer own = (await FakeServer.StartAsync()).On(Projects, Reply.Status(401));
        await using FakeServer america = (await FakeServer.StartAsync()).On(Projects, Reply.Json("[]"));
        await using FakeServer europe = (await FakeServer.StartAsync()).On(Projects, Reply.Json("[]"));

        Assert.AreEqual("LLENV0050", (await AskAsync(own.Url, america, europe)).Finding?.Code);

        Assert.AreEqual("0 0", $"{america.Seen.Count} {europe.Seen.Count}");
    }

    [TestMethod]
    public async Task Only_a_rejected_key_goes_to_the_other_region()
    {
        await using FakeServer america = (await FakeServer.StartAsync()).On(Projects, Reply.Status(503), Reply.Status(403), Reply.Text("<html></html>", "text/html", 401), Reply.Json("[]"));
        await using FakeServer europe = (await FakeServer.StartAsync()).On(Projects, Reply.Json("[]"));

        string[] codes = new string[4];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (await AskAsync(america.Url, america, europe)).Finding?.Code ?? "accepted";

        Assert.AreEqual("LLENV0052 LLENV0051 LLENV0052 accepted", string.Join(' ', codes));
        Assert.IsEmpty(europe.Seen);
    }

    [TestMethod]
    public void The_regions_are_the_official_ones() =>
        Assert.AreEqual("https://api.cloud.llamaindex.ai/ https://api.cloud.eu.llamaindex.ai/", string.Join(' ', OnlineCheck.OfficialRegions));

    private async Task<OnlineAnswer> AskAsync(string url, params FakeServer[] regions)
    {
        using HttpChannel channel = new(Cloud.Machine(), OnlineCheck.Limits, TimeProvider.System);
        OnlineAnswer answer = await new OnlineCheck(channel, [.. regions.Select(region => new Uri(region.Url + "/"))]).AskAsync(
            new Credential(Variable.ApiKey, new Secret(Cloud.Key), "environment"),
            new Credential(Variable.BaseUrl, new Secret(url), "environment"),
            null,
            context.CancellationToken);
        Assert.DoesNotContain("canary", $"{answer}");
        return answer;
    }
}
