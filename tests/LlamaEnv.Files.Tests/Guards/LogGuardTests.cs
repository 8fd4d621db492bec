
namespace LlamaEnv.Files.Tests.Guards;

/// <summary>LLENV0040: what is said about a secret that may reach the log of a build.</summary>
[TestClass]
public sealed class LogGuardTests
{
    private static readonly Settings s_build = new() { InBuild = true };

    [TestMethod]
    [DataRow("1", "LLENV0040")]
    [DataRow("0", "LLENV0040")]
    [DataRow("false", "LLENV0040")]
    [DataRow(" ", "LLENV0040")]
    [DataRow("", "")]
    public void The_switch_that_logs_the_environment_counts_with_any_value(string value, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MSBUILDLOGALLENVIRONMENTVARIABLES", value);

        Assert.AreEqual(codes, machine.Inject(s_build).Codes);
    }

    [TestMethod]
    [DataRow("0", "")]
    [DataRow("1", "")]
    [DataRow("2", "LLENV0040")]
    [DataRow("3", "LLENV0040")]
    [DataRow("4", "")]
    [DataRow("8", "")]
    [DataRow("13", "")]
    [DataRow("15", "LLENV0040")]
    [DataRow("16", "")]
    [DataRow("-1", "LLENV0040")]
    [DataRow(" 2 ", "LLENV0040")]
    [DataRow("99999999999", "")]
    [DataRow("0x2", "")]
    [DataRow("PropertyInitialValueSet", "")]
    [DataRow("", "")]
    public void Property_tracking_counts_when_it_logs_first_values(string value, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MsBuildLogPropertyTracking", value);

        Assert.AreEqual(codes, machine.Inject(s_build).Codes);
    }

    [TestMethod]
    [DataRow(HostPlatform.Linux, "")]
    [DataRow(HostPlatform.MacOS, "")]
    [DataRow(HostPlatform.Windows, "LLENV0040 LLENV0040")]
    public void Case_in_the_names_of_the_switches_counts_as_on_the_platform(HostPlatform platform, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("msbuildlogallenvironmentvariables", "1").Set("MSBUILDLOGPROPERTYTRACKING", "15");

        Assert.AreEqual(codes, Injector.Inject(s_build, machine.Project, machine.Host with { Platform = platform }).Codes);
    }

    [TestMethod]
    [DataRow("Configuration LLAMA_CLOUD_API_KEY", "LLENV0040")]
    [DataRow("llama_cloud_api_key", "LLENV0040")]
    [DataRow("Configuration LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID LLAMA_CLOUD_API_KEY_FILE", "")]
    public void A_global_property_with_the_name_of_a_secret_counts(string names, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual(codes, machine.Inject(s_build with { GlobalProperties = names.Split(' ') }).Codes);
    }

    [TestMethod]
    public void Each_cause_is_one_warning_that_says_where_and_how_to_fix_it()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MSBUILDLOGALLENVIRONMENTVARIABLES", "1").Set("MsBuildLogPropertyTracking", "15");
        string project = machine.Folder.Write("project/App.csproj", "<Project>\n<PropertyGroup>\n<A>$(LLAMA_CLOUD_API_KEY)$(LLAMA_CLOUD_API_KEY)</A>\n<B>$(LLAMA_CLOUD_API_KEY)</B></PropertyGroup></Project>");
        string props = machine.Folder.Write("Directory.Build.props", "<Project><Target Name='$(LLAMA_CLOUD_API_KEY)' /></Project>");

        InjectResult result = machine.Inject(s_build.With(Setting.ProjectTexts, ["App.csproj", props]) with { GlobalProperties = ["LLAMA_CLOUD_API_KEY"] });

        Assert.AreEqual("LLENV0040 LLENV0040 LLENV0040 LLENV0040 LLENV0040", result.Codes);
        Assert.IsTrue(result.Succeeded);
        Assert.Contains("MSBUILDLOGALLENVIRONMENTVARIABLES", result.Diagnostics[0].Message);
        Assert.Contains("MsBuildLogPropertyTracking", result.Diagnostics[1].Message);
        Assert.Contains("set the environment variable LLAMA_CLOUD_API_KEY instead", result.Diagnostics[2].Message);
        Assert.Contains($"line 3 of {project}", result.Diagnostics[3].Message);
        Assert.AreEqual((project, 3), (result.Diagnostics[3].File, result.Diagnostics[3].Line));
        Assert.AreEqual((props, 1), (result.Diagnostics[4].File, result.Diagnostics[4].Line));
    }

    [TestMethod]
    public void A_secret_in_the_project_s_text_is_not_quoted()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Folder.Write("project/App.csproj", $"<Project><PropertyGroup><LLAMA_CLOUD_API_KEY>{Fake.Key("Typed")}</LLAMA_CLOUD_API_KEY></PropertyGroup></Project>");

        InjectResult result = machine.Inject(s_build.With(Setting.ProjectTexts, ["App.csproj"]));

        Assert.AreEqual("LLENV0040", result.Codes);
        Assert.DoesNotContain("FakeTyped", result.ToString() + result.Messages, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public void The_warnings_come_beside_other_findings()
    {
        using Machine machine = new Machine().Set("MSBUILDLOGALLENVIRONMENTVARIABLES", "1");

        Assert.AreEqual("LLENV0040 LLENV0001", machine.Inject(s_build).Codes);
        Assert.AreEqual("LLENV0006 LLENV0040", machine.Inject(s_build.With(Setting.Outputs, ["xml"])).Codes);
    }

    [TestMethod]
    public void Outside_of_a_build_nothing_is_said()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MSBUILDLOGALLENVIRONMENTVARIABLES", "1").Set("MsBuildLogPropertyTracking", "15");

        Assert.AreEqual("", machine.Inject(new Settings()).Codes);
    }
}
