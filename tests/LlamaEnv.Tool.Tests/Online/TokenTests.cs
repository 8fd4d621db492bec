using System.Diagnostics;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class TokenTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("\n")]
    [DataRow("\r\n")]
    public async Task A_key_from_standard_input_becomes_the_current_profile(string end)
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = deployment.ToolWithInput(Sample.KeyText + end, "auth", "token", "--api-key-stdin", "--project", Sample.Project).Exits(0);

        Assert.AreEqual("llama-env: created API key profile llx-Fa****Fake and set as current\n", run.Error);
        Assert.AreEqual("", run.Output);
        Assert.AreEqual($"Bearer {Sample.KeyText}", deployment.Server.Seen.Single().Authorization);
        StoredProfile profile = deployment.Store.Database.ListProfiles().Current!;
        Assert.AreEqual(new StoredProfile(profile.Id, "llx-Fa****Fake", deployment.Url, Sample.Project, Sample.Key, null, null), profile);
        Assert.IsTrue(Guid.TryParseExact(profile.Id, "D", out _));
    }

    [TestMethod]
    [DataRow(401, "LLENV0050")]
    [DataRow(403, "LLENV0051")]
    [DataRow(200, "LLENV0054")]
    public async Task A_key_that_the_server_does_not_accept_is_not_kept(int status, string code)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Projects, Reply.Status(status));
        string before = deployment.Rows;

        Outcome run = deployment.Tool("auth", "token", "--api-key", Sample.KeyText, "--project", Sample.Project).Exits(1);

        Assert.StartsWith($"llama-env : error {code}: ", run.Error);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    [DataRow("sk-proj-canary0123456789", "LLENV0011")]
    [DataRow(Sample.KeyText + "\n\n", "LLENV0012")]
    [DataRow("your-api-key", "LLENV0010")]
    public async Task What_is_no_key_of_LlamaCloud_is_not_sent_there(string key, string code)
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Assert.StartsWith($"llama-env : error {code}: LLAMA_CLOUD_API_KEY (from standard input) ", deployment.ToolWithInput(key, "auth", "token", "--api-key-stdin", "--project", Sample.Project).Exits(1).Error);
        Assert.IsEmpty(deployment.Lines);
    }

    [TestMethod]
    public async Task A_project_that_the_key_may_not_use_is_named()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Projects, Reply.Json(Deployment.ProjectList(Sample.OtherProject)));
        string before = deployment.Rows;

        Outcome run = deployment.Tool("auth", "token", "--api-key", Sample.KeyText, "--project", Sample.Project).Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0051: the key or login has no access to project '{Sample.Project}' at {deployment.Url}", run.Error);
        Assert.Contains($"It has access to: {Sample.OtherProject} (", run.Error);
        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public void Without_a_network_a_key_is_kept_as_it_is_given()
    {
        using Store store = WithServerAway();

        Outcome run = Built.Run(store, Built.Tool, "auth", "token", "--api-key", Sample.KeyText, "--project", Sample.Project).Exits(0);

        Assert.StartsWith("llama-env : warning LLENV0052: ", run.Error);
        Assert.EndsWith("llama-env: created API key profile llx-Fa****Fake and set as current\n", run.Error);
        StoredProfile profile = store.Database.ListProfiles().Current!;
        Assert.AreEqual((Sample.Key, Sample.Project), (profile.ApiKey, profile.ProjectId));
    }

    [TestMethod]
    public async Task A_server_in_trouble_rejects_no_key()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Projects, Reply.Status(503));

        Outcome run = deployment.Tool("auth", "token", "--api-key", Sample.KeyText, "--project", Sample.Project).Exits(0);

        Assert.StartsWith("llama-env : warning LLENV0052: ", run.Error);
        Assert.AreEqual(Sample.Key, deployment.Store.Database.ListProfiles().Current!.ApiKey);
    }

    [TestMethod]
    [DataRow("LLENV0011", Sample.KeyText)]
    [DataRow("LLENV0010", "your-project-id")]
    [DataRow("LLENV0018", "$(PROJECT)")]
    public void Without_a_network_too_a_project_is_not_just_anything(string code, string project)
    {
        using Store store = WithServerAway();

        Outcome run = Built.Run(store, Built.Tool, "auth", "token", "--api-key", Sample.KeyText, "--project", project).Exits(1);

        Assert.StartsWith($"llama-env : error {code}: ", run.Error);
        Assert.IsEmpty(store.Database.ListProfiles().All);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    public void A_blank_project_is_none(string project)
    {
        using Store store = WithServerAway();

        Assert.Contains("project", Built.Run(store, Built.Tool, "auth", "token", "--api-key", Sample.KeyText, "--project", project).Exits(2).Error);
    }

    private static Store WithServerAway()
    {
        Store store = new();
        store.Database.PutEnvironment(new StoredEnvironment($"http://127.0.0.1:{Ports.Free()}", RequiresAuth: true));
        return store;
    }

    [TestMethod]
    [DataRow("--api-key-stdin", "--api-key", Sample.KeyText, "--project", Sample.Project, DisplayName = "--api-key and --api-key-stdin contradict")]
    [DataRow("--project ID", "--api-key", Sample.KeyText)]
    [DataRow("--api-key-stdin", "--project", Sample.Project)]
    public async Task What_is_missing_where_nobody_can_be_asked_is_named(string named, params string[] arguments)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        IEnumerable<string> all = arguments.Length == 4 ? [.. arguments, "--api-key-stdin"] : arguments;

        Assert.Contains(named, deployment.Tool(["auth", "token", .. all]).Exits(2).Error);
        Assert.IsEmpty(deployment.Lines);
    }

    [TestMethod]
    public async Task Keys_that_begin_and_end_alike_get_profiles_of_their_own()
    {
        await using Deployment deployment = await Deployment.StartAsync();

        deployment.ToolWithInput(Sample.KeyText, "auth", "token", "--api-key-stdin", "--project", Sample.Project).Exits(0);
        Outcome second = deployment.ToolWithInput(Sample.AlikeKey.Reveal(), "auth", "token", "--api-key-stdin", "--project", Sample.Project).Exits(0);
        Outcome again = deployment.ToolWithInput(Sample.KeyText, "auth", "token", "--api-key-stdin", "--project", Sample.OtherProject).Exits(0);

        Assert.Contains("created API key profile llx-Fa****Fake-2 and", second.Error);
        Assert.Contains("updated API key profile llx-Fa****Fake and", again.Error);
        Assert.AreEqual($"llx-Fa****Fake {Sample.OtherProject}\nllx-Fa****Fake-2 {Sample.Project}", deployment.Store.Query("SELECT name || ' ' || project_id FROM profiles ORDER BY name"));
    }

    [TestMethod]
    public async Task Where_no_authentication_is_wanted_a_profile_needs_no_key()
    {
        await using Deployment deployment = await Deployment.StartAsync(requiresAuth: false);

        deployment.Tool("auth", "token", "--project", "my-new-project").Exits(0);

        Assert.AreEqual("", deployment.Server.Seen.Single().Authorization);
        Assert.AreEqual("default my-new-project", deployment.Store.Query("SELECT name || ' ' || project_id FROM profiles WHERE api_key IS NULL"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task At_a_terminal_the_key_is_asked_for_unseen_and_the_project_picked()
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = new PseudoTerminal(deployment.Store, Built.Tool, "auth", "token").Type(["shown): ", Sample.KeyText + "\r"], ["> 1", "2\r"]).Exits(0);

        Assert.Contains($"  2  Project 2  {Sample.OtherProject} (1 deployments)", run.Output);
        Assert.DoesNotContain(Sample.KeyText[..12], run.Output);
        Assert.Contains($"GET {Api.Projects}?org_id=org-b", deployment.Lines);
        Assert.AreEqual(Sample.OtherProject, deployment.Store.Database.ListProfiles().Current!.ProjectId);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("", DisplayName = "Pasted in one go")]
    [DataRow("z\u007f", DisplayName = "Corrected")]
    [DataRow("\t\u0001", DisplayName = "With keys that are no characters")]
    public async Task A_key_is_taken_as_it_was_typed_and_not_shown(string slip)
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = new PseudoTerminal(deployment.Store, Built.Tool, "auth", "token", "--project", Sample.Project)
            .Type("shown): ", $"{Sample.KeyText[..20]}{slip}{Sample.KeyText[20..]}\r").Exits(0);

        Assert.AreEqual($"Bearer {Sample.KeyText}", deployment.Server.Seen.Single().Authorization);
        Assert.DoesNotContain(Sample.KeyText[..12], run.Output);
        Assert.DoesNotContain(Sample.KeyText[20..32], run.Output);
    }

    [TestMethod]
    public async Task What_is_missing_on_the_command_line_is_told_before_a_key_is_waited_for()
    {
        await using Deployment deployment = await Deployment.StartAsync();

        using Process process = Built.Start(deployment.Store, Built.Tool, "auth", "token", "--api-key-stdin");

        Assert.Contains("--project ID is required", Built.Wait(process).Exits(2).Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Whoever_types_a_wrong_key_may_try_again()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Projects, Reply.Status(401), Deployment.TwoProjects);

        Outcome run = new PseudoTerminal(deployment.Store, Built.Tool, "auth", "token", "--project", Sample.Project)
            .Type(["shown): ", "sk-proj-canary0123456789\r"], ["LLENV0011", ""], ["shown): ", Sample.KeyText + "\r"], ["LLENV0050", ""], ["shown): ", Sample.KeyText + "\r"]).Exits(0);

        Assert.Contains("created API key profile", run.Output);
        Assert.AreEqual(Sample.Key, deployment.Store.Database.ListProfiles().Current!.ApiKey);
    }
}
