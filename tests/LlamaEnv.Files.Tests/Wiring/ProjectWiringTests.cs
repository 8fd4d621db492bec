using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Wiring;

/// <summary>What a build says of a start without the key: said where it is certain, and never where something may hand the key over.</summary>
[TestClass]
public sealed class ProjectWiringTests
{
    private const string Assets = """{ "libraries": { "LlamaEnv.MSBuild/1.0.0": { "type": "package" } } }""";

    [TestMethod]
    [DataRow("test", "Tests.csproj", "the tests of this project")]
    [DataRow("file", "hello.cs", "'dotnet run hello.cs'")]
    public void Tests_and_file_based_apps_that_load_nothing_are_warned_of(string kind, string project, string who)
    {
        using Machine machine = Given(project);

        Diagnostic diagnostic = machine.Inject(Built(machine, kind, project)).Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.NotPassedOn, DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith(who, diagnostic.Message);
        Assert.Contains(machine.EnvFile, diagnostic.Message);
        Assert.Contains("LlamaEnv.Hosting", diagnostic.Message);
    }

    [TestMethod]
    public void A_program_gets_a_note_as_something_else_may_start_it_with_the_file()
    {
        using Machine machine = Given("App.csproj");

        InjectResult result = machine.Inject(Built(machine, "program", "App.csproj"));

        Assert.AreEqual("", result.Codes);
        Assert.Contains($"-> {machine.EnvFile}. Nothing in this project loads that file. Add LlamaEnv.Hosting", result.Summary);
    }

    [TestMethod]
    [DataRow("a variable that is set", "LLAMA_CLOUD_API_KEY")]
    [DataRow("in another case", "llama_cloud_api_key")]
    public void What_is_started_from_here_sees_the_environment(string _, string name)
    {
        using Machine machine = Given("Tests.csproj").Set(name, Fake.Key("Environment")).Set("LLAMA_CLOUD_USE_PROFILE", "1");
        AssertSilent(machine, Built(machine, "test", "Tests.csproj"));
    }

    [TestMethod]
    [DataRow("LlamaEnvWiring", "false")]
    [DataRow("LlamaEnvOutput", "launch-settings")]
    [DataRow("LlamaEnvOutput", "none")]
    [DataRow("LlamaEnvOutput", "dotenv\u001Flaunch-settings")]
    [DataRow("Packages", "LlamaEnv.Hosting")]
    [DataRow("ReferencedIn", "/elsewhere/Directory.Build.props")]
    [DataRow("ProjectKind", "")]
    [DataRow("Traits", "UseMaui=true", "LLENV0039")]
    [DataRow("AssetsFile", "obj/none.json")]
    [DataRow("AssetsFile", "obj/broken.json")]
    public void A_setting_or_a_fact_may_tell_that_all_is_well(string name, string value, string codes = "")
    {
        using Machine machine = Given("Tests.csproj");
        machine.Folder.Write("project/obj/broken.json", "{ \"libraries\": [");
        InjectResult result = machine.Inject(Built(machine, "test", "Tests.csproj").OverriddenBy(Settings.Parse($"{name}={value}\x1D")) with { InBuild = true });
        Assert.AreEqual(codes, name == "ProjectKind" ? "" : result.Codes);
    }

    [TestMethod]
    [DataRow("LlamaEnv.Hosting")]
    [DataRow("dotenv.net")]
    [DataRow("DotNetEnv")]
    [DataRow("DotEnv.Core")]
    public void A_package_that_loads_such_files_counts_also_where_another_one_brings_it(string package)
    {
        using Machine machine = Given("Tests.csproj", Assets.Replace("LlamaEnv.MSBuild", package, StringComparison.Ordinal));
        AssertSilent(machine, Built(machine, "test", "Tests.csproj"));
    }

    [TestMethod]
    [DataRow("Config/Start.cs", "foreach (var line in File.ReadAllLines(\"../.env\")) { }")]
    [DataRow("Start.fs", "let path = Path.Combine(root, \".env\")")]
    [DataRow("Start.vb", "DotEnv.Load()")]
    [DataRow("Start.cs", "Environment.SetEnvironmentVariable(name, value);")]
    [DataRow("Properties/launchSettings.json", """{ "profiles": { "App": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%" } } } }""")]
    [DataRow("docker-compose.yml", "services: { app: { env_file: [.env] } }")]
    [DataRow(".vscode/launch.json", """{ "configurations": [{ "envFile": "${workspaceFolder}/.env" }] }""")]
    [DataRow(".envrc", "dotenv")]
    [DataRow("Makefile", "include .env\nexport\n")]
    [DataRow("local.settings.json", """{ "Values": { "LLAMA_CLOUD_API_KEY": "" } }""")]
    [DataRow("test.runsettings", "<LLAMA_CLOUD_API_KEY>x</LLAMA_CLOUD_API_KEY>")]
    public void So_does_whatever_else_may_hand_the_key_over(string file, string text)
    {
        using Machine machine = Given("Tests.csproj");
        machine.Folder.Write($"project/{file}", text);
        AssertSilent(machine, Built(machine, "test", "Tests.csproj"));
    }

    [TestMethod]
    [DataRow("Program.cs", "var key = Environment.GetEnvironmentVariable(\"LLAMA_CLOUD_API_KEY\");")]
    [DataRow("Program.cs", "if (builder.environment.IsDevelopment() || x.envelope) return;")]
    [DataRow("obj/Generated.cs", "\".env\"")]
    [DataRow("bin/Debug/Start.cs", "\".env\"")]
    [DataRow(".gitignore", ".env")]
    [DataRow("README.md", "Set LLAMA_CLOUD_API_KEY, or write .env")]
    [DataRow("Tests.csproj", "<LlamaEnvFile>.env</LlamaEnvFile>")]
    public void What_only_reads_the_variable_or_speaks_of_the_file_does_not(string file, string text)
    {
        using Machine machine = Given("Tests.csproj");
        machine.Folder.Write($"project/{file}", text);
        Assert.AreEqual("LLENV0061", machine.Inject(Built(machine, "test", "Tests.csproj")).Codes);
    }

    [TestMethod]
    public void Code_of_projects_that_are_used_is_looked_at_and_that_of_linked_files()
    {
        using Machine machine = Given("Tests.csproj", """{ "libraries": { "Kit/1.0.0": { "type": "project", "path": "../kit/Kit.csproj" } } }""");
        Settings settings = Built(machine, "test", "Tests.csproj");
        machine.Folder.Write("kit/Kit.cs", "class Kit { }");
        Assert.AreEqual("LLENV0061", machine.Inject(settings).Codes);

        string linked = machine.Folder.Write("shared/Start.cs", "Load(\".env\");");
        AssertSilent(machine, settings.With(Setting.SourceFiles, [linked]));
        machine.Folder.Write("kit/Kit.cs", "class Kit { const string File = \".env\"; }");
        AssertSilent(machine, settings);
    }

    [TestMethod]
    public void Of_an_app_in_a_file_its_own_source_counts_and_not_what_lies_beside_it()
    {
        using Machine machine = Given("hello.cs");
        machine.Folder.Write("project/other.cs", "Load(\".env\");");
        Settings settings = Built(machine, "file", "hello.cs").With(Setting.SourceFiles, [machine.Folder.Write("project/hello.cs", "return 0;")]);
        Assert.AreEqual("LLENV0061", machine.Inject(settings).Codes);

        machine.Folder.Write("project/hello.cs", "return Load(\".env\");");
        AssertSilent(machine, settings);
    }

    [TestMethod]
    public void A_repository_is_looked_at_up_to_its_root_and_no_further()
    {
        using Machine machine = Given("Tests.csproj");
        Settings settings = Built(machine, "test", "Tests.csproj");
        machine.Folder.Write("compose.yaml", "env_file: project/.env");
        Assert.AreEqual("LLENV0061", machine.Inject(settings).Codes);

        Directory.CreateDirectory(machine.Folder.At(".git"));
        Assert.DoesNotContain("LLENV0061", machine.Inject(settings).Codes);
    }

    /// <summary>Facts come from a build and files from anybody: nothing in them ends a build.</summary>
    [TestMethod]
    [DataRow("""{ }""")]
    [DataRow("""[]""")]
    [DataRow("""{ "libraries": { "Kit": { } } }""")]
    [DataRow("""{ "libraries": { "Kit/1": { "type": "project", "path": "a\u0000b/Kit.csproj" } } }""")]
    [DataRow("""{ "libraries": { "Kit/1": { "type": "project", "path": "../gone/Kit.csproj" } } }""")]
    [DataRow("""{ "libraries": { "Kit/1": { "type": 7 } } }""")]
    [DataRow("")]
    public void What_cannot_be_understood_is_passed_over(string assets)
    {
        using Machine machine = Given("Tests.csproj", assets);
        AssertSilent(machine, Built(machine, "test", "Tests.csproj"));
    }

    [TestMethod]
    [DataRow("AssetsFile", "")]
    [DataRow("SourceFiles", "LLENV0061")]
    [DataRow("GitStampFile", "LLENV0061")]
    public void Nor_does_a_path_that_cannot_be_one(string fact, string codes)
    {
        using Machine machine = Given("Tests.csproj");
        Settings settings = Built(machine, "test", "Tests.csproj").OverriddenBy(Settings.Parse($"{fact}=a\0b\x1D")) with { InBuild = true };
        Assert.AreEqual(codes, machine.Inject(settings).Codes);
    }

    [TestMethod]
    public void As_an_error_it_writes_nothing()
    {
        using Machine machine = Given("Tests.csproj");
        InjectResult result = machine.Inject(Built(machine, "test", "Tests.csproj") with { WarningsAsErrors = ["LLENV0061"] });
        Assert.IsFalse(result.Succeeded);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void The_tool_which_is_no_build_says_nothing()
    {
        using Machine machine = Given("Tests.csproj");
        AssertSilent(machine, Built(machine, "test", "Tests.csproj") with { InBuild = false });
    }

    [TestMethod]
    [DataRow("maybe", "LLENV0006")]
    [DataRow("True", "LLENV0061")]
    [DataRow("", "LLENV0061")]
    public void The_setting_is_true_or_false(string value, string codes)
    {
        using Machine machine = Given("Tests.csproj");
        Assert.AreEqual(codes, machine.Inject(Built(machine, "test", "Tests.csproj").With(Setting.Wiring, value)).Codes);
    }

    private static void AssertSilent(Machine machine, Settings settings)
    {
        InjectResult result = machine.Inject(settings);
        Assert.AreEqual("", result.Codes);
        Assert.AreEqual("", result.Note);
    }

    private static Machine Given(string project, string assets = Assets)
    {
        Machine machine = new Machine().WithProfile();
        machine.Folder.Write($"project/{project}", "");
        machine.Folder.Write("project/obj/project.assets.json", assets);
        return machine;
    }

    private static Settings Built(Machine machine, string kind, string project) => new()
    {
        InBuild = true,
        [Setting.ProjectKind] = kind,
        [Setting.ProjectFile] = Path.Combine(machine.Project, project),
        [Setting.ReferencedIn] = [Path.Combine(machine.Project, project)],
        [Setting.AssetsFile] = Path.Combine(machine.Project, "obj", "project.assets.json"),
    };
}
