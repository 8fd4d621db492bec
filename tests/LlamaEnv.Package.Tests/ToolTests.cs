namespace LlamaEnv.Package.Tests;

[TestClass]
[TestCategory("Tool")]
public sealed class ToolTests
{
    [TestMethod]
    public void A_dry_run_shows_every_source_masked_on_standard_output_and_writes_nothing()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Store.WithCurrentProfile();

        Outcome outcome = project.Tool("inject", "--dry-run").Exits(0).Reports("LLENV0003");

        Assert.Contains("environment", outcome.Output, outcome.ToString());
        Assert.Contains("LLAMA_CLOUD_API_KEY=llx-*** (52 characters)", outcome.Output, outcome.ToString());
        Assert.Contains($"LLAMA_AGENTS_PROJECT_ID={Values.Project}", outcome.Output, outcome.ToString());
        Assert.Contains("profile 'work'", outcome.Output, outcome.ToString());
        Assert.Contains($"would write {project.EnvFile}", outcome.Output, outcome.ToString());
        Assert.DoesNotContain(Values.Key, outcome.Output);
        Assert.DoesNotContain(Values.ProfileKey, outcome.Output);
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void A_dry_run_that_finds_nothing_fails_as_the_run_would()
    {
        using TestProject folder = TestProject.EmptyFolder();

        Outcome outcome = folder.Tool("inject", "--dry-run").Exits(1).Reports("LLENV0001");

        Assert.Contains("absent", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void Status_goes_to_standard_error_and_standard_output_stays_empty()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject();

        Outcome outcome = folder.Tool("inject").Exits(0);

        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.AreEqual(
            $"llama-env: LLAMA_CLOUD_API_KEY, LLAMA_AGENTS_PROJECT_ID from environment; LLAMA_CLOUD_BASE_URL from default -> {folder.EnvFile}",
            outcome.Error.TrimEnd(),
            outcome.ToString());
    }

    [TestMethod]
    public void A_failure_is_a_canonical_line_on_standard_error()
    {
        using TestProject folder = TestProject.EmptyFolder();

        Outcome outcome = folder.Tool("inject").Exits(1).Reports("LLENV0001");

        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.StartsWith("llama-env : error LLENV0001: LLAMA_CLOUD_API_KEY is missing.", outcome.Error, outcome.ToString());
    }

    [TestMethod]
    public void A_file_named_by_an_option_is_relative_to_the_shell()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        string shell = Directory.CreateDirectory(Path.Combine(project.Folder, "shell")).FullName;

        Outcome outcome = ChildProcess.Run(Packages.ToolPath, ["inject", project.File, "--env-file", "here.env"], shell, project.Environment).Exits(0).Reports();

        Assert.IsTrue(File.Exists(Path.Combine(shell, "here.env")), outcome.ToString());
        Assert.IsFalse(project.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    public void Without_options_the_file_lies_beside_the_project_wherever_the_shell_is()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        Outcome outcome = ChildProcess.Run(Packages.ToolPath, ["inject", "app"], project.Folder, project.Environment).Exits(0).Reports();

        Assert.IsTrue(project.Exists(".env"), outcome.ToString());
        Assert.IsFalse(project.Exists("../.env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("App.csproj")]
    [DataRow("Directory.Build.props")]
    public void Settings_of_the_project_hold(string file)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        const string Settings = "<PropertyGroup><LlamaEnvFile>config/llama.env</LlamaEnvFile><LlamaEnvSources>profile;environment</LlamaEnvSources></PropertyGroup>";
        if (file == "App.csproj")
            project.With(Settings);
        else
            project.WithFile(file, $"<Project>{Settings}</Project>");
        project.Store.WithCurrentProfile();

        Outcome outcome = project.Tool("inject").Exits(0).Reports();

        Assert.AreEqual(
            Values.ThreeLines(Values.ProfileKey, Values.ProfileUrl, Values.ProfileProject),
            File.ReadAllText(Path.Combine(project.Directory, "config", "llama.env")),
            outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void A_required_project_is_asked_for_by_the_project_file()
    {
        using TestProject project = TestProject.App().WithProperty("LlamaEnvRequireProject", "true");
        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;

        project.Tool("inject").Exits(1).Reports("LLENV0001", "LLENV0004");
        project.Tool("inject", "--no-project").Exits(0).Reports();
    }

    [TestMethod]
    public void Options_override_the_settings_of_the_project()
    {
        using TestProject project = TestProject.App().WithKeyAndProject()
            .WithProperty("LlamaEnvFile", "project.env")
            .WithProperty("LlamaEnvSources", "profile")
            .WithProperty("LlamaEnvProject", Values.ProfileProject);

        Outcome outcome = project.Tool(
            "inject", "--source", "environment", "--env-file", "option.env", "--project", Values.Project, "--base-url", "https://llama.example.com/").Exits(0).Reports();

        Assert.AreEqual(
            Values.ThreeLines(Values.Key, "https://llama.example.com", Values.Project),
            File.ReadAllText(Path.Combine(project.Directory, "option.env")),
            outcome.ToString());
        Assert.IsFalse(project.Exists("project.env"));
    }

    [TestMethod]
    public void A_project_that_cannot_be_read_is_reported_with_the_code_of_MSBuild_and_nothing_of_its_text()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile("App.csproj", $"<Project>\n  <PropertyGroup><Text>{Values.ProfileKey}</Txt></PropertyGroup>\n</Project>");

        Outcome outcome = project.Tool("inject").Exits(1).Reports("MSB4025");

        Assert.StartsWith($"{project.File}(2,", outcome.Error, outcome.ToString());
        Assert.DoesNotContain(Values.ProfileKey, outcome.Error);
        Assert.DoesNotContain("Txt", outcome.Error, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void The_version_is_that_of_the_package()
    {
        using TestProject folder = TestProject.EmptyFolder();

        Outcome outcome = folder.Tool("--version").Exits(0);

        Assert.AreEqual(Packages.Version, outcome.Output.Trim(), outcome.ToString());
        Assert.AreEqual("", outcome.Error, outcome.ToString());
    }

    [TestMethod]
    public void On_the_path_it_is_a_command_of_dotnet()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject();
        folder.Environment["PATH"] = $"{Path.GetDirectoryName(Packages.ToolPath)}{Path.PathSeparator}{folder.Environment["PATH"]}";

        Outcome outcome = folder.Dotnet("llama-env", "inject").Exits(0).Reports();

        Assert.IsTrue(folder.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("--help", "inject")]
    [DataRow("inject --help", "--dry-run")]
    public void Help_is_data_on_standard_output(string commandLine, string shown)
    {
        using TestProject folder = TestProject.EmptyFolder();

        Outcome outcome = folder.Tool(commandLine.Split(' ')).Exits(0);

        Assert.Contains(shown, outcome.Output, outcome.ToString());
        Assert.AreEqual("", outcome.Error, outcome.ToString());
    }
}
