
namespace LlamaEnv.Files.Tests.Ci;

[TestClass]
public sealed class GitHubActionsTests
{
    private static readonly Settings s_skip = new() { [Setting.ForkPullRequest] = "skip" };

    [TestMethod]
    public void A_missing_key_says_how_to_map_the_secret()
    {
        using Machine machine = On("push", GitHubEvent.Push);

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.Contains("""env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }""", result.Messages);
        Assert.DoesNotContain("fork", result.Messages);
    }

    [TestMethod]
    public void A_missing_project_is_no_secret_and_says_nothing_of_mapping_or_forks()
    {
        using Machine machine = On("pull_request", GitHubEvent.PullRequest("octocat/app")).WithKey();

        InjectResult result = machine.Inject(new Settings { [Setting.ForkPullRequest] = "skip", [Setting.RequireProject] = "true" });

        Assert.AreEqual("LLENV0004 LLENV0001", result.Codes);
        Assert.IsFalse(result.Succeeded);
        Assert.DoesNotContain("secrets.", result.Messages);
        Assert.DoesNotContain("fork", result.Messages);
    }

    [TestMethod]
    [DataRow("pull_request", "octocat/app")]
    [DataRow("pull_request", "octocat/app-2")]
    [DataRow("pull_request", "acme/other")]
    [DataRow("pull_request_review", "octocat/app")]
    public void A_pull_request_from_another_repository_is_from_a_fork(string trigger, string repository)
    {
        using Machine machine = On(trigger, GitHubEvent.PullRequest(repository));
        Assert.AreEqual("LLENV0070", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void A_fork_that_was_deleted_since_was_one()
    {
        using Machine machine = On("pull_request", GitHubEvent.PullRequestOfDeletedFork());
        Assert.AreEqual("LLENV0070", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void Where_the_event_does_not_name_the_target_the_environment_does()
    {
        string noName = """{ "id": 186853002 }""";
        using Machine fork = On("pull_request", GitHubEvent.WithHead("""{ "full_name": "octocat/app" }""", noName)).Set("GITHUB_REPOSITORY", GitHubEvent.Target);
        using Machine own = On("pull_request", GitHubEvent.WithHead("""{ "full_name": "Acme/App" }""", noName)).Set("GITHUB_REPOSITORY", GitHubEvent.Target);
        using Machine unknown = On("pull_request", GitHubEvent.WithHead("""{ "full_name": "octocat/app" }""", noName));

        Assert.AreEqual("LLENV0070", fork.Inject(s_skip).Codes);
        Assert.AreEqual("LLENV0001", own.Inject(s_skip).Codes);
        Assert.AreEqual("LLENV0001", unknown.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void A_pull_request_in_the_repository_itself_is_not_from_a_fork()
    {
        using Machine machine = On("pull_request", GitHubEvent.PullRequest(GitHubEvent.Target));
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void Runs_for_pull_request_target_have_secrets_and_are_not_excused()
    {
        using Machine machine = On("pull_request_target", GitHubEvent.PullRequest("octocat/app")).Set("GITHUB_ACTOR", "dependabot[bot]");
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    [DataRow("skip", "LLENV0070")]
    [DataRow("fail", "LLENV0001")]
    public void Dependabot_gets_no_secrets_in_the_repository_either(string setting, string codes)
    {
        using Machine machine = On("pull_request", GitHubEvent.PullRequest(GitHubEvent.Target)).Set("GITHUB_ACTOR", "dependabot[bot]");

        InjectResult result = machine.Inject(new Settings { [Setting.ForkPullRequest] = setting });

        Assert.AreEqual(codes, result.Codes);
        Assert.Contains("Dependabot", result.Messages);
    }

    [TestMethod]
    public void A_push_by_Dependabot_is_no_pull_request()
    {
        using Machine machine = On("push", GitHubEvent.Push).Set("GITHUB_ACTOR", "dependabot[bot]");
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("FakeGarbage")]
    [DataRow("null")]
    [DataRow("7")]
    [DataRow("[ { \"pull_request\": { \"head\": { \"repo\": null } } } ]")]
    [DataRow("{ \"pull_request\": null }")]
    [DataRow("{ \"pull_request\": \"FakeGarbage\" }")]
    [DataRow("{ \"pull_request\": [] }")]
    [DataRow("{ \"pull_request\": { } }")]
    [DataRow("{ \"pull_request\": { \"head\": null } }")]
    [DataRow("{ \"pull_request\": { \"head\": \"FakeGarbage\" } }")]
    [DataRow("{ \"pull_request\": { \"head\": { } } }")]
    [DataRow("{ \"pull_request\": { \"head\": { \"repo\": \"FakeGarbage\" } } }")]
    [DataRow("{ \"pull_request\": { \"head\": { \"repo\": { \"full_name\": 7 } } } }")]
    [DataRow("{ \"pull_request\": { \"head\": { \"repo\": { \"full_name\": null } } } }")]
    [DataRow("{ \"pull_request\": { \"head\": { \"repo\": { \"full_name\": \"\\ud800\" } } } }")]
    [DataRow("{ \"pull_request\": { \"head\": { \"repo\": null } }")]
    public void Of_an_event_that_is_none_nothing_is_known_and_nothing_quoted(string content)
    {
        using Machine machine = On("pull_request", content).Set("GITHUB_REPOSITORY", GitHubEvent.Target);

        InjectResult result = machine.Inject(s_skip);

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.DoesNotContain("FakeGarbage", result.Messages);
        Assert.DoesNotContain("fork", result.Messages);
    }

    [TestMethod]
    public void An_event_nested_without_end_is_none()
    {
        using Machine machine = On("pull_request", "{ \"pull_request\": " + new string('[', 100_000));
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void An_event_longer_than_GitHub_sends_is_not_read()
    {
        using Machine machine = On("pull_request", GitHubEvent.PullRequest("octocat/app") + new string(' ', 25 * 1024 * 1024));
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    public void A_missing_event_file_or_a_directory_is_no_event()
    {
        using Machine none = new Machine().Set("GITHUB_ACTIONS", "true").Set("GITHUB_EVENT_NAME", "pull_request");
        Assert.AreEqual("LLENV0001", none.Inject(s_skip).Codes);

        none.Set("GITHUB_EVENT_PATH", none.Folder.At("absent", "event.json"));
        Assert.AreEqual("LLENV0001", none.Inject(s_skip).Codes);

        none.Set("GITHUB_EVENT_PATH", none.Folder.Root);
        Assert.AreEqual("LLENV0001", none.Inject(s_skip).Codes);

        none.Set("GITHUB_EVENT_PATH", "");
        Assert.AreEqual("LLENV0001", none.Inject(s_skip).Codes);
    }

    private static Machine On(string trigger, string content)
    {
        Machine machine = new();
        return machine.Set("GITHUB_ACTIONS", "true").Set("GITHUB_EVENT_NAME", trigger).Set("GITHUB_EVENT_PATH", machine.Folder.Write("event.json", content));
    }
}
