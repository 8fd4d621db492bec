using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class ProjectTests
{
    [TestMethod]
    public async Task Projects_of_the_default_organization_are_listed()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Database.SaveKey(deployment.Url, Sample.OtherProject, Sample.Key);

        Outcome run = deployment.Tool("projects", "get").Exits(0);

        Assert.AreEqual(
            """
            NAME       PROJECT_ID                            DEPLOYMENTS  ACTIVE
            Project 1  12345678-1234-1234-1234-123456789abc  0            no
            Project 2  87654321-4321-4321-4321-cba987654321  1            yes

            """,
            run.Output);
        Assert.AreEqual("", run.Error);
        Assert.AreEqual($"GET {Api.Projects}?org_id=org-b Bearer {Sample.KeyText}", $"{deployment.Server.Seen[^1].Line} {deployment.Server.Seen[^1].Authorization}");
    }

    [TestMethod]
    public async Task One_project_is_found_in_every_organization_and_an_object()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();

        Outcome run = deployment.Tool("projects", "get", Sample.OtherProject, "-o", "json").Exits(0);

        Assert.AreEqual(
            """
            {
              "project_id": "87654321-4321-4321-4321-cba987654321",
              "project_name": "Project 2",
              "deployment_count": 1,
              "active": true
            }

            """,
            run.Output);
        Assert.AreEqual($"GET {Api.Projects} Bearer fake-access", $"{deployment.Server.Seen.Single().Line} {deployment.Server.Seen.Single().Authorization}");
        Assert.Contains("project_id: 87654321-4321-4321-4321-cba987654321\nproject_name: \"Project 2\"\ndeployment_count: 1\n", deployment.Tool("projects", "get", Sample.OtherProject, "-o", "yaml").Output);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("SIGTERM")]
    [DataRow("SIGHUP")]
    public async Task Who_ends_the_command_need_not_choose_first(string signal)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.Key);

        new PseudoTerminal(deployment.Store, Built.Tool, "projects", "use").Type(["> 1", "", signal]).Exits(130);
    }

    [TestMethod]
    public async Task An_organization_can_be_named()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();

        deployment.Tool("projects", "get", "--org", "org-a").Exits(0);

        Assert.AreEqual($"GET {Api.Projects}?org_id=org-a", deployment.Lines.Single());
    }

    [TestMethod]
    [DataRow("get")]
    [DataRow("use")]
    public async Task A_project_that_is_not_there_is_an_error(string command)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();
        string before = deployment.Rows;

        Assert.StartsWith("llama-env : error LLENV0051: the key or login has no access to project 'nowhere'", deployment.Tool("projects", command, "nowhere").Exits(1).Error);

        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task Without_a_profile_the_environment_serves()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        deployment.Store.Environment["LLAMA_CLOUD_BASE_URL"] = deployment.Url + "/";
        deployment.Store.Environment["LLAMA_AGENTS_PROJECT_ID"] = Sample.Project;

        Assert.Contains($"{Sample.Project}  0            yes\n", deployment.Tool("projects", "get").Exits(0).Output);
    }

    [TestMethod]
    [DataRow("get", "0", true)]
    [DataRow("get", "1", false)]
    [DataRow("use", "0", false)]
    public async Task Without_a_profile_a_key_is_asked_for_only_where_it_would_do(string command, string useProfile, bool wouldDo)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Environment["LLAMA_CLOUD_USE_PROFILE"] = useProfile;
        if (!wouldDo)
            deployment.Store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;

        Outcome run = deployment.Tool("projects", command).Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0007: no profile is current in environment {deployment.Url}. ", run.Error);
        Assert.AreEqual(wouldDo, run.Error.Contains("set LLAMA_CLOUD_API_KEY", StringComparison.Ordinal), run.Error);
    }

    [TestMethod]
    [DataRow("sk-ant-canary0123456789", "LLENV0011")]
    [DataRow("$(LLAMA_CLOUD_API_KEY)", "LLENV0018")]
    [DataRow("llx-canary ", "LLENV0012")]
    public async Task What_is_no_key_of_LlamaCloud_is_not_sent_there(string key, string code)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        HostEnvironment host = deployment.Store.Host with { Variables = [.. deployment.Store.Host.Variables, new("LLAMA_CLOUD_API_KEY", key), new("LLAMA_CLOUD_BASE_URL", deployment.Url)] };

        Diagnostic diagnostic = Assert.ThrowsExactly<DiagnosticException>(() => CloudAccess.OfCurrent(host, deployment.Store.Database)).Diagnostic;

        Assert.AreEqual(code, diagnostic.Code);
        Assert.StartsWith("LLAMA_CLOUD_API_KEY (from environment) ", diagnostic.Message);
    }

    [TestMethod]
    public async Task Use_changes_the_project_of_the_profile()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        StoredProfile before = deployment.SaveLogin();

        Outcome run = deployment.Tool("projects", "use", Sample.Project).Exits(0);

        Assert.AreEqual($"llama-env: switched project Project 1 ({Sample.Project})\n", run.Error);
        Assert.AreEqual(before with { ProjectId = Sample.Project }, deployment.Store.Database.ListProfiles().Current);
    }

    [TestMethod]
    public async Task Without_an_id_and_a_terminal_use_lists_the_choices()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();

        Outcome run = deployment.Tool("projects", "use").Exits(1);

        Assert.AreEqual(
            $"Select a project:\n- Project 1  {Sample.Project} (0 deployments)\n- Project 2  {Sample.OtherProject} (1 deployments) [current]\nllama-env : error LLENV0008: one of these has to be chosen, and there is no interactive terminal to ask at. Pass ID to choose one. To inspect choices, run: dotnet llama-env projects get (https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/LLENV0008.md)\n",
            run.Error);
    }

    [TestMethod]
    public async Task Organizations_are_listed()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();

        Assert.AreEqual("NAME  ORG_ID  DEFAULT  ACTIVE\nA     org-a   no       no\nB     org-b   yes      yes\n", deployment.Tool("organizations", "get").Exits(0).Output);
        Assert.StartsWith("[\n  {\n    \"org_id\": \"org-a\",\n    \"org_name\": \"A\",\n    \"is_default\": false,\n    \"active\": false\n  }", deployment.Tool("organizations", "get", "-o", "json").Exits(0).Output);
    }

    [TestMethod]
    public async Task A_server_without_organizations_says_so()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Version, Reply.Json("""{"version":"1"}"""));
        deployment.SaveLogin();

        Assert.StartsWith("llama-env : error LLENV0057: the server at " + deployment.Url + " does not support organizations", deployment.Tool("organizations", "get").Exits(1).Error);
    }
}
