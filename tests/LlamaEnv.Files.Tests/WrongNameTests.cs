using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

/// <summary>A value under a name, or in a line, that nothing reads: LLENV0001 says where it stands and what is right.</summary>
[TestClass]
public sealed class WrongNameTests
{
    private const string Secrets = "home/.microsoft/usersecrets/demo/secrets.json";
    private const string Launch = "project/Properties/launchSettings.json";

    [TestMethod]
    [DataRow("LLAMA_PARSE_API_KEY")]
    [DataRow("llama_parse_api_key")]
    [DataRow("LLAMACLOUD_API_KEY")]
    [DataRow("LLAMA_CLOUD_APIKEY")]
    [DataRow("LLAMA-CLOUD-API-KEY")]
    [DataRow("LlamaCloud__ApiKey")]
    [DataRow("LlamaCloudApiKey")]
    [DataRow("LAMA_CLOUD_API_KEY")]
    [DataRow("LLAMA_CLOUD_API_KYE")]
    [DataRow("LLAMA_CLOUD_API_KEYS")]
    [DataRow("VITE_LLAMA_CLOUD_API_KEY")]
    [DataRow("LLAMA_CLOUD_API_KEY_PROD")]
    [DataRow("TF_VAR_llama_cloud_api_key")]
    [DataRow("LLX_API_KEY")]
    public void In_the_environment(string name)
    {
        using Machine machine = new Machine().Set(name, Fake.Key("Misspelt"));
        Expect(machine, null, 0, $"{name} is set, but LlamaEnv and the official SDKs do not read that name");
    }

    [TestMethod]
    [DataRow("OLLAMA_API_KEY")]
    [DataRow("OLLAMA_CLOUD_API_KEY")]
    [DataRow("OPENAI_API_KEY")]
    [DataRow("LLAMA_CLOUD_BASE_URL")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID")]
    [DataRow("LLAMACLOUD_API_URL")]
    [DataRow("LLAMA_CLOUD_LOG")]
    [DataRow("LLAMA_CLOUD_API_KEYRING")]
    public void Another_variable_is_no_misspelling(string name)
    {
        using Machine machine = new Machine().Set(name, "x");
        Assert.DoesNotContain("do not read that name", machine.Inject().Messages);
    }

    [TestMethod]
    public void With_a_blank_that_cmd_takes_for_a_part_of_the_name()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY ", Fake.Key("Misspelt"));
        Expect(machine, null, 0, "'LLAMA_CLOUD_API_KEY ' (with a space) is set");
    }

    [TestMethod]
    [DataRow("LLAMA_PARSE_API_KEY={0}", "sets LLAMA_PARSE_API_KEY, but LlamaEnv")]
    [DataRow("export LLAMACLOUD_API_KEY='{0}'", "sets LLAMACLOUD_API_KEY, but")]
    [DataRow("llama_cloud_api_key={0}", "sets llama_cloud_api_key, but")]
    [DataRow("LLAMA_PARSE_API_KEY = {0}", "sets LLAMA_PARSE_API_KEY, but")]
    [DataRow("LLAMA_CLOUD_API_KEY: {0}", "says 'LLAMA_CLOUD_API_KEY: '")]
    [DataRow("LLAMA_CLOUD_API_KEY : \"{0}\"", "says 'LLAMA_CLOUD_API_KEY: '")]
    [DataRow("LLAMA_CLOUD_API_KEY {0}", "says 'LLAMA_CLOUD_API_KEY '")]
    [DataRow("set LLAMA_CLOUD_API_KEY={0}", "says 'set LLAMA_CLOUD_API_KEY='")]
    [DataRow("SET \"LLAMA_CLOUD_API_KEY={0}\"", "says 'set \"LLAMA_CLOUD_API_KEY='")]
    [DataRow("@set LLAMA_CLOUD_API_KEY={0}", "says 'set LLAMA_CLOUD_API_KEY='")]
    [DataRow("setx LLAMA_CLOUD_API_KEY \"{0}\"", "says 'setx LLAMA_CLOUD_API_KEY '")]
    [DataRow("setx /M LLAMA_CLOUD_API_KEY {0}", "says 'setx /M LLAMA_CLOUD_API_KEY '")]
    [DataRow("$env:LLAMA_CLOUD_API_KEY = \"{0}\"", "says '$env:LLAMA_CLOUD_API_KEY='")]
    [DataRow("$Env:LLAMA_CLOUD_API_KEY='{0}'", "says '$env:LLAMA_CLOUD_API_KEY='")]
    [DataRow("${{env:LLAMA_CLOUD_API_KEY}} = '{0}'", "says '${env:LLAMA_CLOUD_API_KEY}='")]
    [DataRow("[Environment]::SetEnvironmentVariable('LLAMA_CLOUD_API_KEY', '{0}', 'User')", "says '[Environment]::SetEnvironmentVariable('LLAMA_CLOUD_API_KEY', '")]
    [DataRow("setenv LLAMA_CLOUD_API_KEY {0}", "says 'setenv LLAMA_CLOUD_API_KEY '")]
    [DataRow("set -gx LLAMA_CLOUD_API_KEY {0}", "says 'set -gx LLAMA_CLOUD_API_KEY '")]
    [DataRow("declare -x LLAMA_CLOUD_API_KEY={0}", "says 'declare -x LLAMA_CLOUD_API_KEY='")]
    [DataRow("export LLAMA_CLOUD_API_KEY {0}", "says 'export LLAMA_CLOUD_API_KEY '")]
    [DataRow("ENV LLAMA_CLOUD_API_KEY={0}", "says 'env LLAMA_CLOUD_API_KEY='")]
    [DataRow("- LLAMA_CLOUD_API_KEY={0}", "says '- LLAMA_CLOUD_API_KEY='")]
    [DataRow("\"LLAMA_CLOUD_API_KEY\": \"{0}\",", "says '\"LLAMA_CLOUD_API_KEY\": '")]
    [DataRow("'LLAMA_CLOUD_API_KEY' = '{0}'", "says ''LLAMA_CLOUD_API_KEY'='")]
    [DataRow("os.environ[\"LLAMA_CLOUD_API_KEY\"] = \"{0}\"", "says 'os.environ[\"LLAMA_CLOUD_API_KEY\"]='")]
    [DataRow("process.env.LLAMA_CLOUD_API_KEY = \"{0}\";", "says 'process.env.LLAMA_CLOUD_API_KEY='")]
    [DataRow("LLAMA_CLOUD_API_KEY := {0}", "says 'LLAMA_CLOUD_API_KEY:='")]
    [DataRow("set LLAMA_PARSE_API_KEY={0}", "says 'set LLAMA_PARSE_API_KEY='")]
    public void In_a_line_of_the_env_file(string line, string words)
    {
        using Machine machine = new Machine().WithEnvFile($"# mine\r\nOTHER=\"two\r\nlines\"\r\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Fake.Key("Misspelt"))}\r\nLAST=1\r\n");
        Expect(machine, machine.EnvFile, 4, $"Line 4 of {machine.EnvFile} {words}", "LLAMA_CLOUD_API_KEY");
    }

    [TestMethod]
    [DataRow("# LLAMA_PARSE_API_KEY={0}")]
    [DataRow("LLAMA_PARSE_API_KEY=")]
    [DataRow("set LLAMA_CLOUD_API_KEY=")]
    [DataRow("OLLAMA_API_KEY={0}")]
    [DataRow("NOTE=\"\nset LLAMA_CLOUD_API_KEY={0}\n\"")]
    [DataRow("LLAMA_CLOUD_API_KEY")]
    [DataRow("LLAMA_CLOUD_API_KEY=")]
    public void Not_a_line_that_sets_nothing_of_ours(string text)
    {
        using Machine machine = new Machine().WithEnvFile(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Fake.Key("Misspelt")) + "\n");
        Assert.DoesNotContain("Line ", machine.Inject().Messages);
    }

    [TestMethod]
    public void In_a_file_that_is_named()
    {
        using Machine machine = new();
        machine.Folder.Write("shared.env", $"LLAMA_PARSE_KEY={Fake.Key("Misspelt")}\n");
        Assert.Contains($"Line 1 of {machine.Folder.At("shared.env")} sets LLAMA_PARSE_KEY", machine.Inject("environment", "dotenv:../shared.env").Messages);
    }

    [TestMethod]
    [DataRow("{{\n  \"LLAMA_PARSE_API_KEY\": \"{0}\" }}", 2, "LLAMA_PARSE_API_KEY")]
    [DataRow("{{\n\n  \"LlamaCloud:Key\": \"{0}\" }}", 3, "LlamaCloud:Key")]
    [DataRow("{{\n  \"LlamaCloud\": {{\n    \"Key\": \"{0}\" }} }}", 3, "LlamaCloud:Key")]
    [DataRow("{{\n  \"LlamaCloud\": {{\n    \"Api_Key\": \"{0}\" }} }}", 3, "LlamaCloud:Api_Key")]
    [DataRow("{{\n  \"LlamaParse:ApiKey\": \"{0}\" }}", 2, "LlamaParse:ApiKey")]
    [DataRow("{{\n  \"LlamaCloud__ApiKey\": \"{0}\" }}", 2, "LlamaCloud__ApiKey")]
    public void In_user_secrets(string json, int line, string name)
    {
        using Machine machine = new();
        string path = machine.Set("HOME", machine.Folder.At("home")).Folder.Write(Secrets, string.Format(System.Globalization.CultureInfo.InvariantCulture, json, Fake.Key("Misspelt")));
        Expect(machine, path, line, $"Line {line} of {path} sets {name}, but LlamaEnv and the official SDKs do not read that name", ": rename it to LLAMA_CLOUD_API_KEY");
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY")]
    [DataRow("LLAMA_PARSE_API_KEY")]
    public void In_launch_settings_alone(string name)
    {
        using Machine machine = new();
        string path = machine.Folder.Write(Launch, $"{{\n  // mine\n  \"profiles\": {{ \"IIS\": {{ \"commandName\": \"IISExpress\" }}, \"App\": {{ \"environmentVariables\": {{\n    \"{name}\": \"{Fake.Key("Misspelt")}\"\n  }} }} }}\n}}");
        Expect(machine, path, 4, $"Line 4 of {path} sets {name}, which only a program started with that launch profile sees", "Set LLAMA_CLOUD_API_KEY in the environment");
    }

    [TestMethod]
    [DataRow("""{ "profiles": { "App": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "%LLAMA_CLOUD_API_KEY%" } } } }""")]
    [DataRow("""{ "profiles": { "App": { "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }""")]
    [DataRow("""{ "profiles": [ "LLAMA_CLOUD_API_KEY" ], "environmentVariables": { "LLAMA_CLOUD_API_KEY": "x" } }""")]
    [DataRow("""{ "LLAMA_CLOUD_API_KEY": """)]
    public void Not_in_launch_settings_that_only_refer_to_it(string json)
    {
        using Machine machine = new();
        machine.Folder.Write(Launch, json);
        Assert.DoesNotContain("Line ", machine.Inject().Messages);
    }

    [TestMethod]
    public void A_project_id_too()
    {
        using Machine machine = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_PROJECT_ID={Fake.Project(7)}\n");
        Assert.Contains($"Line 1 of {machine.EnvFile} sets LLAMA_CLOUD_PROJECT_ID, but LlamaEnv and the official SDKs do not read that name: rename it to LLAMA_AGENTS_PROJECT_ID", machine.Inject(new Settings { [Setting.RequireProject] = "true" }).Messages);
    }

    [TestMethod]
    public void A_declared_variable_too()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile("set OPENAI_API_KEY=sk-fake\n");
        Assert.Contains($"Line 1 of {machine.EnvFile} says 'set OPENAI_API_KEY=', which most readers of .env files do not read as an assignment: write OPENAI_API_KEY=VALUE", machine.Inject(new Settings { Variables = [new("OPENAI_API_KEY", Required: "true")] }).Messages);
    }

    [TestMethod]
    public void A_key_that_is_a_part_of_a_name_is_not_repeated()
    {
        using Machine machine = new Machine().Set($"LLAMA_CLOUD_API_KEY.{Fake.Key("Typed")}", "x");

        string messages = machine.Inject().Messages;

        Assert.Contains("another name is set", messages);
        Assert.DoesNotContain("FakeTyped", messages);
    }

    private static void Expect(Machine machine, string? file, int line, params string[] words)
    {
        InjectResult result = machine.Inject(new Settings { [Setting.UserSecretsId] = "demo" });

        Diagnostic missing = result.Diagnostics.Single();
        Assert.AreEqual((DiagnosticCodes.Missing, file, line), (missing.Code, missing.File, missing.Line), missing.Message);
        foreach (string word in words)
            Assert.Contains(word, missing.Message);
        Assert.DoesNotContain("FakeMisspelt", result.Messages);
        Assert.DoesNotContain("nothing reads that name", result.Messages);
        Assert.IsEmpty(result.Credentials);
    }
}
