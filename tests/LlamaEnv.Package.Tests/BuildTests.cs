namespace LlamaEnv.Package.Tests;

[TestClass]
public sealed class BuildTests
{
    [TestMethod]
    public void Without_a_key_the_build_fails_at_the_project_and_before_anything_compiles()
    {
        using TestProject project = TestProject.App();

        Outcome outcome = project.Dotnet("build", "-v:n").Exits(1).Reports("LLENV0001");

        Assert.AreEqual(project.File, outcome.The("LLENV0001").Origin, outcome.ToString());
        Assert.Contains($"{project.File} : error LLENV0001:", outcome.Output, outcome.ToString());
        Assert.DoesNotContain("CoreCompile", outcome.Output, outcome.ToString());
        Assert.IsFalse(project.HasCompiled("App.dll"), outcome.ToString());
        Assert.IsFalse(project.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    public void With_key_and_project_the_file_has_three_bare_lines_before_the_compiler_starts()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With(
            """
            <Target Name="LookBeforeCompilation" BeforeTargets="CoreCompile">
              <Copy SourceFiles=".env" DestinationFiles="seen.env" />
            </Target>
            """);

        Outcome outcome = project.Dotnet("build", "-v:n").Exits(0).Reports();

        string expected = Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project);
        Assert.AreEqual(expected, File.ReadAllText(Path.Combine(project.Directory, "seen.env")), outcome.ToString());
        Assert.AreEqual(expected, File.ReadAllText(project.EnvFile), outcome.ToString());
        Assert.Contains("CoreCompile", outcome.Output, outcome.ToString());
        Assert.IsTrue(project.HasCompiled("App.dll"), outcome.ToString());
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(project.EnvFile));
    }

    [TestMethod]
    public void A_build_that_changes_nothing_leaves_the_time_stamp_alone()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.BuildInject().Exits(0);
        DateTime written = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(project.EnvFile, written);

        project.BuildInject().Exits(0).Reports();

        Assert.AreEqual(written, File.GetLastWriteTimeUtc(project.EnvFile));
    }

    [TestMethod]
    public void The_line_of_success_names_variables_source_and_file()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        Outcome outcome = project.BuildInject("-v:m").Exits(0);

        Assert.Contains($"LlamaEnv: LLAMA_CLOUD_API_KEY, LLAMA_AGENTS_PROJECT_ID from environment; LLAMA_CLOUD_BASE_URL from default -> {project.EnvFile}", outcome.Output, outcome.ToString());
        Assert.DoesNotContain(Values.Key, outcome.Output, outcome.ToString());
    }

    [TestMethod]
    [DataRow("error", 1, "error")]
    [DataRow("warning", 0, "warning")]
    [DataRow("ignore", 0, "")]
    public void The_project_decides_how_serious_a_missing_key_is(string setting, int exitCode, string severity)
    {
        using TestProject project = TestProject.App().WithProperty("LlamaEnvMissing", setting);

        Outcome outcome = project.BuildInject().Exits(exitCode);

        Assert.AreEqual(severity, string.Join(' ', outcome.Diagnostics.Select(d => d.Severity)), outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    [DataRow("NoWarn", 0, "")]
    [DataRow("MSBuildWarningsAsMessages", 0, "")]
    [DataRow("WarningsAsErrors", 1, "error")]
    [DataRow("MSBuildWarningsAsErrors", 1, "error")]
    [DataRow("NoSuchProperty", 0, "warning")]
    public void A_warning_is_silenced_or_raised_as_any_other(string property, int exitCode, string severity)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(property, "LLENV0003");
        project.Store.WithCurrentProfile();

        Outcome outcome = project.BuildInject().Exits(exitCode);

        string[] severities = [.. outcome.Diagnostics.Where(d => d.Severity != "message").Select(d => $"{d.Severity} {d.Code}")];
        Assert.AreEqual(severity.Length == 0 ? "" : $"{severity} LLENV0003", string.Join(", ", severities), outcome.ToString());
    }

    [TestMethod]
    public void An_MSBuild_that_is_too_old_gets_one_error_that_says_so()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        Outcome outcome = project.Build("-p:_LlamaEnvMSBuildVersion=17.14.0").Exits(1).Reports("LLENV0900");

        Assert.Contains("17.14.0", outcome.The("LLENV0900").Text, outcome.ToString());
        Assert.AreEqual(project.File, outcome.The("LLENV0900").Origin, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    /// <summary><c>Directory.Build.targets</c> comes behind the targets of packages.</summary>
    [TestMethod]
    [DataRow("App.csproj")]
    [DataRow("Directory.Build.targets")]
    public void Switched_off_it_neither_fails_nor_writes(string file)
    {
        using TestProject project = TestProject.App();
        if (file == "App.csproj")
            project.WithProperty("LlamaEnvEnabled", "false");
        else
            project.WithFile(file, "<Project><PropertyGroup><LlamaEnvEnabled>false</LlamaEnvEnabled></PropertyGroup></Project>");

        project.Build().Exits(0).Reports();
        project.WithKeyAndProject().BuildInject().Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }
}
