namespace LlamaEnv.Package.Tests;

/// <summary><c>dotnet run app.cs</c>: a program without a project file.</summary>
[TestClass]
public sealed class FileBasedAppTests
{
    [TestMethod]
    public void The_file_is_written_beside_the_source()
    {
        using TestProject folder = App("").WithKeyAndProject().CountingInjections();

        Outcome outcome = folder.Dotnet("build", "hello.cs").Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(folder.EnvFile), outcome.ToString());
        Assert.AreEqual(1, folder.Injections, outcome.ToString());
    }

    [TestMethod]
    public void A_missing_key_is_reported_at_the_source()
    {
        using TestProject folder = App("");

        Outcome outcome = folder.Dotnet("build", "hello.cs").Exits(1).Reports("LLENV0001");

        Assert.AreEqual(Path.Combine(folder.Directory, "hello.cs"), outcome.The("LLENV0001").Origin, outcome.ToString());
    }

    [TestMethod]
    public void A_second_run_of_the_same_source_is_not_a_build_and_sees_no_missing_key()
    {
        using TestProject folder = AppThatHasRun("");

        Outcome outcome = folder.Dotnet("run", "hello.cs").Exits(0).Reports();

        Assert.Contains("hello", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void LlamaEnvEveryRun_makes_every_run_a_build()
    {
        using TestProject folder = AppThatHasRun("#:property LlamaEnvEveryRun=true\n");

        Outcome outcome = folder.Dotnet("run", "hello.cs").Exits(1).Reports("LLENV0001");

        Assert.DoesNotContain("hello\n", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void Launch_settings_with_the_key_that_a_web_app_would_publish_are_warned_of()
    {
        using TestProject folder = App("#:sdk Microsoft.NET.Sdk.Web\n#:property LlamaEnvOutput=launch-settings\n").WithKeyAndProject().WithFile("hello.run.json", "{}");

        folder.Dotnet("build", "hello.cs").Exits(0).Reports("LLENV0036");
    }

    /// <summary>The SDK keeps what it reads in a folder of its own, where a file with the key would stay.</summary>
    [TestMethod]
    public void A_program_from_standard_input_leaves_no_file_with_the_key()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject();
        string home = Path.Combine(folder.Folder, "home");
        Directory.CreateDirectory(home);
        folder.Environment["XDG_DATA_HOME"] = folder.Environment["LOCALAPPDATA"] = home;

        Outcome outcome = new Command(ChildProcess.Dotnet, "run", "-") { Directory = folder.Directory, Environment = folder.Environment }
            .Run($"#:package LlamaEnv.MSBuild@{Packages.Version}\n#:property PublishAot=false\nSystem.Console.WriteLine(System.Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\")!.Length);\n").Exits(0);

        Assert.AreEqual($"{Values.Key.Length}\n", outcome.Output.Replace("\r", "", StringComparison.Ordinal), outcome.ToString());
        string[] files = Directory.GetFiles(folder.Folder, "*", SearchOption.AllDirectories);
        Assert.IsTrue(Array.Exists(files, static f => Path.GetExtension(f) == ".cs"), "the SDK keeps them elsewhere");
        foreach (string file in files)
            Assert.DoesNotContain(Values.Key, File.ReadAllText(file), file);
    }

    private static TestProject App(string directives) => TestProject.EmptyFolder().WithFile(
        "hello.cs",
        $"#:package LlamaEnv.MSBuild@{Packages.Version}\n#:property PublishAot=false\n{directives}System.Console.WriteLine(\"hello\");\n");

    /// <summary>Once with a key; now there is none, neither in the environment nor in the file it left.</summary>
    private static TestProject AppThatHasRun(string directives)
    {
        TestProject folder = App(directives).WithKeyAndProject();
        folder.Dotnet("run", "hello.cs").Exits(0);
        folder.Environment.Remove("LLAMA_CLOUD_API_KEY");
        File.Delete(folder.EnvFile);
        return folder;
    }
}
