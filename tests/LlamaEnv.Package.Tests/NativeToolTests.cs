namespace LlamaEnv.Package.Tests;

/// <summary>The native executable alone: no .NET, no shell, nothing in its environment, as a container's health check has it.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class NativeToolTests
{
    [TestMethod]
    public void It_injects_with_an_empty_environment_but_the_key()
    {
        using TestProject folder = Alone(out string tool);

        Outcome outcome = ChildProcess.Run(tool, ["inject", "--no-project"], folder.Directory, new Dictionary<string, string> { ["LLAMA_CLOUD_API_KEY"] = Values.Key, ["LLAMA_AGENTS_PROJECT_ID"] = Values.Project }).Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(folder.EnvFile), outcome.ToString());
    }

    [TestMethod]
    public void It_tells_its_version_with_nothing_in_its_environment()
    {
        using TestProject folder = Alone(out string tool);

        Assert.AreEqual(Packages.Version, ChildProcess.Run(tool, ["--version"], folder.Directory, new Dictionary<string, string>()).Exits(0).Output.Trim());
    }

    [TestMethod]
    public void A_project_is_an_error_with_a_code_that_names_the_SDK()
    {
        using TestProject folder = Alone(out string tool).WithFile("App.csproj", "<Project />");

        Outcome outcome = ChildProcess.Run(tool, ["inject"], folder.Directory, new Dictionary<string, string> { ["LLAMA_CLOUD_API_KEY"] = Values.Key }).Exits(1).Reports("LLENV0902");

        Assert.Contains(".NET SDK", outcome.The("LLENV0902").Text, outcome.ToString());
        Assert.AreEqual(1, outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, outcome.ToString());
        Assert.IsFalse(folder.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    public void It_runs_in_a_root_directory_that_holds_the_C_library_and_nothing_else()
    {
        using TestProject folder = Alone(out string tool);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Inconclusive("only root may change the root directory");
        Dictionary<string, string> environment = Packages.Environment();
        string root = Path.Combine(folder.Folder, "root");
        Outcome libraries = ChildProcess.Run("ldd", [tool], folder.Directory, environment).Exits(0);
        foreach (string library in libraries.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/')))
            Copy(library, root + library);
        Copy(tool, Path.Combine(root, "tool"));

        Outcome outcome = ChildProcess.Run("chroot", [root, "/tool", "inject", "--no-project", "--to", "none"], folder.Directory, new Dictionary<string, string> { ["PATH"] = environment["PATH"], ["LLAMA_CLOUD_API_KEY"] = Values.Key, ["LLAMA_AGENTS_PROJECT_ID"] = Values.Project });

        outcome.Exits(0).Reports();
    }

    private static TestProject Alone(out string tool)
    {
        if (!Native.IsTested)
            Assert.Inconclusive("LLAMAENV_TEST_TOOL does not name a native executable");

        TestProject folder = TestProject.EmptyFolder();
        tool = Path.Combine(folder.Folder, "alone", Path.GetFileName(Packages.ToolPath));
        Copy(Packages.ToolPath, tool);
        return folder;
    }

    private static void Copy(string source, string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        if (OperatingSystem.IsWindows())
            File.Copy(source, target);
        else
            new Command("cp", source, target) { Directory = folder }.Run().Exits(0); // As Script.Write does, for the same reason.
    }
}
