namespace LlamaEnv.Package.Tests;

/// <summary>Nobody else's program is started, and no answer of git is never taken for a good one: by every front end.</summary>
[TestClass]
public sealed class GitTrustTests
{
    private const string MissingTrees = """
        set -e
        git init -q o
        (cd o; mkdir -p a/b c; echo 1 >a/b/x; echo 2 >c/y; git add .; git -c user.name=x -c user.email=x@example.com commit -qm x)
        git clone -q o r
        cd r
        git sparse-checkout init --cone --sparse-index
        git sparse-checkout set c
        for t in $(git rev-parse HEAD:a HEAD:a/b); do rm -f .git/objects/$(echo $t | cut -c1-2)/$(echo $t | cut -c3-); done
        git config core.repositoryformatversion 1
        git config extensions.partialClone origin
        git config remote.origin.promisor true
        """;

    public static IEnumerable<object[]> FrontEnds =>
    [
        ["tool inject"], ["tool inject --dry-run"], ["tool inject --no-project"], ["build"], ["build -mt"], ["build -p:LlamaEnvUseExec=true"],
    ];

    /// <summary>Somebody's repository with a program of theirs, in a folder where everybody may make files, above the project.</summary>
    [TestMethod]
    [DynamicData(nameof(FrontEnds))]
    public void A_repository_of_another_user_above_runs_nothing(string command)
    {
        using TestProject project = Planted(out string planted);
        Shell(project, project.Folder, $"chown -R 65534 '{planted}'; chmod 1777 .");

        Outcome outcome = Run(project, command).Exits(0).Reports("LLENV0038");

        Assert.IsFalse(project.IsTrapped, outcome.ToString());
        Assert.Contains("belongs to another user", outcome.The("LLENV0038").Text, outcome.ToString());
    }

    /// <summary>The same the other way round: an ordinary user below a repository that root owns.</summary>
    [TestMethod]
    public void A_repository_of_root_above_runs_nothing_for_an_ordinary_user()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Inconclusive("there is no other user here");
        using TestProject project = Planted(out _);
        Shell(project, project.Folder, "chown -R 65534 app");

        Outcome outcome = OrdinaryUser.Run(project, Packages.ToolPath, "inject", "--no-project").Exits(0).Reports("LLENV0038");

        Assert.IsFalse(project.IsTrapped, outcome.ToString());
        Assert.IsTrue(project.Exists(".env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("chmod 000 .git", "readable")]
    [DataRow("chmod 000 .git/config", "cannot be read")]
    [DataRow("chmod 000 .git/index", "cannot be read")]
    [DataRow("chmod 000 .git/HEAD", "readable")]
    public void A_repository_that_may_not_be_read_is_no_answer(string command, string cause)
    {
        using TestProject project = TestProject.EmptyFolder().WithKeyAndProject().WithRepository().WithFile("seen", "1\n");
        project.Git("add", ".");
        Shell(project, project.Directory, $"{command}; {(Environment.IsPrivilegedProcess ? "chown -R 65534 ." : "true")}");

        Outcome outcome = OrdinaryUser.Run(project, Packages.ToolPath, "inject").Exits(0).Reports("LLENV0038");

        Assert.Contains(cause, outcome.The("LLENV0038").Text, outcome.ToString());
        Shell(project, project.Directory, "chmod -R u+rwX .git");
    }

    /// <summary>As after unpacking a stranger's archive.</summary>
    [TestMethod]
    [DynamicData(nameof(FrontEnds))]
    public void A_repository_of_the_users_own_runs_nothing_either(string command)
    {
        using TestProject project = Planted(out _);

        Outcome outcome = Run(project, command).Exits(0).Reports("LLENV0038");

        Assert.IsFalse(project.IsTrapped, outcome.ToString());
        Assert.Contains("the repository lacks objects", outcome.The("LLENV0038").Text, outcome.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(FrontEnds))]
    public void A_program_named_git_in_the_current_folder_or_named_by_a_relative_path_is_not_started(string command)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository();
        File.Copy(project.Trap("trap"), Path.Combine(project.Directory, "git"));
        Directory.CreateDirectory(Path.Combine(project.Directory, "tools"));
        File.Copy(project.Trap("trap"), Path.Combine(project.Directory, "tools", "git"));
        project.Environment["PATH"] = $".::tools:{project.Environment["PATH"]}";

        Outcome outcome = Run(project, command).Exits(0).Reports("LLENV0031");

        Assert.IsFalse(project.IsTrapped, outcome.ToString());
    }

    /// <summary>Under some supervisors: then nobody is told when a child ends, and how.</summary>
    [TestMethod]
    [DataRow("tool inject")]
    [DataRow("build")] // Not LlamaEnvUseExec: there MSBuild itself waits for the end of the program, and for ever.
    public void A_tracked_file_is_found_also_where_SIGCHLD_is_ignored(string command)
    {
        if (!File.Exists("/usr/bin/python3"))
            Assert.Inconclusive("it takes a program that ignores the signal and becomes another");
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository().WithFile(".env", "A=1\n");
        project.Git("add", "--force", ".env");

        (string program, string[] arguments) = Parse(command);
        Outcome outcome = ChildProcess.Run(
            "/usr/bin/python3",
            ["-c", "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execvp(sys.argv[1], sys.argv[1:])", program, .. arguments],
            project.Directory,
            project.Environment).Reports("LLENV0030");

        Assert.AreNotEqual(0, outcome.ExitCode);
        Assert.AreEqual("A=1\n", File.ReadAllText(project.EnvFile), outcome.ToString());
    }

    /// <summary>In a multithreaded build the process has one PATH and each project its own.</summary>
    [TestMethod]
    [DataRow("-mt")]
    [DataRow("-m")]
    public void PATH_is_that_of_the_project(string mode)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository().With(
            """
            <UsingTask TaskName="SetPath" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
              <Task><Code Type="Fragment" Language="cs">System.Environment.SetEnvironmentVariable("PATH", "/no/such/folder");</Code></Task>
            </UsingTask>
            <Target Name="Move" BeforeTargets="LlamaEnvInject"><SetPath /></Target>
            """);

        project.BuildInject(mode).Exits(0).Reports("LLENV0038");
    }

    private static TestProject Planted(out string planted)
    {
        TestProject project = TestProject.App().WithKeyAndProject();
        string trap = project.Trap("trap");
        Shell(project, project.Folder, $"{MissingTrees}\ngit config remote.origin.uploadpack \"{trap}\"\ngit config core.fsmonitor \"{trap}\"");
        planted = Path.Combine(project.Folder, ".git");
        Directory.Move(Path.Combine(project.Folder, "r", ".git"), planted);
        Shell(project, project.Folder, "git ls-files || true");
        Assert.IsTrue(project.IsTrapped, "this repository does start its program");
        File.Delete(Path.Combine(project.Folder, "trapped"));
        return project;
    }

    private static void Shell(TestProject project, string folder, string commands) =>
        ChildProcess.Run("/bin/sh", ["-c", commands], folder, project.Environment).Exits(0);

    private static Outcome Run(TestProject project, string command)
    {
        (string program, string[] arguments) = Parse(command);
        return ChildProcess.Run(program, arguments, project.Directory, project.Environment);
    }

    private static (string Program, string[] Arguments) Parse(string command) => command.Split(' ') is ["tool", .. string[] arguments]
        ? (Packages.ToolPath, arguments)
        : (ChildProcess.Dotnet, [.. command.Split(' '), "--no-restore", "-t:LlamaEnvInject"]);
}
