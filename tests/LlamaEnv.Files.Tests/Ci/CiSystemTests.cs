using System.Reflection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Ci;

namespace LlamaEnv.Files.Tests.Ci;

[TestClass]
public sealed class CiSystemTests
{
    private static readonly Settings s_skip = new() { [Setting.ForkPullRequest] = "skip" };

    [TestMethod]
    public void No_system_is_forgotten_in_the_list()
    {
        IEnumerable<string> written = typeof(CiSystem).Assembly.GetTypes()
            .Select(t => t.GetProperty("Kind", BindingFlags.Static | BindingFlags.NonPublic))
            .Where(p => p?.PropertyType == typeof(CiSystem))
            .Select(p => ((CiSystem)p!.GetValue(null)!).Name);

        Assert.AreEqual(string.Join(", ", written.Order(StringComparer.Ordinal)), string.Join(", ", CiSystem.All.Select(s => s.Name).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void Every_system_and_what_is_said_there_is_in_the_documentation()
    {
        using Machine machine = new();
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"));
        foreach (CiSystem system in CiSystem.All)
            Assert.Contains($"\n## {system.Name}\n", page.ReplaceLineEndings("\n"));
        foreach (CiSystem system in CiSystem.All)
            Assert.Contains(system.RunOn(machine.Host).MappingOf(Variable.ApiKey), page);
    }

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", "true", "GitHub Actions")]
    [DataRow("TF_BUILD", "True", "Azure Pipelines")]
    [DataRow("GITLAB_CI", "true", "GitLab CI/CD")]
    [DataRow("TEAMCITY_VERSION", "2025.07.1 (build 197398)", "TeamCity")]
    [DataRow("GITHUB_ACTIONS", "false", null)]
    [DataRow("TF_BUILD", "", null)]
    [DataRow("TEAMCITY_VERSION", "", null)]
    [DataRow("CI", "true", null)]
    public void A_system_is_recognised_by_its_own_variable(string name, string value, string? system)
    {
        using Machine machine = new Machine().Set(name, value);
        Assert.AreEqual(system, CiSystem.FindRun(machine.Host)?.Name);
    }

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", """env: { LLAMA_CLOUD_API_KEY: "${{ secrets.LLAMA_CLOUD_API_KEY }}" }""")]
    [DataRow("TF_BUILD", """env: { LLAMA_CLOUD_API_KEY: "$(LLAMA_CLOUD_API_KEY)" }""")]
    [DataRow("GITLAB_CI", "masked variable")]
    [DataRow("TEAMCITY_VERSION", """password("env.LLAMA_CLOUD_API_KEY", """)]
    public void A_missing_or_unexpanded_key_names_the_mapping(string name, string mapping)
    {
        using Machine missing = new Machine().Set(name, "true");
        using Machine unexpanded = new Machine().Set(name, "true").WithKey().Set("LLAMA_CLOUD_API_KEY", "$(OTHER)");

        Assert.AreEqual("LLENV0001", missing.Inject().Codes);
        Assert.Contains(mapping, missing.Inject().Messages);
        Assert.Contains("https://cloud.llamaindex.ai", missing.Inject().Messages);
        Assert.AreEqual("LLENV0018", unexpanded.Inject().Codes);
        Assert.Contains(mapping, unexpanded.Inject().Messages);
    }

    [TestMethod]
    public void Any_secret_has_a_mapping_of_its_name()
    {
        using Machine machine = new();
        foreach (CiSystem system in CiSystem.All)
            Assert.Contains("OTHER_TOKEN", system.RunOn(machine.Host).MappingOf(new Variable("OTHER_TOKEN", IsSecret: true)));
    }

    [TestMethod]
    public void Elsewhere_nothing_is_said_of_any_system()
    {
        using Machine machine = new Machine().Set("SYSTEM_PULLREQUEST_ISFORK", "True").Set("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2").Set("CI_MERGE_REQUEST_PROJECT_ID", "1");

        InjectResult result = machine.Inject(s_skip);

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.DoesNotContain("env:", result.Messages);
        Assert.Contains("dotnet llama-env auth login", result.Messages);
        Assert.IsNull(CiSystem.FindRun(machine.Host));
    }

    [TestMethod]
    [DataRow("fail", DiagnosticSeverity.Error)]
    [DataRow(null, DiagnosticSeverity.Error)]
    [DataRow(" Skip ", DiagnosticSeverity.Notice)]
    public void A_fork_gives_the_reason_and_fails_or_passes_as_it_is_set(string? setting, DiagnosticSeverity severity)
    {
        using Machine machine = AzureFork().WithEnvFile("OTHER=1\n");
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(new Settings { [Setting.ForkPullRequest] = setting });

        Assert.AreEqual(severity, result.Diagnostics.Single().Severity);
        Assert.AreEqual(severity == DiagnosticSeverity.Error ? "LLENV0001" : "LLENV0070", result.Codes);
        Assert.Contains("pull request from a fork", result.Messages);
        Assert.Contains("LlamaEnvForkPullRequest", result.Messages);
        Assert.AreEqual(severity != DiagnosticSeverity.Error, result.Succeeded);
        Assert.IsEmpty(result.Files);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    public void A_fork_with_a_key_of_its_own_is_a_run_like_any_other()
    {
        using Machine machine = AzureFork().WithKeyAndProject();

        Assert.AreEqual("", machine.Inject(s_skip).Codes);
        Assert.IsTrue(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void LlamaEnvMissing_decides_what_is_not_skipped()
    {
        using Machine machine = AzureFork();

        Assert.AreEqual(DiagnosticSeverity.Warning, machine.Inject(new Settings { [Setting.Missing] = "warning" }).Diagnostics.Single().Severity);
        Assert.AreEqual("", machine.Inject(new Settings { [Setting.Missing] = "ignore", [Setting.ForkPullRequest] = "skip" }).Codes);
    }

    [TestMethod]
    public void A_broken_source_is_not_excused_by_a_fork()
    {
        using Machine machine = AzureFork().WithBrokenStore();
        Assert.AreEqual("LLENV0002", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    [DataRow("skip", "LLENV0070")]
    [DataRow("fail", "LLENV0001")]
    public void A_mapping_that_a_fork_leaves_unexpanded_is_an_absent_key(string setting, string codes)
    {
        using Machine machine = AzureFork().Set("LLAMA_CLOUD_API_KEY", "$(LLAMA_CLOUD_API_KEY)");
        Assert.AreEqual(codes, machine.Inject(new Settings { [Setting.ForkPullRequest] = setting }).Codes);
    }

    [TestMethod]
    public void The_same_mapping_elsewhere_is_an_error_that_cannot_be_skipped()
    {
        using Machine machine = new Machine().Set("TF_BUILD", "True").Set("SYSTEM_PULLREQUEST_ISFORK", "False").WithKeyAndProject().Set("LLAMA_CLOUD_API_KEY", "$(LLAMA_CLOUD_API_KEY)");
        Assert.AreEqual("LLENV0018", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    [DataRow("2", "1", null, null, true)]
    [DataRow("1", "1", null, null, false)]
    [DataRow(null, "1", null, null, false)]
    [DataRow("2", null, null, null, false)]
    [DataRow(null, null, "octocat/app", "acme/app", true)]
    [DataRow(null, null, "acme/app", "acme/app", false)]
    [DataRow("", "1", "", "acme/app", false)]
    public void GitLab_tells_a_fork_by_the_project_of_the_branch(string? source, string? target, string? sourcePath, string? targetPath, bool isFork)
    {
        using Machine machine = new Machine().Set("GITLAB_CI", "true");
        foreach ((string name, string? value) in new[] { ("SOURCE_PROJECT_ID", source), ("PROJECT_ID", target), ("SOURCE_PROJECT_PATH", sourcePath), ("PROJECT_PATH", targetPath) })
        {
            if (value is not null)
                machine.Set($"CI_MERGE_REQUEST_{name}", value);
        }

        Assert.AreEqual(isFork ? "LLENV0070" : "LLENV0001", machine.Inject(s_skip).Codes);
    }

    [TestMethod]
    [DataRow("false", true)]
    [DataRow("true", false)]
    public void GitLab_tells_of_protected_variables_where_the_ref_is_not_protected(string isProtected, bool tells)
    {
        using Machine machine = new Machine().Set("GITLAB_CI", "true").Set("CI_COMMIT_REF_PROTECTED", isProtected);
        Assert.AreEqual(tells, machine.Inject().Messages.Contains("a protected variable is not given to it", StringComparison.Ordinal));
    }

    [TestMethod]
    public void TeamCity_knows_no_forks()
    {
        using Machine machine = new Machine().Set("TEAMCITY_VERSION", "2025.07");
        Assert.AreEqual("LLENV0001", machine.Inject(s_skip).Codes);
    }

    private static Machine AzureFork() => new Machine().Set("TF_BUILD", "True").Set("SYSTEM_PULLREQUEST_ISFORK", "True");
}
