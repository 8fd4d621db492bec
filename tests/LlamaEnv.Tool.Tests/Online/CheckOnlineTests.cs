using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary><c>check --online</c> with a server on this machine, and what can be wrong with one.</summary>
[TestClass]
public sealed class CheckOnlineTests
{
    private const string Projects = "/api/v1/projects";
    private const string MyProject = $"{Projects}/{Sample.Project}";

    public static IEnumerable<object[]> Faults =>
    [
        ["slow", Reply.Silence, "did not answer within 5 seconds"],
        ["stalled", Reply.Stalled, "did not answer within 5 seconds"],
        ["reset", Reply.Reset, "closed the connection"],
        ["truncated", Reply.Truncated, "closed the connection"],
        ["no json", Reply.Text("garbage", "application/json"), "does not answer as the API does"],
        ["no list", Reply.Json("""{"detail":"llx-canary-0123456789"}"""), "does not answer as the API does"],
        ["text", Reply.Text("OK", "text/plain"), "does not answer as the API does"],
        ["page", Reply.Text("<html>llx-canary-0123456789</html>", "text/html"), "answered 200 with a page"],
        ["401 page", Reply.Text("<html></html>", "text/html", 401), "answered 401 with a page"],
        ["403 page", Reply.Text("<html></html>", "text/html; charset=utf-8", 403), "answered 403 with a page"],
        ["404 page", Reply.Text(" <!doctype html>", "text/plain", 404), "answered 404 with a page"],
        ["404", Reply.Status(404), "does not know the API's requests"],
        ["407", Reply.Status(407), "answered 407"],
        ["429", Reply.RetryAfter("120"), "answered 429 and asks to retry after 120 seconds"],
        ["500", Reply.Status(500), "answered 500"],
        ["503", Reply.Status(503), "answered 503"],
        ["202", Reply.Status(202), "answered 202"],
        ["huge", Reply.Huge, "answers without end"],
    ];

    [TestMethod]
    public async Task A_key_that_is_accepted_costs_one_request()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Json("[]"));

        Outcome run = Check(server.Url, null).Exits(0);

        Assert.AreEqual($"LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL from environment: valid, accepted by {server.Url}\n", run.Output);
        Assert.AreEqual("", run.Error);
        Assert.AreEqual($"GET {Projects} Bearer {Sample.KeyText}", string.Join('\n', server.Seen.Select(seen => $"{seen.Line} {seen.Authorization}")));
    }

    [TestMethod]
    public async Task A_project_is_asked_for_itself()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(MyProject, Reply.Json($$"""{"id":"{{Sample.Project.ToUpperInvariant()}}","name":"x"}"""));

        JsonNode json = JsonNode.Parse(Check(server.Url, Sample.Project, "-o", "json").Exits(0).Output)!;

        Assert.AreEqual("true true", $"{json["valid"]} {json["accepted"]}");
        Assert.AreEqual($"GET {MyProject}", server.Seen.Single().Line);
    }

    [TestMethod]
    [DataRow(null, 1)]
    [DataRow(Sample.Project, 1)]
    public async Task A_key_that_is_rejected_is_an_error_that_is_not_waited_for(string? project, int requests)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Status(401)).On(MyProject, Reply.Status(401));

        Outcome run = Check(server.Url, project, "--wait", "86400").Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0050: LLAMA_CLOUD_API_KEY (from environment) is not accepted by the server at {server.Url} (request {Reply.RequestId})", run.Error);
        Assert.HasCount(requests, server.Seen);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    [DataRow(403)]
    [DataRow(404)]
    public async Task A_project_that_is_not_the_keys_is_an_error_that_names_those_that_are(int status)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(MyProject, Reply.Status(status))
            .On(Projects, Reply.Json($$"""[{"id":"{{Sample.OtherProject}}"},{"id":"{{Reply.Canary}}"}]"""));

        Outcome run = Check(server.Url, Sample.Project, "--wait", "86400").Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0051: LLAMA_CLOUD_API_KEY (from environment) has no access to project {Sample.Project} (from environment) at {server.Url}", run.Error);
        Assert.Contains($"It has access to: {Sample.OtherProject} (https://", run.Error);
        Assert.HasCount(2, server.Seen);
    }

    [TestMethod]
    public async Task A_key_that_may_ask_for_nothing_has_no_access()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Status(403)).On(MyProject, Reply.Status(403));

        Assert.StartsWith("llama-env : error LLENV0051: ", Check(server.Url, null).Exits(1).Error);
        Assert.StartsWith("llama-env : error LLENV0051: ", Check(server.Url, Sample.Project).Exits(1).Error);
    }

    [TestMethod]
    [DynamicData(nameof(Faults))]
    public async Task What_is_no_word_of_the_API_is_a_warning(string name, Reply reply, string failure)
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, reply).On(MyProject, reply);

        Outcome run = Check(server.Url, name == "404" ? Sample.Project : null).Exits(0);

        Assert.StartsWith($"llama-env : warning LLENV0052: the server at {server.Url} ", run.Error);
        Assert.Contains(failure, run.Error);
        Assert.EndsWith(": valid\n", run.Output);
        Assert.IsLessThanOrEqualTo(2, server.Seen.Count);
    }

    [TestMethod]
    public async Task A_redirect_to_elsewhere_gets_no_key()
    {
        await using FakeServer other = await FakeServer.StartAsync();
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Redirect($"{other.Url}{Projects}"));

        Assert.StartsWith($"llama-env : warning LLENV0052: the server at {server.Url} redirects elsewhere", Check(server.Url, null).Exits(0).Error);

        Assert.IsEmpty(other.Seen);
    }

    [TestMethod]
    public void A_server_that_is_not_there_is_a_warning_and_after_waiting_an_error()
    {
        string url = $"http://127.0.0.1:{Ports.Free()}";

        JsonNode warned = JsonNode.Parse(Check(url, null, "-o", "json").Exits(0).Output)!;
        JsonNode failed = JsonNode.Parse(Check(url, null, "-o", "json", "--wait", "1").Exits(1).Output)!;

        Assert.AreEqual("true  0 1 LLENV0052 warning", $"{warned["valid"]} {warned["accepted"]} {warned["errorCount"]} {warned["warningCount"]} {warned["diagnostics"]![0]!["code"]} {warned["diagnostics"]![0]!["severity"]}");
        Assert.AreEqual("false  1 0 error", $"{failed["valid"]} {failed["accepted"]} {failed["errorCount"]} {failed["warningCount"]} {failed["diagnostics"]![0]!["severity"]}");
    }

    [TestMethod]
    public async Task A_server_that_comes_back_is_waited_for()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Status(503), Reply.RetryAfter("1"), Reply.Reset, Reply.Json("[]"));

        Outcome run = Check(server.Url, null, "--wait", "3000").Exits(0);

        Assert.AreEqual("", run.Error);
        Assert.HasCount(4, server.Seen);
    }

    [TestMethod]
    public async Task A_manager_is_asked_once_however_often_the_server_is()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.Status(503), Reply.Status(503), Reply.Json("[]"));
        using Store store = new();
        Script.Make(Path.Combine(store.Root, "give"), $"echo call >>calls; echo LLAMA_CLOUD_API_KEY={Sample.KeyText}; echo LLAMA_CLOUD_BASE_URL={server.Url}");

        Built.Run(store, Built.Tool, "check", "--no-project", "--online", "--wait", "3000", "--source", "process:./give").Exits(0);

        Assert.HasCount(3, server.Seen);
        Assert.AreEqual("call\n", File.ReadAllText(Path.Combine(store.Root, "calls")));
    }

    [TestMethod]
    public async Task A_server_that_asks_for_more_time_than_there_is_is_not_asked_again()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On(Projects, Reply.RetryAfter("86000"));

        Assert.StartsWith("llama-env : error LLENV0052: ", Check(server.Url, null, "--wait", "80000").Exits(1).Error);

        Assert.HasCount(1, server.Seen);
    }

    [TestMethod]
    public async Task What_is_wrong_without_a_server_is_not_sent_to_one()
    {
        await using FakeServer server = await FakeServer.StartAsync();
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = "sk-proj-FakeFakeFakeFakeFake";
        store.Environment["LLAMA_CLOUD_BASE_URL"] = server.Url;

        Assert.StartsWith("llama-env : error LLENV0011: ", Built.Run(store, Built.Tool, "check", "--online", "--wait", "86400").Exits(1).Error);

        Assert.IsEmpty(server.Seen);
    }

    [TestMethod]
    public async Task The_path_of_a_server_of_ones_own_is_kept()
    {
        await using FakeServer server = (await FakeServer.StartAsync()).On("/llama" + Projects, Reply.Json("""{"items":[],"next_page_token":null}"""));

        Check($"{server.Url}/llama/", null).Exits(0);

        Assert.AreEqual($"GET /llama{Projects}", server.Seen.Single().Line);
    }

    [TestMethod]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_key()
    {
        using ECDsa key = ECDsa.Create();
        CertificateRequest request = new("CN=llama-env test", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        await using FakeServer server = (await FakeServer.StartAsync(certificate: usable)).On(Projects, Reply.Json("[]"));

        Assert.Contains("has no certificate that this machine trusts", Check(server.Url, null).Exits(0).Error);

        Assert.IsEmpty(server.Seen);
    }

    /// <summary>Asks, and looks for what must not be said.</summary>
    private static Outcome Check(string url, string? project, params IEnumerable<string> options)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        store.Environment["LLAMA_CLOUD_BASE_URL"] = url;
        if (project is not null)
            store.Environment["LLAMA_AGENTS_PROJECT_ID"] = project;
        Outcome run = Built.Run(store, Built.Tool, ["check", "--online", .. options]);
        Assert.DoesNotContain("FakeFake", run.Output + run.Error);
        Assert.DoesNotContain("canary", run.Output + run.Error);
        Assert.AreEqual("", store.Files);
        return run;
    }
}
