namespace LlamaEnv.Package.Tests;

/// <summary>What is an error in this build writes nothing and comes again; and a guard speaks as long as what it says is true.</summary>
[TestClass]
public sealed class SameAnswerTests
{
    [TestMethod]
    [DataRow("-warnaserror")]
    [DataRow("-warnaserror -mt")]
    [DataRow("-warnaserror -graph -isolate")]
    [DataRow("-warnaserror:LLENV0031")]
    [DataRow("-p:WarningsAsErrors=llenv0031")]
    [DataRow("-p:MSBuildWarningsAsErrors=LLENV0031")]
    [DataRow("-p:MSBuildTreatWarningsAsErrors=true")]
    [DataRow("-p:LlamaEnvUseExec=true -p:WarningsAsErrors=LLENV0031")]
    [DataRow("-p:LlamaEnvUseExec=true -p:MSBuildTreatWarningsAsErrors=true")]
    public void A_warning_that_is_an_error_writes_nothing_and_comes_again(string arguments)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository();

        for (int build = 1; build <= 2; build++)
        {
            Outcome outcome = project.BuildInject(arguments.Split(' ')).Exits(1).Reports("LLENV0031");
            Assert.AreEqual("error", outcome.The("LLENV0031").Severity, outcome.ToString());
            Assert.IsFalse(project.Exists(".env"), outcome.ToString());
        }
    }

    [TestMethod]
    [DataRow("-warnaserror -p:NoWarn=LLENV0031", "")]
    [DataRow("-warnaserror -p:MSBuildWarningsAsMessages=LLENV0031", "")]
    [DataRow("-warnaserror -warnasmessage:LLENV0031", "")]
    [DataRow("-warnaserror -warnnotaserror:LLENV0031", "warning LLENV0031")]
    [DataRow("-warnaserror -p:WarningsNotAsErrors=LLENV0031", "warning LLENV0031")]
    [DataRow("-warnaserror:NU1605", "warning LLENV0031")]
    [DataRow("-p:MSBuildTreatWarningsAsErrors=true -p:MSBuildWarningsNotAsErrors=LLENV0031", "warning LLENV0031")]
    [DataRow("-p:TreatWarningsAsErrors=true", "warning LLENV0031", DisplayName = "the compiler's alone")]
    [DataRow("-p:LlamaEnvUseExec=true -p:WarningsAsErrors=LLENV0031 -p:NoWarn=LLENV0031", "")]
    [DataRow("-p:LlamaEnvUseExec=true -p:TreatWarningsAsErrors=true", "warning LLENV0031")]
    public void A_warning_that_is_none_or_stays_one_lets_the_build_write(string arguments, string expected)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository();

        Outcome outcome = project.BuildInject(arguments.Split(' ')).Exits(0);

        Assert.AreEqual(expected, string.Join(' ', outcome.Diagnostics.Where(d => d.Severity != "message").Select(d => $"{d.Severity} {d.Code}")), outcome.ToString());
        Assert.IsTrue(project.Exists(".env"), outcome.ToString());
    }

    /// <summary>Only the first of MSBuild's processes knows the command line.</summary>
    [TestMethod]
    [DataRow("-m:3")]
    [DataRow("-m:3 -mt")]
    public void Every_project_of_a_solution_knows_what_the_command_line_says(string arguments)
    {
        using TestProject solution = TestProject.Solution().WithKeyAndProject().WithRepository();

        Outcome outcome = solution.Dotnet(["build", "All.slnx", "--no-restore", "-warnaserror", .. arguments.Split(' ')]).Exits(1).Reports("LLENV0031", "LLENV0031");

        Assert.IsFalse(solution.Exists("app/.env"), outcome.ToString());
        Assert.IsFalse(solution.Exists("lib/.env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("LLENV0003")]
    [DataRow("LLENV0035")]
    [DataRow("LLENV0036")]
    public void Any_warning_is_meant(string code)
    {
        string content = code == "LLENV0035" ? $"LLAMA_CLOUD_API_KEY={Values.ProfileKey}\n" : "A=1\n";
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile(".env", content);
        if (code == "LLENV0003")
            project.Store.WithCurrentProfile();
        if (code == "LLENV0036")
            project.With("""<ItemGroup><EmbeddedResource Include=".env" /></ItemGroup>""");
        if (code == "LLENV0035" && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(project.EnvFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Outcome outcome = project.BuildInject("-warnaserror").Exits(1).Reports(code);

        Assert.AreEqual(content, File.ReadAllText(project.EnvFile), outcome.ToString());
        if (code == "LLENV0035" && !OperatingSystem.IsWindows())
            Assert.IsTrue(File.GetUnixFileMode(project.EnvFile).HasFlag(UnixFileMode.OtherRead), "the mode, too, is as it was");
    }

    [TestMethod]
    public void The_tool_takes_the_projects_word()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository().WithProperty("WarningsAsErrors", "$(WarningsAsErrors);LLENV0031");

        Outcome outcome = project.Tool("inject").Exits(1).Reports("LLENV0031");

        Assert.AreEqual("error", outcome.The("LLENV0031").Severity, outcome.ToString());
        Assert.IsFalse(project.Exists(".env"));
        project.Tool("inject", "--gitignore").Exits(0).Reports();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-p:LlamaEnvUseExec=true")]
    public void The_guards_speak_in_every_build_as_long_as_it_is_true(string arguments)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository();
        Build().Exits(0).Reports("LLENV0031");
        Build().Exits(0).Reports("LLENV0031");

        project.Git("add", ".env");
        Build().Exits(1).Reports("LLENV0030");
        project.Git("commit", "--quiet", "--message", "x");
        Build().Exits(1).Reports("LLENV0030");

        project.Git("rm", "--quiet", "--cached", ".env");
        File.AppendAllText(Path.Combine(project.Directory, ".gitignore"), "/.env\n");
        Build().Exits(0).Reports();

        project.Git("add", "--force", ".env");
        Build().Exits(1).Reports("LLENV0030");

        Outcome Build() => project.BuildInject(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Each is one shell command that changes the answer or could, and what the next build says.</summary>
    [TestMethod]
    [DataRow("git add --force .env", "LLENV0030")]
    [DataRow("echo '!.env' >>.gitignore", "LLENV0031")]
    [DataRow("rm .gitignore", "LLENV0031")]
    [DataRow("echo '.env' >.git/info/exclude; echo '!.env' >.gitignore", "LLENV0031")]
    [DataRow("git init -q sub; mv App.csproj sub/; cp -r obj sub/; cp -p .env sub/", "LLENV0031", "sub")]
    [DataRow("touch .git/index", "")]
    [DataRow("touch .git/config", "")]
    [DataRow("echo '*.log' >>.git/info/exclude", "")]
    [DataRow("mkdir -p ../home; git config --file ../home/.gitconfig x.y z", "")]
    [DataRow("rm .git/HEAD", "LLENV0038")]
    public void Git_is_asked_again_when_something_changed_that_it_looks_at(string change, string code, string folder = "")
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository(".env").CountingGit();
        project.Environment["HOME"] = Path.Combine(project.Folder, "home");
        project.Git("add", ".gitignore");
        project.BuildInject().Exits(0).Reports();
        project.Aged().BuildInject().Exits(0).Reports();
        _ = project.GitStarts;

        project.BuildInject().Exits(0).Reports();
        Assert.AreEqual(0, project.GitStarts, "nothing changed, and nothing is asked");

        ChildProcess.Run("/bin/sh", ["-c", change], project.Directory, project.Environment).Exits(0);
        _ = project.GitStarts;
        Outcome outcome = project.Dotnet("build", Path.Combine(folder, "App.csproj"), "--no-restore", "-t:LlamaEnvInject").Reports(code.Length > 0 ? [code] : []);

        Assert.IsGreaterThan(0, project.GitStarts, outcome.ToString());
    }

    [TestMethod]
    public void What_is_kept_for_the_next_build_holds_no_path_and_no_secret()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKey(canary).WithRepository(".env").Aged();

        Outcome outcome = project.BuildInject().Exits(0).Reports();

        string stamp = File.ReadAllText(Path.Combine(project.Directory, "obj", "App.csproj.LlamaEnv.git"));
        Assert.MatchesRegex("^[0-9A-F]{64}\n$", stamp);
        canary.AssertFoundIn([".env"], project, outcome);
    }

    [TestMethod]
    [DataRow("#!/bin/sh")]
    [DataRow("")]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000\n")]
    public void What_is_kept_and_is_wrong_only_has_git_asked(string stamp)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithRepository();
        project.BuildInject().Exits(0).Reports("LLENV0031");
        File.WriteAllText(Path.Combine(project.Directory, "obj", "App.csproj.LlamaEnv.git"), stamp);
        project.BuildInject().Exits(0).Reports("LLENV0031");
    }
}
