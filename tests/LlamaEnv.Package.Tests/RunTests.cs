using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LlamaEnv.Package.Tests;

/// <summary><c>LlamaEnvOutput=run</c>: programs are started with the variables, from sources asked at that moment, and no file holds them.</summary>
[TestClass]
public sealed class RunTests
{
    private const string Program = """
        string Get(string name) => System.Environment.GetEnvironmentVariable(name) ?? "-";
        System.Console.WriteLine($"SET {Get("LLAMA_CLOUD_API_KEY")} {Get("LLAMA_CLOUD_BASE_URL")} {Get("LLAMA_AGENTS_PROJECT_ID")} OTHER {Get("OTHER")}");
        System.Console.WriteLine($"ARGS {string.Join('|', args)}.");
        return args.Length > 0 && int.TryParse(args[0], out int code) ? code : 0;
        """;

    [TestMethod]
    public void A_program_has_the_variables_as_they_are_when_it_starts_and_no_file_has_them()
    {
        using TestProject project = Project("run").WithKeyAndProject();
        AssertHas(Values.Key, project.Dotnet("run", "--no-restore").Exits(0));

        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.ProfileKey;
        AssertHas(Values.ProfileKey, project.Dotnet("run", "--no-build").Exits(0));
        AssertHas(Values.Key, project.Dotnet("run", "--no-build", "-e", $"LLAMA_CLOUD_API_KEY={Values.Key}").Exits(0));

        Assert.IsFalse(project.Exists(".env"));
        Assert.IsEmpty(Directory.EnumerateFiles(project.Directory, "*.dev.json", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void A_program_gets_its_own_arguments_and_gives_its_own_exit_code()
    {
        using TestProject project = Project("run").WithKeyAndProject();
        project.Build().Exits(0);

        Outcome outcome = project.Dotnet("run", "--no-build", "-e", "OTHER=an other", "--", "7", "a b", "q\"uo'te", "", "back\\", "%PATH% $HOME _2F").Exits(7);
        Assert.Contains("ARGS 7|a b|q\"uo'te||back\\|%PATH% $HOME _2F.", outcome.Output, outcome.ToString());
        Assert.Contains("OTHER an other", outcome.Output, outcome.ToString());
        Assert.Contains("ARGS .", project.Dotnet("run", "--no-build").Exits(0).Output);
        Assert.AreEqual("", outcome.Error);
    }

    [TestMethod]
    public void What_stops_a_build_stops_a_start()
    {
        using TestProject project = Project("run").CountingInjections();
        project.Dotnet("run", "--no-restore").Exits(1);
        Assert.IsFalse(project.HasCompiled("App.dll"));
        project.WithKeyAndProject().Build().Exits(0).Reports();
        project.Environment.Remove("LLAMA_CLOUD_API_KEY");

        Outcome missing = project.Dotnet("run", "--no-build").Exits(1).Reports("LLENV0001");
        Assert.AreEqual(project.File, missing.The("LLENV0001").Origin);
        Assert.AreEqual("", missing.Output);
        Assert.AreEqual(project.BuildInject().The("LLENV0001").Text, missing.The("LLENV0001").Text);

        project.Environment["LLAMA_CLOUD_API_KEY"] = "your-api-key";
        Assert.AreEqual("", project.Dotnet("run", "--no-build").Exits(1).Reports("LLENV0010").Output);
        project.Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;
        project.WithProperty("LlamaEnvProfile", "no-such").WithProperty("LlamaEnvSources", "profile");
        Assert.AreEqual("", project.Dotnet("run", "--no-build").Exits(1).Reports("LLENV0007").Output);
    }

    [TestMethod]
    public void A_warning_of_the_start_is_silenced_or_an_error_as_the_project_says()
    {
        using TestProject project = Project("run").WithKeyAndProject();
        project.Store.WithCurrentProfile();
        project.Build().Exits(0).Reports("LLENV0003");

        AssertHas(Values.Key, project.Dotnet("run", "--no-build").Exits(0).Reports("LLENV0003"));
        AssertHas(Values.Key, project.Dotnet("run", "--no-build", "-p:NoWarn=LLENV0003").Exits(0).Reports());
        Assert.AreEqual("", project.Dotnet("run", "--no-build", "-p:WarningsAsErrors=LLENV0003").Exits(1).Reports("LLENV0003").Output);
    }

    [TestMethod]
    public void A_program_that_is_not_there_is_named()
    {
        using TestProject project = Project("run").WithKeyAndProject();

        Outcome outcome = project.Dotnet("run", "--no-build").Exits(127).Reports("LLENV0904");

        Assert.Contains(Path.Combine("bin", "Debug", "net10.0", "App"), outcome.The("LLENV0904").Text);
    }

    [TestMethod]
    [DataRow("<UseAppHost>false</UseAppHost>", DisplayName = "without an executable of its own")]
    [DataRow("<LlamaEnvUseExec>true</LlamaEnvUseExec>", DisplayName = "with a program in place of the task")]
    [DataRow("<TargetFramework /><TargetFrameworks>net10.0</TargetFrameworks>", DisplayName = "several frameworks")]
    [DataRow("<UseArtifactsOutput>false</UseArtifactsOutput><OutputPath>out put/</OutputPath>", DisplayName = "blanks in its path")]
    public void It_works_for_every_kind_of_start(string properties)
    {
        using TestProject project = Project("run").WithKeyAndProject().With($"<PropertyGroup>{properties}</PropertyGroup>");

        Outcome outcome = project.Dotnet("run", "-f", "net10.0", "--", "5", "a b").Exits(5);

        AssertHas(Values.Key, outcome);
        Assert.Contains("ARGS 5|a b.", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void Sources_and_declared_variables_of_the_project_hold_at_the_start()
    {
        using TestProject project = Project("RUN ; none").WithFile("my keys/it's.env", $"LLAMA_CLOUD_API_KEY={Values.Key}\nOTHER=of the file\n")
            .WithProperty("LlamaEnvSources", "dotenv:my keys/it's.env").WithProperty("LlamaEnvBaseUrl", "https://llama_cloud.example.com/%41")
            .With("""<ItemGroup><LlamaEnvVariable Include="OTHER" Required="true" Pattern="^of [a-z ]+$" /></ItemGroup>""");
        project.WithProperty("LlamaEnvBaseUrl", "https://llama.example.com");
        project.Build().Exits(0).Reports();

        Outcome outcome = project.Dotnet("run", "--no-build").Exits(0).Reports();

        Assert.Contains($"SET {Values.Key} https://llama.example.com - OTHER of the file", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void A_launch_profile_means_what_it_means_without()
    {
        const string settings = """{ "profiles": { "A": { "commandName": "Project", "commandLineArgs": "3 \"x y\" \\\"q\\\" %OTHER%", "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%" } } } }""";
        using TestProject project = Project("run").WithFile("Properties/launchSettings.json", settings);
        project.Store.WithCurrentProfile();
        project.Environment["OTHER"] = "of the shell";
        project.Build().Exits(0);

        Outcome profile = project.Dotnet("run", "--no-build").Exits(3).Reports();
        Assert.Contains($"SET {Values.ProfileKey} {Values.ProfileUrl} {Values.ProfileProject} OTHER of the shell", profile.Output, profile.ToString());
        Assert.Contains("ARGS 3|x y|\"q\"|of|the|shell.", profile.Output, profile.ToString());
        Assert.Contains("ARGS 4.", project.Dotnet("run", "--no-build", "4").Exits(4).Output);
        Assert.Contains("ARGS .", project.Dotnet("run", "--no-build", "--no-launch-profile").Exits(0).Output);

        project.WithFile("Properties/launchSettings.json", settings.Replace("%LLAMA_CLOUD_API_KEY%\"", $"{Values.Key}\", \"LLAMA_AGENTS_PROJECT_ID\": \"{Values.Project}\"", StringComparison.Ordinal));
        AssertHas(Values.Key, project.Dotnet("run", "--no-build").Exits(3).Reports("LLENV0003"));
    }

    [TestMethod]
    public void Another_output_beside_it_is_written()
    {
        using TestProject project = Project("run;dotenv").WithKeyAndProject();

        AssertHas(Values.Key, project.Dotnet("run", "--no-restore").Exits(0));

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(project.EnvFile));
    }

    [TestMethod]
    public void Without_it_nothing_is_started_in_between()
    {
        using TestProject project = Project("dotenv").WithProperty("Runner", "run");

        Outcome outcome = project.Dotnet("msbuild", "-t:ComputeRunArguments", "-getProperty:RunCommand", "-getProperty:RunArguments").Exits(0);
        Outcome disabled = project.Dotnet("msbuild", "-t:ComputeRunArguments", "-getProperty:RunArguments", "-p:LlamaEnvOutput=run", "-p:LlamaEnvEnabled=false").Exits(0);

        Assert.DoesNotContain("LlamaEnv.MSBuild.dll", outcome.Output);
        Assert.DoesNotContain("LlamaEnv.MSBuild.dll", disabled.Output);
    }

    [TestMethod]
    public void A_file_based_app_asks_in_every_run_also_when_it_is_not_built()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile(
            "hello.cs", $"#:package LlamaEnv.MSBuild@{Packages.Version}\n#:property PublishAot=false\n#:property LlamaEnvOutput=run\n{Program}\n");
        AssertHas(Values.Key, folder.Dotnet("run", "hello.cs").Exits(0));

        folder.Environment["LLAMA_CLOUD_API_KEY"] = Values.ProfileKey;
        AssertHas(Values.ProfileKey, folder.Dotnet("run", "hello.cs").Exits(0));
        folder.Environment.Remove("LLAMA_CLOUD_API_KEY");
        Outcome missing = folder.Dotnet("run", "hello.cs").Exits(1).Reports("LLENV0001");

        Assert.AreEqual(Path.Combine(folder.Directory, "hello.cs"), missing.The("LLENV0001").Origin);
        CollectionAssert.AreEqual(new[] { Path.Combine(folder.Directory, "hello.cs") }, Directory.GetFileSystemEntries(folder.Directory));
    }

    [TestMethod]
    public void The_loader_finds_the_set_in_the_environment_and_has_nothing_to_say()
    {
        foreach (string output in new[] { "run", "run;dotenv" })
        {
            using TestProject project = Project(output).With($"""<ItemGroup><PackageReference Include="LlamaEnv.Hosting" Version="{Packages.Version}" /></ItemGroup>""");
            project.WithFile("Program.cs", $"LlamaEnv.Hosting.LlamaEnvFile.Load(required: true);\n{Program}");
            project.Store.WithCurrentProfile();
            project.Environment["LLAMA_CLOUD_USE_PROFILE"] = "1";
            project.Dotnet("build").Exits(0);
            if (output != "run")
                project.WithFile(".env", $"LLAMA_CLOUD_API_KEY={Values.Key}\n"); // As an earlier build left it.

            Outcome outcome = project.Dotnet("run", "--no-build").Exits(0).Reports();

            Assert.Contains($"SET {Values.ProfileKey} {Values.ProfileUrl} {Values.ProfileProject}", outcome.Output, outcome.ToString());
        }
    }

    [TestMethod]
    public void Tests_of_the_testing_platform_have_it()
    {
        Canary canary = new();
        using TestProject project = TestProject.EmptyFolder().WithKey(canary).WithFile("App.csproj", Packages.ProjectText("net10.0", more: """
            <PropertyGroup><EnableMSTestRunner>true</EnableMSTestRunner><LlamaEnvOutput>run</LlamaEnvOutput></PropertyGroup>
            <ItemGroup><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" /><PackageReference Include="MSTest.TestFramework" Version="4.5.2" /></ItemGroup>
            """)).WithFile("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""").WithFile("Tests.cs", """
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            [TestClass]
            public class Tests
            {
                [TestMethod]
                public void Has_the_key() => Assert.AreEqual(System.Environment.GetEnvironmentVariable("EXPECTED"), System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY"));
            }
            """);
        project.Store.WithCurrentProfile();
        project.Environment["LLAMA_CLOUD_USE_PROFILE"] = "1";
        project.Environment["EXPECTED"] = Values.ProfileKey;

        Outcome outcome = project.Dotnet("test").Exits(0);
        Assert.Contains("succeeded: 1", outcome.Output, outcome.ToString());
        project.Environment["LLAMA_CLOUD_USE_PROFILE"] = "0";
        project.Environment["EXPECTED"] = canary.Key;
        Outcome again = project.Dotnet("test", "--no-build").Exits(0);
        Assert.Contains("succeeded: 1", again.Output);
        canary.AssertFoundIn([], project, outcome, again);

        project.Environment["LLAMA_CLOUD_API_KEY"] = "your-api-key";
        Outcome failed = project.Dotnet("test", "--no-build");
        Assert.AreNotEqual(0, failed.ExitCode);
        Assert.Contains("LLENV0010", failed.Output + failed.Error, failed.ToString());
    }

    /// <summary>The whole disk that these programs can write to: project, home, obj, bin, the folder for temporary files; and the command line of a program.</summary>
    [TestMethod]
    public async Task The_key_is_in_no_file_and_on_no_command_line_after_build_run_and_watch()
    {
        Canary canary = new();
        using TestProject project = Project("run").WithKey(canary).WithFile("Program.cs", """
            System.Console.WriteLine("HAS " + (System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY") ?? "").Length);
            System.Console.WriteLine("PID " + System.Environment.ProcessId);
            if (System.OperatingSystem.IsLinux())
                System.Console.WriteLine("COMMAND " + System.IO.File.ReadAllText("/proc/self/cmdline").Replace('\0', ' '));
            """);
        string temp = Directory.CreateDirectory(Path.Combine(project.Folder, "temp")).FullName;
        string home = Directory.CreateDirectory(Path.Combine(project.Folder, "home")).FullName;
        project.Environment["NUGET_PACKAGES"] = Path.Combine(Packages.Root, "packages");
        foreach (string name in new[] { "TMPDIR", "TMP", "TEMP" })
            project.Environment[name] = temp;
        foreach (string name in new[] { "HOME", "USERPROFILE", "APPDATA", "DOTNET_CLI_HOME" })
            project.Environment[name] = home;

        Outcome build = project.Build("-bl", "-v:diag").Exits(0);
        Outcome run = project.Dotnet("run", "--no-restore").Exits(0);
        Outcome again = project.Dotnet("run", "--no-build").Exits(0);
        Outcome arguments = project.Dotnet("msbuild", "-t:ComputeRunArguments", "-getProperty:RunArguments").Exits(0);
        string watched = await Watch(project);

        Assert.Contains("HAS 52", run.Output);
        Assert.Contains("HAS 52", again.Output);
        Assert.Contains("HAS 52", watched);
        Assert.IsFalse(watched.Contains(canary.Marker, StringComparison.Ordinal), "what dotnet watch printed");
        string id = Regex.Match(again.Output, "PID ([0-9]+)").Groups[1].Value;
        Assert.IsEmpty(Directory.GetFileSystemEntries(temp, $"*-{id}-*"), "what debuggers reach the program by goes with it");
        // Pipes and sockets of dotnet watch, which was killed. Nobody would ever write into such a pipe.
        if (!OperatingSystem.IsWindows())
            ChildProcess.Run("/bin/sh", ["-c", "find temp home ! -type f ! -type d ! -type l -delete"], project.Folder, project.Environment).Exits(0);
        canary.AssertFoundIn([], project, build, run, again, arguments);
    }

    /// <summary>A process in between would keep a signal, or outlive the program.</summary>
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task The_program_is_the_process_that_dotnet_run_started()
    {
        using TestProject project = Project("run").WithKeyAndProject().WithFile("Program.cs", """
            using System.Runtime.InteropServices;
            using PosixSignalRegistration signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => { System.Console.WriteLine("TERMINATED"); System.Environment.Exit(42); });
            System.Console.WriteLine("PARENT " + System.IO.File.ReadAllText("/proc/self/stat").Split(')')[1].Split(' ')[2]);
            System.Console.WriteLine("READY");
            System.Console.ReadLine();
            System.Threading.Thread.Sleep(-1);
            """);
        project.Build().Exits(0);
        using Process run = new Command(ChildProcess.Dotnet, "run", "--no-build") { Directory = project.Directory, Environment = project.Environment }.Start();
        try
        {
            List<string> lines = [];
            while (await run.StandardOutput.ReadLineAsync().WaitAsync(Limits.Hang) is { } line && line != "READY")
                lines.Add(line);
            if (OperatingSystem.IsLinux())
                Assert.Contains($"PARENT {run.Id}", string.Join('\n', lines));

            ChildProcess.Run("/bin/sh", ["-c", $"kill -TERM {run.Id}"], project.Directory, project.Environment).Exits(0);
            Assert.AreEqual("TERMINATED", await run.StandardOutput.ReadLineAsync().WaitAsync(Limits.Hang));
            await run.WaitForExitAsync().WaitAsync(Limits.Hang);
            Assert.AreEqual(42, run.ExitCode);
        }
        finally
        {
            if (!run.HasExited)
                run.Kill(entireProcessTree: true);
        }
    }

    private static TestProject Project(string output) => TestProject.App().WithProperty("LlamaEnvOutput", output).WithFile("Program.cs", Program);

    private static void AssertHas(string key, Outcome outcome) => Assert.Contains($"SET {key} {Values.DefaultUrl} {Values.Project}", outcome.Output, outcome.ToString());

    /// <summary>What it printed until the program had ended by itself.</summary>
    private static async Task<string> Watch(TestProject project)
    {
        ConcurrentQueue<string?> output = [];
        TaskCompletionSource waits = new();
        using Process watch = new Command(ChildProcess.Dotnet, "watch", "--non-interactive") { Directory = project.Directory, Environment = project.Environment }.Start();
        try
        {
            watch.OutputDataReceived += (_, line) => Note(line.Data);
            watch.ErrorDataReceived += (_, line) => Note(line.Data);
            watch.BeginOutputReadLine();
            watch.BeginErrorReadLine();
            await waits.Task.WaitAsync(Limits.Hang);
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            await watch.WaitForExitAsync();
        }

        return string.Join('\n', output);

        void Note(string? line)
        {
            output.Enqueue(line);
            if (line?.StartsWith("HAS ", StringComparison.Ordinal) == true)
                waits.TrySetResult();
        }
    }
}
