namespace LlamaEnv.Package.Tests;

/// <summary>A declared secret is as secret as the key.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class DeclaredVariableTests
{
    private const string Declaration = """<ItemGroup><LlamaEnvVariable Include="OPENAI_API_KEY" Required="true" Pattern="^sk-" /></ItemGroup>""";

    private static readonly string[] s_loud = ["-v:diag", "-bl:build.binlog"];

    [TestMethod]
    public void A_declared_secret_is_in_the_file_only()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject().With(Declaration);
        project.Environment["OPENAI_API_KEY"] = $"sk-{canary.Marker}";

        Outcome build = project.Build(s_loud).Exits(0);
        Outcome tool = project.Tool("inject", "--dry-run").Exits(0);

        canary.AssertFoundIn([".env"], project, build, tool);
    }

    [TestMethod]
    [DataRow("{marker}", "LLENV0019")]
    [DataRow("sk-{marker}\n", "LLENV0012")]
    [DataRow("llx-{marker}", "LLENV0011")]
    [DataRow("${{marker}}", "LLENV0018")]
    public void A_declared_secret_that_is_refused_is_not_shown(string value, string code)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject().With(Declaration);
        project.Environment["OPENAI_API_KEY"] = value.Replace("{marker}", canary.Marker, StringComparison.Ordinal);

        Outcome build = project.BuildInject(s_loud).Exits(1);
        Outcome tool = project.Tool("inject", "--dry-run").Exits(1);

        Assert.AreEqual(code, tool.Codes);
        canary.AssertFoundIn([], project, build, tool);
    }

    [TestMethod]
    public void A_required_secret_is_excused_in_a_fork()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With(Declaration).WithProperty("LlamaEnvForkPullRequest", "skip");
        project.Environment["TF_BUILD"] = "True";
        project.Environment["SYSTEM_PULLREQUEST_ISFORK"] = "True";
        project.Environment["OPENAI_API_KEY"] = "$(OPENAI_API_KEY)";

        Outcome outcome = project.BuildInject("-v:n").Exits(0);

        Assert.AreEqual("LLENV0070", outcome.Codes, outcome.ToString());
        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(project.EnvFile));
    }

    [TestMethod]
    public void Several_frameworks_and_an_imported_file_declare_together()
    {
        using TestProject project = TestProject.MultiTargetedApp().WithKeyAndProject().CountingInjections().With($"""{Declaration}<Import Project="shared.targets" />""")
            .WithFile("shared.targets", """<Project><ItemGroup><LlamaEnvVariable Include="REGION" Secret="false" Default="eu" /></ItemGroup></Project>""");
        project.Environment["OPENAI_API_KEY"] = "sk-fake-text";

        Outcome outcome = project.Build("-m:2").Exits(0).Reports();

        Assert.EndsWith("\nOPENAI_API_KEY=sk-fake-text\nREGION=eu\n", File.ReadAllText(project.EnvFile), outcome.ToString());
        Assert.AreEqual(1, project.Injections);
    }
}
