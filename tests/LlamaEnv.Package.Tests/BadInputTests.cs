namespace LlamaEnv.Package.Tests;

/// <summary>What cannot work is refused with a code, the name of what is wrong, and the way out; and the disk is as it was.</summary>
[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_folder_in_the_place_of_the_file(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        Directory.CreateDirectory(project.EnvFile);

        Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0032");

        Assert.Contains($"{project.EnvFile} is a directory", outcome.The("LLENV0032").Text, outcome.ToString());
        Assert.Contains("LlamaEnvFile / --env-file", outcome.The("LLENV0032").Text, outcome.ToString());
        Assert.IsEmpty(Directory.GetFileSystemEntries(project.EnvFile));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_place_where_nobody_can_write(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("LlamaEnvFile", "/proc/llama.env");

        Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0032");

        Assert.Contains("cannot write /proc/llama.env", outcome.The("LLENV0032").Text, outcome.ToString());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_folder_that_the_user_may_not_write_to()
    {
        const string Content = "LLAMA_CLOUD_API_KEY=another key\n";
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile(".env", Content);
#pragma warning disable CA1416 // Linux only: OSCondition says so, the analyzer does not see it.
        File.SetUnixFileMode(folder.Directory, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(folder.EnvFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Outcome outcome = OrdinaryUser.Run(folder, Packages.ToolPath, "inject").Exits(1).Reports("LLENV0032", "LLENV0035");
        File.SetUnixFileMode(folder.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        Assert.Contains("denied", outcome.The("LLENV0032").Text, outcome.ToString());
        Assert.Contains("Nothing was changed", outcome.The("LLENV0035").Text, outcome.ToString());
        Assert.AreEqual(Content, File.ReadAllText(folder.EnvFile));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Directory));
    }

    [TestMethod]
    public void A_switch_that_says_neither_on_nor_off()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("LlamaEnvEnabled", "0");

        Outcome outcome = project.BuildInject().Exits(1).Reports("LLENV0006");

        Assert.Contains("LlamaEnvEnabled", outcome.The("LLENV0006").Text, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_source_that_does_not_exist_is_named_with_those_that_do(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("LlamaEnvSources", "environment;vault");

        Outcome outcome = project.Inject(frontEnd).Exits(1).Reports("LLENV0006");

        string text = outcome.The("LLENV0006").Text;
        Assert.Contains("'vault'", text, outcome.ToString());
        Assert.Contains("LlamaEnvSources / --source", text, outcome.ToString());
        Assert.Contains("environment", text, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    [DataRow("auth", "command")]
    [DataRow("injcet", "injcet")]
    [DataRow("inject --no-such-option", "--no-such-option")]
    [DataRow("inject absent.csproj", "absent.csproj")]
    [DataRow("inject App.csproj Second.csproj", "Second.csproj")]
    [DataRow("inject App.csproj --no-project", "--no-project")]
    [DataRow("inject --env-file", "--env-file")]
    public void A_command_line_that_means_nothing_ends_with_2(string commandLine, string named)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        Outcome outcome = project.Tool(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Exits(2).Reports();

        Assert.Contains(named, outcome.Error, outcome.ToString());
        Assert.AreEqual("", outcome.Output, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void Several_projects_in_the_folder_end_with_2_and_are_named()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile("Second.fsproj", "<Project />");

        Outcome outcome = project.Tool("inject").Exits(2).Reports();

        Assert.Contains("App.csproj, Second.fsproj", outcome.Error, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void A_named_folder_without_a_project_ends_with_2()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject();

        Outcome outcome = folder.Tool("inject", ".").Exits(2).Reports();

        Assert.Contains(folder.Directory, outcome.Error, outcome.ToString());
        Assert.IsFalse(folder.Exists(".env"));
    }
}
