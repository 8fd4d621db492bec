using System.Text;

namespace LlamaEnv.Package.Tests;

[TestClass]
public sealed class ExistingFileTests
{
    [TestMethod]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void Only_our_lines_change_in_a_file_of_somebody_else(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        File.WriteAllText(
            project.EnvFile,
            "# the team's settings\r\n\r\nDATABASE='x y' # keep\r\nexport LLAMA_CLOUD_API_KEY=\"old\" # from the wiki\r\n  LLAMA_CLOUD_BASE_URL = https://old.example.com\r\n\r\nTAIL=1",
            Encoding.UTF8);
        // A comment in Latin-1, which is no valid UTF-8.
        File.AppendAllBytes(project.EnvFile, [(byte)'\r', (byte)'\n', (byte)'#', 0xE9]);

        TestProject.Close(project.EnvFile);

        Outcome outcome = project.Inject(frontEnd).Exits(0).Reports("LLENV0021");

        string expected =
            $"\uFEFF# the team's settings\r\n\r\nDATABASE='x y' # keep\r\n# from the wiki\r\nexport LLAMA_CLOUD_API_KEY={Values.Key}\r\n  LLAMA_CLOUD_BASE_URL={Values.DefaultUrl}\r\n\r\nTAIL=1\r\n#?\r\nLLAMA_AGENTS_PROJECT_ID={Values.Project}";
        byte[] bytes = Encoding.UTF8.GetBytes(expected);
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xE9;
        Assert.AreEqual(Encoding.Latin1.GetString(bytes), Encoding.Latin1.GetString(File.ReadAllBytes(project.EnvFile)), outcome.ToString());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(FrontEnd.Build)]
    [DataRow(FrontEnd.Tool)]
    public void A_link_stays_a_link_and_the_mode_of_its_file_stays(FrontEnd frontEnd)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile("../shared.env", "OTHER=1\n");
        string target = Path.GetFullPath(Path.Combine(project.Directory, "../shared.env"));
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
#pragma warning disable CA1416 // Not on Windows: OSCondition says so, the analyzer does not see it.
        File.SetUnixFileMode(target, Mode);
        File.CreateSymbolicLink(project.EnvFile, "../shared.env");

        Outcome outcome = project.Inject(frontEnd).Exits(0).Reports();

        Assert.AreEqual("../shared.env", new FileInfo(project.EnvFile).LinkTarget, outcome.ToString());
        Assert.AreEqual("OTHER=1\n" + Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(target), outcome.ToString());
        Assert.AreEqual(Mode, File.GetUnixFileMode(target));
#pragma warning restore CA1416
    }
}
