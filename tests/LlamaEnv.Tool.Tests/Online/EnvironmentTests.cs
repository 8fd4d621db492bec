using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Online;

[TestClass]
public sealed class EnvironmentTests
{
    [TestMethod]
    public async Task An_environment_is_added_as_its_server_describes_it()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Version, Reply.Json("""{"version":"1","requires_auth":false,"min_llamactl_version":"0.9.1"}"""));
        deployment.Store.Database.DeleteEnvironment(deployment.Url);

        Outcome run = deployment.Tool("environments", "add", deployment.Url + "//").Exits(0);

        Assert.AreEqual(
            $"llama-env: added environment {deployment.Url} requires_auth=false min_llamactl_version=0.9.1\nllama-env: it has no profile yet; create one with: dotnet llama-env auth token\n",
            run.Error);
        Assert.AreEqual(new StoredEnvironment(deployment.Url, false, "0.9.1"), deployment.Store.Database.ListEnvironments().Current);
    }

    [TestMethod]
    public async Task One_behind_a_prefix_is_asked_below_it_and_kept_with_it()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On("/llama" + Api.Version, Reply.Json("""{"version":"1","requires_auth":false}"""));

        Outcome run = deployment.Tool("environments", "add", deployment.Url + "/llama/").Exits(0);

        Assert.StartsWith($"llama-env: added environment {deployment.Url}/llama ", run.Error);
        Assert.AreEqual($"{deployment.Url}/llama", deployment.Store.Database.ListEnvironments().Current.ApiUrl);
    }

    [TestMethod]
    public async Task One_with_the_path_of_the_api_gets_a_warning_that_proposes_the_root()
    {
        await using Deployment deployment = await Deployment.StartAsync();

        Outcome run = deployment.Tool("environments", "add", deployment.Url + "/api/v1").Exits(1);

        Assert.StartsWith("llama-env : warning LLENV0015: ", run.Error);
        Assert.Contains($"Set the root, {deployment.Url} ", run.Error);
    }

    [TestMethod]
    public async Task One_is_found_by_any_spelling_of_its_host()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        string spelt = deployment.Url.Replace("http://", "HTTP://", StringComparison.Ordinal) + "/";

        Assert.Contains(deployment.Url, deployment.Tool("environments", "get", spelt).Exits(0).Output);
    }

    [TestMethod]
    public async Task One_that_is_added_again_keeps_its_profiles_and_the_current_one()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.AlikeKey);
        StoredProfile current = deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.Key);

        Outcome run = deployment.Tool("environments", "add", deployment.Url).Exits(0);

        Assert.EndsWith($"llama-env: the current profile is {current.Name}\n", run.Error);
        Assert.HasCount(2, deployment.Store.Database.ListProfiles().All);
        Assert.AreEqual(current, deployment.Store.Database.ListProfiles().Current);
    }

    [TestMethod]
    [DataRow("https://cloud.llamaindex.ai", "LLENV0015")]
    [DataRow("http://api.example.com", "LLENV0016")]
    [DataRow("http://127.0.0.1:1", "LLENV0052")]
    public async Task One_that_is_no_api_or_away_is_not_added(string url, string code)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        string before = deployment.Rows;

        Assert.StartsWith($"llama-env : error {code}: ", deployment.Tool("environments", "add", url).Exits(1).Error);

        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task One_that_is_used_is_current_with_its_profile_and_up_to_date()
    {
        await using Deployment deployment = await Deployment.StartAsync(requiresAuth: false);
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.Key);
        deployment.Store.Database.UseEnvironment(Sample.Cloud);

        Outcome run = deployment.Tool("environments", "use", deployment.Url).Exits(0);

        Assert.AreEqual($"llama-env: switched environment {deployment.Url}\nllama-env: the current profile is llx-Fa****Fake\n", run.Error);
        Assert.AreEqual(new StoredEnvironment(deployment.Url, true), deployment.Store.Database.ListEnvironments().Current);
    }

    [TestMethod]
    public async Task One_whose_server_is_away_can_be_used_and_keeps_what_is_known_of_it()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.Server.On(Api.Version, Reply.Status(404));
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.Key);
        deployment.Store.Database.UseEnvironment(Sample.Cloud);

        Outcome run = deployment.Tool("environments", "use", deployment.Url).Exits(0);

        Assert.StartsWith($"llama-env: switched environment {deployment.Url}\nllama-env: the current profile is llx-Fa****Fake\nllama-env : warning LLENV0054: ", run.Error);
        Assert.AreEqual("llx-Fa****Fake", deployment.Store.Database.ListProfiles().Current!.Name);
        Assert.AreEqual(new StoredEnvironment(deployment.Url, true), deployment.Store.Database.ListEnvironments().Current);
    }

    [TestMethod]
    [DataRow("Pass URL to choose one")]
    [DataRow("does not exist. Environments: ", "https://nowhere.example.com")]
    public async Task Where_nothing_was_done_the_command_fails(string reason, params string[] arguments)
    {
        await using Deployment deployment = await Deployment.StartAsync();
        string before = deployment.Rows;

        Assert.Contains(reason, deployment.Tool(["environments", "use", .. arguments]).Exits(1).Error);

        Assert.AreEqual(before, deployment.Rows);
    }

    [TestMethod]
    public async Task The_keys_that_logins_made_go_with_their_environment()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        deployment.SaveLogin();
        deployment.Store.Database.SaveKey(deployment.Url, Sample.Project, Sample.AlikeKey);

        Outcome run = deployment.Tool("environments", "delete", deployment.Url).Exits(0);

        Assert.AreEqual($"llama-env: deleted environment {deployment.Url} and its profiles\nllama-env: the current environment is {Sample.Cloud}\n", run.Error);
        Assert.AreEqual($"DELETE {Api.Keys}/key-1", deployment.Lines.Single());
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    public async Task An_environment_whose_server_is_away_is_deleted_and_the_keys_that_are_left_are_named()
    {
        await using Deployment deployment = await Deployment.StartAsync();
        string away = "http://127.0.0.1:1";
        deployment.Store.Database.PutEnvironment(new StoredEnvironment(away, true));
        deployment.Store.Database.SaveLogin(away, Sample.Project, Sample.Login, Sample.Key, "key-1");
        deployment.Store.Database.SaveLogin(away, Sample.Project, Sample.Login with { UserId = "other" }, Sample.AlikeKey, "key-2");

        Outcome run = deployment.Tool("environments", "delete", away).Exits(0);

        string[] lines = run.Error.Split('\n');
        Assert.StartsWith("llama-env : warning LLENV0056: the key key-1, which the login created, was not deleted on the server", lines[0]);
        Assert.StartsWith("llama-env : warning LLENV0056: the key key-2, which the login created, was not deleted on the server", lines[1]);
        Assert.AreEqual($"llama-env: deleted environment {away} and its profiles", lines[2]);
        Assert.AreEqual("0", deployment.Store.Query("SELECT count(*) FROM profiles"));
    }
}
