namespace LlamaEnv.Package.Tests;

/// <summary>A build's detailed log has what the tool's <c>explain</c> prints.</summary>
[TestClass]
public sealed class TraceLogTests
{
    [TestMethod]
    public void A_detailed_log_has_the_lines_of_explain()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.BuildInject().Exits(0);

        string[] explained = project.Tool("explain").Exits(0).Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Outcome build = project.BuildInject("-v:detailed", "-tl:off").Exits(0);

        Assert.IsGreaterThan(3, explained.Length);
        foreach (string line in explained.Where(line => !Decides(line)))
            Assert.Contains($"LlamaEnv: {line[..line.IndexOf(' ', StringComparison.Ordinal)]}", build.Output, build.ToString());
        foreach (string line in explained.Where(Decides))
            Assert.Contains($"LlamaEnv: {line}", build.Output, build.ToString());
        Assert.Contains("LlamaEnv: LLAMA_CLOUD_API_KEY: dotenv not asked: ", build.Output, build.ToString());
        Assert.DoesNotContain(Values.Key, build.Output, build.ToString());
    }

    [TestMethod]
    public void A_build_that_fails_has_it_too()
    {
        using TestProject project = TestProject.App();

        Outcome build = project.BuildInject("-v:detailed", "-tl:off").Exits(1).Reports("LLENV0001");

        Assert.Contains("LlamaEnv: LLAMA_CLOUD_API_KEY: environment absent: LLAMA_CLOUD_API_KEY is not set", build.Output, build.ToString());
    }

    [TestMethod]
    public void Another_log_has_none_of_it()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        Assert.DoesNotContain("environment used", project.BuildInject("-v:n", "-tl:off").Exits(0).Output);
    }

    /// <summary>Whether it is about what decided; what is behind that, a build does not ask.</summary>
    private static bool Decides(string line) => line.Contains('=', StringComparison.Ordinal) || line.EndsWith(": environment used", StringComparison.Ordinal);
}
