namespace LlamaEnv.Package.Tests;

/// <summary>Build and tool as a CI system runs them: its variables in the environment, nobody at the terminal.</summary>
[TestClass]
public sealed class CiTests
{
    private const string GitHubMapping = """env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }""";
    private const string AzureMapping = """env: { LLAMA_CLOUD_API_KEY: "$(LLAMA_CLOUD_API_KEY)" }""";

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", "true", GitHubMapping)]
    [DataRow("TF_BUILD", "True", AzureMapping)]
    [DataRow("GITLAB_CI", "true", "masked variable")]
    [DataRow("TEAMCITY_VERSION", "2025.07", """params { password("env.LLAMA_CLOUD_API_KEY", """)]
    public void A_missing_key_says_how_the_system_maps_secrets(string name, string value, string mapping)
    {
        using TestProject project = TestProject.App();
        project.Environment[name] = value;

        foreach (FrontEnd frontEnd in Enum.GetValues<FrontEnd>())
        {
            Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0001");
            Assert.Contains(mapping, outcome.The("LLENV0001").Text, outcome.ToString());
        }
    }

    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_reference_that_nothing_expanded_names_the_mapping(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Environment["TF_BUILD"] = "True";
        project.Environment["LLAMA_CLOUD_API_KEY"] = "$(LLAMA_KEY)";

        Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0018");

        Assert.Contains(AzureMapping, outcome.The("LLENV0018").Text, outcome.ToString());
    }

    [TestMethod]
    public void A_pipeline_that_maps_the_key_alone_passes_with_warnings_as_errors()
    {
        using TestProject project = TestProject.App();
        project.Environment["GITHUB_ACTIONS"] = "true";
        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;

        project.Build("-p:LlamaEnvOutput=none", "-warnaserror").Exits(0).Reports();
    }

    [TestMethod]
    [DataRow("GitHub")]
    [DataRow("Azure")]
    [DataRow("GitLab")]
    public void A_pull_request_from_a_fork_fails_and_says_why(string system)
    {
        using TestProject project = Fork(system);

        foreach (FrontEnd frontEnd in Enum.GetValues<FrontEnd>())
        {
            Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0001");
            Assert.Contains("request from a fork", outcome.The("LLENV0001").Text, outcome.ToString());
            Assert.Contains("Set LlamaEnvForkPullRequest to skip", outcome.The("LLENV0001").Text, outcome.ToString());
        }
    }

    [TestMethod]
    [DataRow("GitHub")]
    [DataRow("Azure")]
    [DataRow("GitLab")]
    public void Skipped_it_is_a_notice_and_the_build_goes_on_with_every_file_as_it_was(string system)
    {
        const string Existing = "OTHER=1\nLLAMA_CLOUD_API_KEY=\n";
        using TestProject project = Fork(system).WithProperty("LlamaEnvForkPullRequest", "skip").WithFile(".env", Existing);

        Outcome tool = project.Tool("inject").Exits(0).Reports("LLENV0070");
        Outcome build = project.Build("-warnaserror").Exits(0).Reports("LLENV0070");

        Assert.AreEqual("message", tool.The("LLENV0070").Severity, tool.ToString());
        Assert.AreEqual("message", build.The("LLENV0070").Severity, build.ToString());
        Assert.IsTrue(project.HasCompiled("App.dll"), build.ToString());
        Assert.AreEqual(Existing, File.ReadAllText(project.EnvFile));
    }

    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_missing_project_id_is_not_excused_by_a_fork(FrontEnd frontEnd)
    {
        using TestProject project = Fork("Azure").WithProperty("LlamaEnvForkPullRequest", "skip").WithProperty("LlamaEnvRequireProject", "true");
        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;

        project.Inject(frontEnd).Exits(1).Reports("LLENV0001", "LLENV0004");
    }

    [TestMethod]
    public void On_GitHub_the_tool_annotates_the_line_of_the_file_in_the_repository()
    {
        using TestProject project = WithUnclosedQuote();
        project.Environment["GITHUB_ACTIONS"] = "true";
        project.Environment["GITHUB_WORKSPACE"] = project.Folder;

        Outcome outcome = project.Tool("inject").Exits(0).Reports("LLENV0033");

        Assert.AreEqual($"::warning file=app/50%25%2C a.env,line=1,title=LLENV0033::{outcome.The("LLENV0033").Text.Replace("%", "%25", StringComparison.Ordinal)}", Lines(outcome.Error)[1], outcome.ToString());
        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.DoesNotContain(Values.Key, outcome.Error);
    }

    [TestMethod]
    public void On_Azure_the_tool_logs_an_issue_about_the_absolute_path()
    {
        using TestProject project = WithUnclosedQuote();
        project.Environment["TF_BUILD"] = "True";

        Outcome outcome = project.Tool("inject").Exits(0).Reports("LLENV0033");

        string file = Path.Combine(project.Directory, "50%AZP25, a.env");
        string text = outcome.The("LLENV0033").Text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
        Assert.AreEqual($"##vso[task.logissue type=warning;sourcepath={file};linenumber=1;code=LLENV0033]{text}", Lines(outcome.Error)[1], outcome.ToString());
        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.DoesNotContain(Values.Key, outcome.Error);
    }

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", "::error title=LLENV0001::LLAMA_CLOUD_API_KEY is missing.")]
    [DataRow("TF_BUILD", "##vso[task.logissue type=error;code=LLENV0001]LLAMA_CLOUD_API_KEY is missing.")]
    public void What_is_about_no_file_is_annotated_without_one(string name, string annotation)
    {
        using TestProject folder = TestProject.EmptyFolder();
        folder.Environment[name] = "true";

        Outcome outcome = folder.Tool("inject", "--dry-run").Exits(1).Reports("LLENV0001");

        Assert.HasCount(2, Lines(outcome.Error), outcome.ToString());
        Assert.StartsWith("llama-env : error LLENV0001: ", Lines(outcome.Error)[0], outcome.ToString());
        Assert.StartsWith(annotation, Lines(outcome.Error)[1], outcome.ToString());
        Assert.DoesNotContain("LLENV", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void A_notice_is_annotated_on_GitHub_and_not_on_Azure()
    {
        using TestProject gitHub = Fork("GitHub").WithProperty("LlamaEnvForkPullRequest", "skip");
        using TestProject azure = Fork("Azure").WithProperty("LlamaEnvForkPullRequest", "skip");

        Outcome onGitHub = gitHub.Tool("inject").Exits(0);
        Outcome onAzure = azure.Tool("inject").Exits(0);

        Assert.StartsWith("::notice title=LLENV0070::", Lines(onGitHub.Error)[1], onGitHub.ToString());
        Assert.HasCount(1, Lines(onAzure.Error), onAzure.ToString());
    }

    [TestMethod]
    [DataRow("GITLAB_CI")]
    [DataRow("TEAMCITY_VERSION")]
    [DataRow("CI")]
    public void Elsewhere_the_tool_annotates_nothing(string name)
    {
        using TestProject folder = TestProject.EmptyFolder();
        folder.Environment[name] = "true";

        Outcome outcome = folder.Tool("inject").Exits(1);

        Assert.HasCount(1, Lines(outcome.Error), outcome.ToString());
    }

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", "::error")]
    [DataRow("TF_BUILD", "##vso[")]
    public void The_build_annotates_nothing_as_pipelines_read_its_own_lines(string name, string command)
    {
        using TestProject project = TestProject.App();
        project.Environment[name] = "true";

        Outcome outcome = project.BuildInject().Exits(1).Reports("LLENV0001");

        Assert.DoesNotContain(command, outcome.Output + outcome.Error, outcome.ToString());
    }

    private static TestProject Fork(string system)
    {
        TestProject project = TestProject.App();
        switch (system)
        {
            case "GitHub":
                string path = Path.Combine(project.Folder, "event.json");
                File.WriteAllText(path, """{ "pull_request": { "head": { "repo": { "full_name": "octocat/app" } }, "base": { "repo": { "full_name": "acme/app" } } } }""");
                project.Environment["GITHUB_ACTIONS"] = "true";
                project.Environment["GITHUB_EVENT_NAME"] = "pull_request";
                project.Environment["GITHUB_EVENT_PATH"] = path;
                break;
            case "Azure":
                project.Environment["TF_BUILD"] = "True";
                project.Environment["SYSTEM_PULLREQUEST_ISFORK"] = "True";
                // What becomes of the mapping where there is no such variable.
                project.Environment["LLAMA_CLOUD_API_KEY"] = "$(LLAMA_CLOUD_API_KEY)";
                break;
            default:
                project.Environment["GITLAB_CI"] = "true";
                project.Environment["CI_MERGE_REQUEST_PROJECT_ID"] = "1";
                project.Environment["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = "2";
                break;
        }

        return project;
    }

    /// <summary>A key to be written into a file with characters that commands are made of, and with a fault in its first line.</summary>
    private static TestProject WithUnclosedQuote() =>
        TestProject.App().WithKeyAndProject().WithProperty("LlamaEnvFile", "50%25, a.env").WithFile("50%, a.env", "OTHER=\"1\n");

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
