using System.Runtime.Versioning;
using System.Security;
using System.Xml.Linq;

namespace LlamaEnv.Package.Tests;

/// <summary>A program does what the task does, for builds that cannot load the task.</summary>
[TestClass]
public sealed class UseExecTests
{
    private const string UseExec = "-p:LlamaEnvUseExec=true";

    [TestMethod]
    public void A_missing_key_fails_at_the_project_once_and_before_anything_compiles()
    {
        using TestProject project = TestProject.App();

        Outcome outcome = project.Build(UseExec).Exits(1).Reports("LLENV0001");

        Assert.AreEqual(project.File, outcome.The("LLENV0001").Origin, outcome.ToString());
        Assert.Contains("1 Error(s)", outcome.Output, outcome.ToString());
        Assert.DoesNotContain("MSB3073", outcome.Output, outcome.ToString());
        Assert.IsFalse(project.HasCompiled("App.dll"), outcome.ToString());
    }

    [TestMethod]
    public void Success_says_what_the_task_says_and_fills_the_same_items()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With(
            """<Target Name="Show" AfterTargets="LlamaEnvInject"><Message Importance="high" Text="shown: %(LlamaEnvResolved.Identity) from %(LlamaEnvResolved.Source)" /></Target>""");

        string[] task = Said(project.BuildInject("-v:m").Exits(0));
        File.Delete(project.EnvFile);
        string[] program = Said(project.BuildInject("-v:m", UseExec).Exits(0));

        Assert.HasCount(4, task, string.Join('\n', task));
        CollectionAssert.AreEqual(task, program, string.Join('\n', program));

        static string[] Said(Outcome outcome) => [.. outcome.Output.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.Contains("Elapsed", StringComparison.Ordinal) && (l.StartsWith("LlamaEnv", StringComparison.Ordinal) || l.StartsWith("shown", StringComparison.Ordinal)))];
    }

    [TestMethod]
    public void A_second_run_writes_nothing_and_says_so_quietly()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.BuildInject(UseExec).Exits(0);
        DateTime written = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(project.EnvFile, written);

        Outcome outcome = project.BuildInject(UseExec, "-v:m").Exits(0).Reports();

        Assert.AreEqual(written, File.GetLastWriteTimeUtc(project.EnvFile));
        Assert.DoesNotContain("LlamaEnv:", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    [DataRow("NoWarn", 0, "")]
    [DataRow("WarningsAsErrors", 1, "error LLENV0003")]
    [DataRow("NoSuchProperty", 0, "warning LLENV0003")]
    public void A_warning_is_silenced_or_raised_as_any_other(string property, int exitCode, string expected)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(property, "LLENV0003");
        project.Store.WithCurrentProfile();

        Outcome outcome = project.BuildInject(UseExec).Exits(exitCode);

        Assert.AreEqual(expected, string.Join(", ", outcome.Diagnostics.Where(d => d.Severity != "message").Select(d => $"{d.Severity} {d.Code}")), outcome.ToString());
    }

    /// <summary>One row for each setting the task takes; <see cref="Every_setting_of_the_task_has_a_row"/> counts.</summary>
    public static IEnumerable<object[]> Settings =>
    [
        ["LlamaEnvSources", "dotenv:a%3Bb%2525.env;\n  profile"],
        ["LlamaEnvOutput", "dotenv;user-secrets"],
        ["LlamaEnvFile", "conf ig/it's %3B %2541 \"é\" $.env"],
        ["LlamaEnvEnvironment", "a b;c"],
        ["LlamaEnvKeyFingerprint", "not one;nor this"],
        ["LlamaEnvProfile", "no 'such';one"],
        ["LlamaEnvProject", "99999999-8888-4777-8666-000000000000"],
        ["LlamaEnvBaseUrl", "https://llama.example.com/"],
        ["LlamaEnvRequireProject", "perhaps"],
        ["LlamaEnvMissing", "warning"],
        ["LlamaEnvProcessTimeout", "soon"],
        ["LlamaEnvForkPullRequest", "perhaps"],
        ["UserSecretsId", "a/b"],
        ["LlamaEnvLaunchProfile", "another", "launch-settings"],
        ["LlamaEnvLaunchSettingsMode", "reference", "launch-settings"],
        ["LlamaEnvAllowTracked", "perhaps"],
        ["LlamaEnvAllowHttp", "llama;http://box;a%3Bb"],
        ["LlamaEnvOverwriteReferences", "perhaps"],
        ["LlamaEnvResolveReferences", "perhaps"],
        ["LlamaEnvWiring", "perhaps"],
    ];

    [TestMethod]
    [DynamicData(nameof(Settings))]
    public void Each_setting_has_the_effect_it_has_with_the_task(string name, string value, string output = "dotenv")
    {
        string none = Run(null);
        string task = Run(project => project.WithProperty(name, SecurityElement.Escape(value)));
        string program = Run(project => project.WithProperty(name, SecurityElement.Escape(value)), UseExec);

        Assert.AreNotEqual(none, task, "the value must show");
        Assert.AreEqual(task, program);

        string Run(Func<TestProject, TestProject>? set, params string[] arguments)
        {
            using TestProject project = Bare().WithProperty("UserSecretsId", "id").WithProperty("LlamaEnvOutput", output);
            if (name is not "LlamaEnvMissing" and not "LlamaEnvProfile")
                project.WithKeyAndProject();
            set?.Invoke(project);
            project.Environment["HOME"] = project.Environment["USERPROFILE"] = project.Environment["APPDATA"] = Path.Combine(project.Folder, "home");
            Outcome outcome = Inject(project, arguments);
            IEnumerable<string> files = Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
                .Where(f => f != project.File)
                .Order(StringComparer.Ordinal)
                .Select(f => $"{f}\n{File.ReadAllText(f)}");
            return string.Join('\n', [$"{outcome.ExitCode}", .. outcome.Diagnostics.Select(d => $"{d}"), .. files]).Replace(project.Folder, "", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Every_setting_of_the_task_has_a_row()
    {
        XElement targets = XDocument.Load(Path.Combine(Packages.Installed, "build", "LlamaEnv.MSBuild.targets")).Root!;
        string[] properties = [.. targets.Descendants("_LlamaEnvSettings").Single().Value.Split('\n')
            .Select(line => line.Split('=')[0].Trim()).Where(name => (name.StartsWith("LlamaEnv", StringComparison.Ordinal) && name != "LlamaEnvVariable") || name == "UserSecretsId")];

        CollectionAssert.AreEquivalent(properties, Settings.Select(s => (string)s[0]).ToArray());
    }

    [TestMethod]
    public void A_file_that_would_be_shipped_is_known_to_the_program()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With("""<ItemGroup><EmbeddedResource Include=".env" /></ItemGroup>""");

        project.BuildInject(UseExec).Exits(0).Reports("LLENV0036");
    }

    [TestMethod]
    public void What_logs_the_key_is_known_to_the_program()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("Mine", "$(LLAMA_CLOUD_API_KEY)");

        project.BuildInject(UseExec).Exits(0).Reports("LLENV0040");
    }

    [TestMethod]
    [DataRow("-p:LLAMA_CLOUD_API_KEY=llx-Fake", "LLENV0040")]
    [DataRow("-p:A=1;llama_cloud_api_key=llx-Fake", "LLENV0040")]
    [DataRow("--property:MINE=x", "LLENV0040", DisplayName = "a declared one")]
    [DataRow("-p:MY_LLAMA_CLOUD_API_KEY=x", "")]
    public void A_property_given_to_the_build_is_known_to_the_program(string argument, string codes)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().With("""<ItemGroup><LlamaEnvVariable Include="MINE" /></ItemGroup>""");

        project.BuildInject(UseExec, argument).Exits(0).Reports(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    [DataRow("with space", "App.proj")]
    [DataRow("a;b%3B%c 'd' (1) é $(X) @(Y)", "it's; %41 é.proj")]
    public void A_project_may_lie_anywhere(string folder, string file)
    {
        using TestProject project = TestProject.EmptyFolder().WithKeyAndProject().WithFile(Path.Combine(folder, file), BareText);
        string path = Path.Combine(project.Directory, folder, file);

        ChildProcess.Run(ChildProcess.Dotnet, ["msbuild", "-nologo", "-t:LlamaEnvInject", UseExec], Path.GetDirectoryName(path)!, project.Environment).Exits(0).Reports();
        project.Environment.Remove("LLAMA_CLOUD_API_KEY");
        File.Delete(Path.Combine(project.Directory, folder, ".env"));
        Outcome outcome = ChildProcess.Run(ChildProcess.Dotnet, ["msbuild", "-nologo", "-t:LlamaEnvInject", UseExec], Path.GetDirectoryName(path)!, project.Environment).Exits(1).Reports("LLENV0001");

        Assert.AreEqual(path, outcome.The("LLENV0001").Origin, outcome.ToString());
    }

    [TestMethod]
    public void With_everything_logged_the_key_is_in_the_file_only()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Environment["LLAMA_CLOUD_API_KEY"] = canary.Key;

        Outcome outcome = project.Build(UseExec, "-v:diag", "-bl:build.binlog");

        Assert.AreEqual(0, outcome.ExitCode);
        Assert.AreEqual(".env", string.Join(", ", canary.Find(project, outcome)));
    }

    [TestMethod]
    public void A_key_that_is_refused_is_nowhere()
    {
        Canary canary = new();
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.Environment["LLAMA_CLOUD_API_KEY"] = $"'{canary.Key}'";

        Outcome outcome = project.BuildInject(UseExec, "-v:diag", "-bl:build.binlog");

        Assert.AreEqual(1, outcome.ExitCode);
        Assert.AreEqual("", string.Join(", ", canary.Find(project, outcome)));
    }

    [TestMethod]
    public void Without_a_host_the_build_fails_and_says_what_could_not_run()
    {
        using TestProject project = Bare().WithKeyAndProject();

        Outcome outcome = Inject(project, UseExec, "-p:DOTNET_HOST_PATH=/no/such/dotnet").Exits(1).Reports("LLENV0901");

        Assert.AreEqual(project.File, outcome.The("LLENV0901").Origin, outcome.ToString());
        Assert.Contains("/no/such/dotnet", outcome.The("LLENV0901").Text, outcome.ToString());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    [UnsupportedOSPlatform("windows")]
    [DataRow("kill -9 $$", "137")]
    [DataRow("exit 0", "0")]
    [DataRow("echo 'x : error LLENV0001: not ours'; echo \"it's (bad)\" >&2; exit 1", "1")]
    public void A_program_that_ends_before_it_is_done_fails_the_build(string script, string code)
    {
        using TestProject project = Bare().WithKeyAndProject();
        string host = Script.Make(Path.Combine(project.Directory, "host"), script);

        Outcome outcome = Inject(project, UseExec, $"-p:DOTNET_HOST_PATH={host}").Exits(1);

        Assert.Contains($"ended with code {code} before", outcome.The("LLENV0901").Text, outcome.ToString());
        Assert.HasCount(1, outcome.Diagnostics.Where(d => d.Severity == "error"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("maybe", "LLENV0006")]
    [DataRow("false", "")]
    [DataRow("TRUE", "")]
    public void It_is_a_switch(string value, string codes)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("LlamaEnvUseExec", value);

        Outcome outcome = project.BuildInject().Exits(codes.Length == 0 ? 0 : 1).Reports(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.AreEqual(codes.Length == 0, project.Exists(".env"), outcome.ToString());
    }

    private static string BareText => $"""<Project><Import Project="{Packages.Installed}/build/LlamaEnv.MSBuild.targets" /></Project>""";

    /// <summary>A project with the package and no SDK, which builds in a fraction of the time.</summary>
    private static TestProject Bare() => TestProject.EmptyFolder().WithFile("App.csproj", BareText);

    private static Outcome Inject(TestProject project, params IEnumerable<string> arguments) => project.Dotnet(["msbuild", "-nologo", "-t:LlamaEnvInject", .. arguments]);
}
