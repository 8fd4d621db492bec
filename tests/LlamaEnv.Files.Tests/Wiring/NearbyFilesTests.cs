using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Wiring;

/// <summary>What a build says of the files beside its project: each fault once, and nothing of its healthy twin.</summary>
[TestClass]
public sealed class NearbyFilesTests
{
    private const string Assets = """{ "libraries": { "LlamaEnv.MSBuild/1.0.0": { "type": "package" } } }""";
    private const string Loader = """{ "libraries": { "DotNetEnv/3.0.0": { "type": "package" } } }""";

    [TestMethod]
    [DataRow("FROM a\nARG LLAMA_CLOUD_API_KEY", "LLENV0036 2")]
    [DataRow("FROM a\nARG LLAMA_CLOUD_API_KEY\nENV LLAMA_CLOUD_API_KEY=$LLAMA_CLOUD_API_KEY", "LLENV0036 3")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY=llx-FakeFake", "LLENV0036 2")]
    [DataRow("FROM a AS base\nENV LLAMA_CLOUD_API_KEY=x\nFROM b\nRUN y\nFROM base", "LLENV0036 2")]
    [DataRow("FROM a\nENV LLAMA_PARSE_API_KEY=x", "LLENV0036 2", DisplayName = "another name for the key")]
    [DataRow("FROM a\nARG TEAM_SECRET", "LLENV0036 2", DisplayName = "a declared secret")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY=\"\"", "LLENV0062 2")]
    [DataRow("FROM a\nENV A=1 \\\n  LLAMA_CLOUD_BASE_URL=", "LLENV0062 2")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY=${LLAMA_CLOUD_API_KEY}", "LLENV0062 2")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_URL=https://llama.example.com", "LLENV0065 2")]
    [DataRow("FROM a\nCOPY --chown=app src/.env /app/", "LLENV0036 2")]
    [DataRow("FROM a\nCOPY . /app", "LLENV0036 2")]
    [DataRow("FROM a\nADD [\".\", \"/app\"]", "LLENV0036 2")]
    [DataRow("FROM a AS build\nARG LLAMA_CLOUD_API_KEY\nCOPY . .\nFROM b\nCOPY --from=build /app /app", "", DisplayName = "only in a stage that does not ship")]
    [DataRow("FROM a\nRUN --mount=type=secret,id=k,env=LLAMA_CLOUD_API_KEY dotnet build", "", DisplayName = "a secret mount")]
    [DataRow("FROM a\nENV LLAMA_CLOUD_API_KEY_FILE=/run/secrets/k LLAMA_CLOUD_BASE_URL=https://llama.example.com LlamaCloud__BaseUrl=https://llama.example.com", "", DisplayName = "what belongs there")]
    [DataRow("FROM a\nENV PUBLIC_MODE=x", "", DisplayName = "a declared variable that is no secret")]
    [DataRow("FROM a\nCOPY app/ /app\nCOPY .env.example /app/", "", DisplayName = "other files")]
    [DataRow("# llama-env: ignore LLENV0036 a public demo\nFROM a\n# llama-env: ignore LLENV0036 a public demo\nARG LLAMA_CLOUD_API_KEY", "", DisplayName = "ignored")]
    [DataRow("FROM a\n#ENV LLAMA_CLOUD_API_KEY=\nRUN <<EOT\nENV LLAMA_CLOUD_API_KEY=\nEOT", "", DisplayName = "comments and heredocs")]
    [DataRow("\0\u0001FROM \\", "", DisplayName = "no Dockerfile")]
    public void A_Dockerfile_beside_the_project_is_looked_at(string dockerfile, string expected)
    {
        using Machine machine = Given(("Dockerfile", dockerfile));
        AssertSays(expected, machine, Built(machine) with { Variables = [new("TEAM_SECRET") { Secret = "true" }, new("PUBLIC_MODE") { Secret = "false" }] });
    }

    [TestMethod]
    [DataRow("Dockerfile.prod", "LLENV0036 2")]
    [DataRow("api.Dockerfile", "LLENV0036 2")]
    [DataRow("Containerfile", "LLENV0036 2")]
    [DataRow("Dockerfile.dockerignore", "LLENV0036 0")]
    [DataRow("notes-on-dockerfiles.md", "")]
    [DataRow("Dockerfile.example", "")]
    [DataRow("DockerfileReader.cs", "")]
    [DataRow("sub/Dockerfile", "")]
    public void By_its_name(string name, string expected)
    {
        using Machine machine = Given((name, "FROM a\nARG LLAMA_CLOUD_API_KEY"));
        AssertSays(expected, machine, Built(machine));
    }

    [TestMethod]
    [DataRow(".env", "", DisplayName = "excluded")]
    [DataRow("bin", "LLENV0036 0", DisplayName = "not excluded: said of that file, once")]
    public void A_dockerignore_speaks_for_the_folder(string ignored, string expected)
    {
        using Machine machine = Given(("Dockerfile", "FROM a\nCOPY . /app"), (".dockerignore", ignored));
        AssertSays(expected, machine, Built(machine));
    }

    [TestMethod]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"\"", "LLENV0062 5")]
    [DataRow("\"LLAMA_CLOUD_BASE_URL\": \"\"", "LLENV0062 5")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"llx-FakeOther\"", "LLENV0066 5")]
    [DataRow("\"LLAMA_PARSE_API_KEY\": \"llx-FakeOther\"", "LLENV0065 5")]
    [DataRow("\"llama_cloud_api_key\": \"llx-FakeOther\"", "LLENV0065 5")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"SAME\"", "", DisplayName = "the same key")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"%LLAMA_CLOUD_API_KEY%\"", "", DisplayName = "a reference")]
    [DataRow("\"LLAMA_PARSE_API_KEY\": \"x\", \"LLAMA_CLOUD_API_KEY\": \"SAME\"", "", DisplayName = "the right name beside it")]
    [DataRow("\"LlamaCloud__ApiKey\": \"x\"", "", DisplayName = "what the configuration reads")]
    [DataRow("\"LLAMA_INDEX_TOKEN\": \"x\"", "", DisplayName = "a name that the program reads")]
    [DataRow("\"OLLAMA_HOST\": \"\", \"A\": \"\"", "", DisplayName = "somebody else's")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"\" // llama-env: ignore LLENV0062 on purpose", "", DisplayName = "ignored")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": 5, \"LLAMA_CLOUD_BASE_URL\": null", "", DisplayName = "no text")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": ", "", DisplayName = "no JSON")]
    public void Launch_settings_are_looked_at(string variables, string expected)
    {
        using Machine machine = Given(("Properties/launchSettings.json", Profiles(variables.Replace("SAME", Fake.Key("Profile"), StringComparison.Ordinal))), ("Program.cs", "Environment.GetEnvironmentVariable(\"LLAMA_INDEX_TOKEN\")"));
        AssertSays(expected, machine, Built(machine));
    }

    [TestMethod]
    [DataRow("LlamaEnvOutput", "dotenv\u001Flaunch-settings")]
    [DataRow("LlamaEnvOutput", "run")]
    [DataRow("LlamaEnvWiring", "false")]
    [DataRow("AssetsFile", "obj/loader.json")]
    public void An_empty_value_may_do_no_harm(string setting, string value)
    {
        using Machine machine = Given(("Properties/launchSettings.json", Profiles("\"LLAMA_CLOUD_API_KEY\": \"\"")), ("obj/loader.json", Loader));
        AssertSays("", machine, Built(machine).OverriddenBy(Settings.Parse($"{setting}={value}\x1D")) with { InBuild = true });
    }

    [TestMethod]
    public void Profiles_that_repeat_one_another_are_one_finding()
    {
        using Machine machine = Given(("Properties/launchSettings.json", """
            { "profiles": {
              "http": { "commandName": "Project", "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } },
              "https": { "commandName": "Project", "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }
            """));

        Diagnostic diagnostic = machine.Inject(Built(machine)).Diagnostics.Single();

        Assert.StartsWith("remove LLAMA_CLOUD_API_KEY from lines 2, 3 of ", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("\"App\": { \"commandName\": \"Project\" }", "Staging", "", "", DisplayName = "of Staging, by its name")]
    [DataRow("\"App\": { \"commandName\": \"Project\" }", "Preview", "", "", DisplayName = "of an environment that there is a file for")]
    [DataRow("\"App\": { \"commandName\": \"Project\" }", "https", "\"ASPNETCORE_ENVIRONMENT\": \"Staging\", ", "", DisplayName = "of Staging, by what it tells the program")]
    [DataRow("\"App\": { \"commandName\": \"Project\" }", "Staging", "\"DOTNET_ENVIRONMENT\": \"Development\", ", "LLENV0066 4", DisplayName = "of Development in spite of its name")]
    [DataRow("\"App\": { \"commandName\": \"Project\" }", "https", "", "LLENV0066 4", DisplayName = "of no environment")]
    [DataRow("\"Docker\": { \"commandName\": \"Docker\" }", "Staging", "", "LLENV0066 4", DisplayName = "the one that a plain 'dotnet run' takes")]
    public void A_launch_profile_of_another_environment_has_its_own_key(string first, string name, string variables, string expected)
    {
        using Machine machine = Given((".env.Preview", "A=1"), ("Properties/launchSettings.json", $$"""
            { "profiles": {
              {{first}},
              "{{name}}": { "commandName": "Project", "environmentVariables": {
                {{variables}}"LLAMA_CLOUD_API_KEY": "{{Fake.Key("Staging")}}" } } } }
            """));
        AssertSays(expected, machine, Built(machine));
    }

    [TestMethod]
    [DataRow("App.fsproj", "LLENV0060 2")]
    [DataRow("App.vbproj", "LLENV0060 2")]
    [DataRow("App.csproj", "", DisplayName = "the analyzer says it")]
    public void Where_no_analyzer_runs_the_configuration_is_looked_at(string project, string expected)
    {
        const string Drawn = "llx-q7Rt2LmZx9Vb4KcW8sYd3NfH6gJp" + "1TzQ5uXa0EoBvCiMnFkD";
        using Machine machine = Given(("appsettings.json", $"{{\n \"ApiKey\": \"{Drawn}\" }}"), ("appsettings.Production.json", "{ \"ApiKey\": \"llx-...\", \"Other\": \"llx-\" }"));

        InjectResult result = machine.Inject(Built(machine, project));

        Assert.AreEqual(expected, Said(result));
        Assert.DoesNotContain(Drawn, string.Concat(result.Diagnostics.Select(d => d.Message)));
    }

    [TestMethod]
    public void As_errors_they_write_nothing_and_the_tool_says_nothing()
    {
        using Machine machine = Given(("Dockerfile", "FROM a\nENV LLAMA_CLOUD_API_KEY="));

        Assert.AreEqual("", machine.Inject(Built(machine) with { InBuild = false }).Codes);
        File.Delete(machine.EnvFile);
        Assert.IsFalse(machine.Inject(Built(machine) with { WarningsAsErrors = ["LLENV0062"] }).Succeeded);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    [DataRow("Dockerfile")]
    [DataRow("Properties/launchSettings.json")]
    public void What_is_no_file_is_not_waited_for(string name)
    {
        using Machine machine = Given();
        Directory.CreateDirectory(Path.Combine(machine.Project, name));
        AssertSays("", machine, Built(machine));
    }

    private static string Profiles(string variables) => "{\n \"profiles\": {\n  \"App\": { \"commandName\": \"Project\",\n   \"environmentVariables\": {\n" + variables + "\n} } } }";

    private static void AssertSays(string expected, Machine machine, Settings settings)
    {
        InjectResult result = machine.Inject(settings);
        Assert.AreEqual(expected, Said(result), string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        Assert.IsTrue(result.Succeeded);
    }

    private static string Said(InjectResult result) => string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Line}"));

    private static Machine Given(params (string Name, string Text)[] files)
    {
        Machine machine = new Machine().WithProfile();
        machine.Folder.Write("project/obj/project.assets.json", Assets);
        foreach ((string name, string text) in files)
            machine.Folder.Write($"project/{name}", text);
        return machine;
    }

    private static Settings Built(Machine machine, string project = "App.csproj") => new()
    {
        InBuild = true,
        [Setting.ProjectKind] = "program",
        [Setting.ProjectFile] = Path.Combine(machine.Project, project),
        [Setting.ReferencedIn] = [Path.Combine(machine.Project, project)],
        [Setting.AssetsFile] = Path.Combine(machine.Project, "obj", "project.assets.json"),
    };
}
