using System.Text;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>The output <c>run</c>: nothing is written, and a program is started with the set and no other value of it.</summary>
[TestClass]
public sealed class RunOutputTests
{
    [TestMethod]
    [DataRow("run", false)]
    [DataRow("RUN;none", false)]
    [DataRow("run;dotenv", true)]
    public void Nothing_is_written_but_what_other_outputs_write(string outputs, bool writes)
    {
        using Machine machine = new Machine().WithKey();

        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = outputs.Split(';') });

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual(writes, File.Exists(machine.EnvFile));
        Assert.HasCount(writes ? 1 : 0, Directory.GetFileSystemEntries(machine.Project));
        Assert.Contains("the program, at each start", result.Summary);
    }

    [TestMethod]
    public void What_is_wrong_is_said_as_with_any_output()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", "your-api-key");

        Assert.AreEqual("LLENV0010", machine.Inject(new Settings { [Setting.Outputs] = ["run"] }).Codes);
        using Machine empty = new();
        Assert.AreEqual("LLENV0001", empty.Inject(new Settings { [Setting.Outputs] = ["run"] }).Codes);
    }

    [TestMethod]
    public void The_program_has_the_set_and_nothing_of_another()
    {
        using Machine machine = new Machine().WithProfile()
            .Set("OTHER", "stays").Set("llama_cloud_api_key", Fake.Key("Environment")).Set("LLAMA_CLOUD_BASE_URL", "https://other.example.com");
        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = ["run"], [Setting.BaseUrl] = "https://llama.example.com" });

        Dictionary<string, string> environment = ProgramEnvironment.Make(machine.Host, result.Credentials);

        Assert.AreEqual(Fake.Key("Profile"), environment["LLAMA_CLOUD_API_KEY"]);
        Assert.AreEqual("https://llama.example.com", environment["LLAMA_CLOUD_BASE_URL"]);
        Assert.AreEqual(Fake.Project(2), environment["LLAMA_AGENTS_PROJECT_ID"]);
        Assert.AreEqual("stays", environment["OTHER"]);
        Assert.IsFalse(environment.ContainsKey("llama_cloud_api_key"), "another spelling would say something else");
        Assert.AreEqual("1", environment["LLAMA_ENV_RUN"]);
    }

    [TestMethod]
    public void A_project_that_is_not_the_sets_goes()
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n").Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1));
        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = ["run"] });

        Assert.IsFalse(ProgramEnvironment.Make(machine.Host, result.Credentials).ContainsKey("LLAMA_AGENTS_PROJECT_ID"));
    }

    [TestMethod]
    public void Without_a_key_the_environment_is_as_it_was_and_declared_variables_come()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_BASE_URL", "https://other.example.com").Set("LLAMA_ENV_RUN", "1");
        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = ["run"], [Setting.Missing] = "ignore", Variables = [new VariableDeclaration("CACHE_MODE", null, "false", null, "memory")] });

        Dictionary<string, string> environment = ProgramEnvironment.Make(machine.Host, result.Credentials);

        Assert.AreEqual("https://other.example.com", environment["LLAMA_CLOUD_BASE_URL"]);
        Assert.AreEqual("memory", environment["CACHE_MODE"]);
        Assert.IsFalse(environment.ContainsKey("LLAMA_ENV_RUN"), "another program's mark");
    }

    [TestMethod]
    [DataRow("%LLAMA_CLOUD_API_KEY%", "A", false)]
    [DataRow("%llama_cloud_api_key%", "A", false)]
    [DataRow("%LLAMA_CLOUD_API_KEY%", "", true)]
    [DataRow("%OTHER%", "A", true)]
    public void A_reference_of_a_launch_profile_that_refers_to_nothing_is_absent(string value, string profile, bool stays)
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", value).Set("DOTNET_LAUNCH_PROFILE", profile);

        Assert.AreEqual(stays ? value : null, ProgramEnvironment.WithoutOpenReferences(machine.Host).Get("LLAMA_CLOUD_API_KEY"));
    }

    [TestMethod]
    [DataRow("A", "OTHER=caf\xe9|TWICE=1|NAMELESS|TWICE=2|=x")]
    [DataRow("", "OTHER=caf\xe9|TWICE=1|NAMELESS|TWICE=2|=x|CACHE=%CACHE%")]
    public void As_bytes_the_environment_keeps_what_is_not_replaced(string profile, string kept)
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", Fake.Key("Environment")).Set("DOTNET_LAUNCH_PROFILE", profile);
        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = ["run"] });
        byte[][] inherited = [.. "OTHER=caf\xe9|TWICE=1|llama_CLOUD_api_key=old|NAMELESS|TWICE=2|=x|LLAMA_ENV_RUN=1|CACHE=%CACHE%|LLAMA_AGENTS_PROJECT_ID=old".Split('|').Select(Encoding.Latin1.GetBytes)];

        List<byte[]> block = ProgramEnvironment.MakeBlock(inherited, machine.Host, result.Credentials, isMarked: false);

        Assert.AreEqual($"{kept}|LLAMA_CLOUD_API_KEY={Fake.Key("Environment")}|LLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai", string.Join('|', block.Select(Encoding.Latin1.GetString)));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow(" \t ", "")]
    [DataRow("a  b\tc", "a|b|c")]
    [DataRow("\"a b\" c", "a b|c")]
    [DataRow("a\"b c\"d", "ab cd")]
    [DataRow("\"\" x", "|x")]
    [DataRow("\"a\"\"b\"", "a\"b")]
    [DataRow("\\\"q\\\"", "\"q\"")]
    [DataRow("a\\b \"c\\\\\" d", "a\\b|c\\|d")]
    [DataRow("\"a\\\\\\\"b\"", "a\\\"b")]
    [DataRow("'a b'", "'a|b'")]
    [DataRow("\"open", "open")]
    [DataRow("end\\", "end\\")]
    public void Arguments_are_taken_apart_as_dotnet_does(string text, string expected) =>
        Assert.AreEqual(expected, string.Join('|', LaunchArguments.Split(text)));

    [TestMethod]
    [DataRow("A", "1 home %X% %NONE%")]
    [DataRow("a", "1 home %X% %NONE%")]
    [DataRow("B", "")]
    [DataRow("C", "")]
    [DataRow("", "")]
    public void The_arguments_of_a_launch_profile_are_found(string profile, string expected)
    {
        using Machine machine = new Machine().Set("H", "home").Set("X", "the profile's");
        machine.Folder.Write("project/Properties/launchSettings.json", """{ "profiles": { "A": { "commandName": "Project", "commandLineArgs": "1 %H% %X% %NONE%", "environmentVariables": { "X": "y" } }, "B": { } } }""");

        Assert.AreEqual(expected, LaunchArguments.Find(profile, machine.Project, machine.Folder.At("project", "App.csproj"), machine.Host));
    }

    [TestMethod]
    [DataRow("no json")]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("""{ "profiles": 3 }""")]
    [DataRow("""{ "profiles": { "A": 3 } }""")]
    [DataRow("""{ "profiles": { "A": { "commandLineArgs": 3 } } }""")]
    public void Launch_settings_that_are_none_have_no_arguments(string text)
    {
        using Machine machine = new();
        machine.Folder.Write("project/Properties/launchSettings.json", text);

        Assert.AreEqual("", LaunchArguments.Find("A", machine.Project, null, machine.Host));
    }
}
