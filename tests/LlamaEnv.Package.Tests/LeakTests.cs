using System.Text;

namespace LlamaEnv.Package.Tests;

/// <summary>A key stands in the .env file and nowhere else. No message here shows more than the places: the rest would be the leak.</summary>
[TestClass]
public sealed class LeakTests
{
    private static readonly string[] s_loud = ["-v:diag", "-bl:build.binlog"];

    [TestMethod]
    public void A_build_with_everything_logged_keeps_the_key_to_the_file()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary);

        Outcome outcome = project.Build(s_loud);

        Assert.AreEqual(0, outcome.ExitCode);
        canary.AssertFoundIn([".env"], project, outcome);
    }

    [TestMethod]
    public void A_build_of_several_frameworks_keeps_the_key_to_the_file()
    {
        Canary canary = new();
        using TestProject project = TestProject.MultiTargetedApp().WithKey(canary);

        Outcome outcome = project.Build([.. s_loud, "-m:2", "-t:_LlamaEnvBeforeDispatch"]);

        Assert.AreEqual(0, outcome.ExitCode);
        canary.AssertFoundIn([".env"], project, outcome);
    }

    [TestMethod]
    public void A_key_from_a_profile_is_in_the_store_and_the_file_only()
    {
        Canary canary = new();
        using TestProject project = TestProject.App();
        project.Store.WithCurrentProfile(key: canary.Key);

        Outcome build = project.BuildInject(s_loud);
        Outcome tool = project.Tool("inject", "--dry-run");

        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual(0, tool.ExitCode);
        canary.AssertFoundIn(["../llamactl/profiles.db", ".env"], project, build, tool);
    }

    [TestMethod]
    [DataRow("inject", "")]
    [DataRow("inject --dry-run", "")]
    [DataRow("inject --env-file .", "LLENV0006")]
    [DataRow("inject --require-project --source dotenv", "LLENV0001 LLENV0001")]
    public void The_tool_shows_nothing_of_the_key(string commandLine, string codes)
    {
        Canary canary = new();
        using TestProject folder = TestProject.EmptyFolder().WithKey(canary).WithFile("other.env", $"LLAMA_CLOUD_API_KEY=\"{canary.Key}\n");

        Outcome outcome = folder.Tool(commandLine.Split(' '));

        Assert.AreEqual(codes, outcome.Codes);
        canary.AssertFoundIn(commandLine == "inject" ? [".env", "other.env"] : ["other.env"], folder, outcome);
    }

    public static IEnumerable<object[]> BadValues =>
    [
        ["another provider's key", "LLAMA_CLOUD_API_KEY", "sk-{marker}"],
        ["a line end in the key", "LLAMA_CLOUD_API_KEY", "{key}\n"],
        ["quotes around the key", "LLAMA_CLOUD_API_KEY", "\"{key}\""],
        ["no key at all", "LLAMA_CLOUD_API_KEY", "{marker}"],
        ["an unexpanded reference", "LLAMA_CLOUD_API_KEY", "$({marker})"],
        ["an unexpanded reference, MSBuild's escape", "LLAMA_CLOUD_API_KEY", "%24({marker})${X}"],
        ["user info in the URL", "LLAMA_CLOUD_BASE_URL", "https://me:{marker}@api.cloud.llamaindex.ai"],
        ["a key in the URL's path", "LLAMA_CLOUD_BASE_URL", "https://api.cloud.llamaindex.ai/{key}"],
        ["a key for a URL", "LLAMA_CLOUD_BASE_URL", "{key}"],
        ["a key for a project", "LLAMA_AGENTS_PROJECT_ID", "{key}"],
        ["a key for a switch", "LLAMA_CLOUD_USE_PROFILE", "{key}"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadValues))]
    public void A_value_that_is_refused_is_not_shown(string what, string variable, string value)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Environment[variable] = value.Replace("{key}", canary.Key, StringComparison.Ordinal).Replace("{marker}", canary.Marker, StringComparison.Ordinal);

        Outcome build = project.BuildInject(s_loud);
        Outcome tool = project.Tool("inject");
        Outcome dryRun = project.Tool("inject", "--dry-run");

        Assert.AreEqual((1, 1, 1), (build.ExitCode, tool.ExitCode, dryRun.ExitCode), what);
        canary.AssertFoundIn([], project, build, tool, dryRun);
    }

    [TestMethod]
    public void Key_and_URL_swapped_are_not_shown()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary);
        (project.Environment["LLAMA_CLOUD_API_KEY"], project.Environment["LLAMA_CLOUD_BASE_URL"]) = (Values.DefaultUrl, canary.Key);

        Outcome build = project.BuildInject(s_loud);
        Outcome tool = project.Tool("inject", "--dry-run");

        Assert.AreEqual((1, 1), (build.ExitCode, tool.ExitCode));
        canary.AssertFoundIn([], project, build, tool);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY=\"{key}\nOTHER=1\n", "LLENV0002")]
    [DataRow("LLAMA_CLOUD_API_KEY='{key}\\\nLLAMA_CLOUD_BASE_URL=https://{key}@host\n", "LLENV0002")]
    [DataRow("<<<<<<< {key}\nLLAMA_CLOUD_API_KEY=sk-{key}\n", "LLENV0011")]
    public void A_broken_file_is_not_quoted(string text, string codes)
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithFile(".env", text.Replace("{key}", canary.Key, StringComparison.Ordinal));

        Outcome build = project.BuildInject(s_loud);
        Outcome tool = project.Tool("inject", "--dry-run");

        Assert.AreEqual((codes, codes), (build.Codes, tool.Codes));
        canary.AssertFoundIn([".env"], project, build, tool);
    }

    [TestMethod]
    [DataRow("inject --source {key}")]
    [DataRow("inject --to {key}")]
    [DataRow("inject --project {key}")]
    [DataRow("inject --base-url {key}")]
    [DataRow("inject {key}")]
    [DataRow("inject --api-key {key}")]
    [DataRow("inject --api-key={key}")]
    [DataRow("inject sk-ant-{key}")]
    [DataRow("inject --api-key=sk-proj-{key}_tail")]
    [DataRow("{key}")]
    [DataRow("inject . {key}")]
    public void A_key_in_the_wrong_place_of_the_command_line_is_not_repeated(string commandLine)
    {
        Canary canary = new();
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject();
        folder.Store.WithCurrentProfile();

        Outcome outcome = folder.Tool(commandLine.Replace("{key}", canary.Key, StringComparison.Ordinal).Split(' '));

        Assert.AreNotEqual(0, outcome.ExitCode);
        canary.AssertFoundIn([], folder, outcome);
    }

    [TestMethod]
    public void The_search_finds_a_project_that_logs_the_key()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(
            """<Target Name="Leak" AfterTargets="LlamaEnvInject"><Message Importance="low" Text="$(LLAMA_CLOUD_API_KEY)" /></Target>""");

        Outcome outcome = project.BuildInject(s_loud);

        canary.AssertFoundIn(["standard output", ".env", "build.binlog (stream)"], project, outcome);
    }

    [TestMethod]
    public void The_search_finds_a_project_that_writes_the_key_to_obj()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(
            """<Target Name="Leak" AfterTargets="LlamaEnvInject"><Copy SourceFiles=".env" DestinationFiles="obj/leak.txt" /></Target>""");

        Outcome outcome = project.BuildInject(s_loud);

        canary.AssertFoundIn([".env", "obj/leak.txt"], project, outcome);
    }

    [TestMethod]
    public void The_search_finds_a_project_that_embeds_the_file_in_the_binary_log()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).With(
            """<Target Name="Leak" AfterTargets="LlamaEnvInject"><ItemGroup><EmbedInBinlog Include=".env" /></ItemGroup></Target>""");

        Outcome outcome = project.BuildInject(s_loud);

        canary.AssertFoundIn([".env", "build.binlog (archive: .env)"], project, outcome);
    }

    [TestMethod]
    public void The_search_finds_both_encodings_of_text_in_a_file()
    {
        Canary canary = new();

        Assert.HasCount(1, canary.FindIn("a.dll", [0, 1, .. Encoding.Unicode.GetBytes(canary.Key), 0]));
        Assert.HasCount(1, canary.FindIn("a.dll", [0, 1, .. Encoding.UTF8.GetBytes(canary.Key), 0]));
        Assert.IsEmpty(canary.FindIn("a.dll", [0, 1, .. Encoding.UTF8.GetBytes(new Canary().Key), 0]));
    }
}
