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
    [DataRow("readonly LLAMA_CLOUD_API_KEY={0}", "says 'readonly LLAMA_CLOUD_API_KEY='")]
    [DataRow("local LLAMA_CLOUD_API_KEY={0}", "says 'local LLAMA_CLOUD_API_KEY='")]
    [DataRow("export -n LLAMA_CLOUD_API_KEY={0}", "says 'export -n LLAMA_CLOUD_API_KEY='")]
    [DataRow("export -p LLAMA_PARSE_API_KEY={0}", "says 'export -p LLAMA_PARSE_API_KEY='")]
    [DataRow("Export LLAMA_CLOUD_API_KEY={0}", "says 'export LLAMA_CLOUD_API_KEY='")]
    [DataRow("typeset LLAMA_CLOUD_API_KEY={0}", "says 'typeset LLAMA_CLOUD_API_KEY='")]
    [DataRow("declare -rx LLAMA_CLOUD_API_KEY='{0}'", "says 'declare -rx LLAMA_CLOUD_API_KEY='")]
    [DataRow("declare -g -x LLAMA_CLOUD_API_KEY={0}", "says 'declare -g -x LLAMA_CLOUD_API_KEY='")]
    [DataRow("sudo env LLAMA_CLOUD_API_KEY={0}", "says '… env LLAMA_CLOUD_API_KEY='")]
    [DataRow("docker run -e LLAMA_CLOUD_API_KEY={0} image", "says '… -e LLAMA_CLOUD_API_KEY='")]
    [DataRow("docker run --env=LLAMA_CLOUD_API_KEY={0}", "says '… --env=LLAMA_CLOUD_API_KEY='")]
    [DataRow("dotnet user-secrets set \"LLAMA_CLOUD_API_KEY\" \"{0}\"", "says '… set \"LLAMA_CLOUD_API_KEY\" '")]
    [DataRow("LlamaCloud:ApiKey={0}", "sets LlamaCloud:ApiKey, but")]
    [DataRow("LlamaCloud:ApiKey: {0}", "says 'LlamaCloud:ApiKey: '")]
    [DataRow("llama.cloud.api.key={0}", "sets llama.cloud.api.key, but")]
    [DataRow("LLAMA_CLOUD_API_KEY:{0}", "says 'LLAMA_CLOUD_API_KEY: '")]
    [DataRow("LLAMA_CLOUD_API_KEY->{0}", "says 'LLAMA_CLOUD_API_KEY->'")]
    [DataRow("LLAMA_CLOUD_API_KEY\t{0}", "says 'LLAMA_CLOUD_API_KEY '")]
    [DataRow("<LLAMA_CLOUD_API_KEY>{0}</LLAMA_CLOUD_API_KEY>", "says '<LLAMA_CLOUD_API_KEY>'")]
    [DataRow("{{\"LLAMA_CLOUD_API_KEY\":\"{0}\"}}", "says '{\"LLAMA_CLOUD_API_KEY\": '")]
    [DataRow("Deno.env.set(\"LLAMA_CLOUD_API_KEY\", \"{0}\")", "says '…\"LLAMA_CLOUD_API_KEY\", '")]
    public void In_a_line_of_the_env_file(string line, string words)
    {
        using Machine machine = new Machine().WithEnvFile($"# mine\r\nOTHER=\"two\r\nlines\"\r\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Fake.Key("Misspelt"))}\r\nLAST=1\r\n");
        Expect(machine, machine.EnvFile, 4, $"Line 4 of {machine.EnvFile} {words}", "LLAMA_CLOUD_API_KEY");
    }

    [TestMethod]
    [DataRow("\u200BLLAMA_CLOUD_API_KEY={0}", "says 'LLAMA_CLOUD_API_KEY=' (with the invisible character U+200B)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u200B={0}", "(with the invisible character U+200B)")]
    [DataRow("LLAMA_\u00ADCLOUD_API_KEY={0}", "(with the invisible character U+00AD)")]
    [DataRow("LL\u200BAMA_CLOUD_API_KEY={0}", "(with the invisible character U+200B)")]
    [DataRow("\uFEFFLLAMA_CLOUD_API_KEY={0}", "(with the invisible character U+FEFF)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u202E={0}", "(with the invisible character U+202E)")]
    [DataRow("\u2066LLAMA_PARSE_API_KEY\u202E={0}", "says 'LLAMA_PARSE_API_KEY=' (with the invisible character U+2066)")]
    [DataRow("LLAMA_CLOUD_API_KEY\U000E0020={0}", "(with the invisible character U+E0020)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u0007={0}", "(with the invisible character U+0007)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u007F={0}", "(with the invisible character U+007F)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u2028={0}", "(with the invisible character U+2028)")]
    [DataRow("\u00A0LLAMA_CLOUD_API_KEY={0}", "(with U+00A0 in place of a space)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u00A0={0}", "(with U+00A0 in place of a space)")]
    [DataRow("LLAMA_CLOUD_API_KEY\u3000= {0}", "(with U+3000 in place of a space)")]
    [DataRow("export\u00A0LLAMA_CLOUD_API_KEY={0}", "says 'export LLAMA_CLOUD_API_KEY=' (with U+00A0 in place of a space)")]
    [DataRow("LLAMA_CLOUD_API_KEY\uFF1D{0}", "says 'LLAMA_CLOUD_API_KEY=' (with U+FF1D in place of =)")]
    [DataRow("LLAMA_CLOUD_API_KEY\uFE66{0}", "(with U+FE66 in place of =)")]
    [DataRow("LLAMA_CLOUD_API_KEY\uFF1A {0}", "says 'LLAMA_CLOUD_API_KEY: ' (with U+FF1A in place of :)")]
    [DataRow("\uFF2C\uFF2CAMA_CLOUD_API_KEY={0}", "(with U+FF2C in place of L)")]
    [DataRow("LL\u0410MA_CLOUD_API_KEY={0}", "(with U+0410 in place of A)")]
    [DataRow("LLAMA_CLOUD_AP\u0130_KEY={0}", "(with U+0130 in place of I)")]
    [DataRow("LLAMA_CL\u039FUD_API_KEY={0}", "(with U+039F in place of O)")]
    [DataRow("LLAMA_CLOUD_API\uFF3FKEY={0}", "(with U+FF3F in place of _)")]
    [DataRow("\u201CLLAMA_CLOUD_API_KEY\u201D: \u201C{0}\u201D", "says '\"LLAMA_CLOUD_API_KEY\": ' (with U+201C in place of \")")]
    [DataRow("set\u00A0LLAMA_CLOUD_API_KEY={0}", "says 'set LLAMA_CLOUD_API_KEY=' (with U+00A0 in place of a space)")]
    public void With_a_character_that_is_not_what_it_looks_like(string line, string words)
    {
        using Machine machine = new Machine().WithEnvFile($"# mine\nOTHER=1\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Fake.Key("Misspelt"))}\n");
        Expect(machine, machine.EnvFile, 3, $"Line 3 of {machine.EnvFile}", words, ": write LLAMA_CLOUD_API_KEY=VALUE");
        Assert.IsTrue(machine.Inject().Messages.All(c => c is '\n' or '…' or (>= ' ' and <= '~')));
    }

    [TestMethod]
    [DataRow("=>")]
    [DataRow(" => ")]
    [DataRow("==")]
    [DataRow(" == ")]
    [DataRow(" =: ")]
    public void With_a_sign_that_readers_leave_to_the_value(string sign)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY{sign}{Fake.Key("Misspelt")}\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual(DiagnosticCodes.StrayCharacters, result.Codes);
        Assert.Contains("instead of NAME=VALUE", result.Messages);
        Assert.DoesNotContain("FakeMisspelt", result.Messages);
    }

    [TestMethod]
    public void With_a_byte_that_is_no_text()
    {
        using Machine machine = new();
        machine.Folder.Write("project/.env", "");
        File.WriteAllBytes(machine.EnvFile, [.. "LLAMA_CLOUD_API_KEY"u8, 0xA0, .. System.Text.Encoding.ASCII.GetBytes($"={Fake.Key("Misspelt")}\n")]);
        Expect(machine, machine.EnvFile, 1, "says 'LLAMA_CLOUD_API_KEY=' (with bytes that are not UTF-8)");
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY\u200B", "LLAMA_CLOUD_API_KEY (with the invisible character U+200B) is set")]
    [DataRow("LLAMA_CLOUD_AP\u0130_KEY", "LLAMA_CLOUD_API_KEY (with U+0130 in place of I) is set")]
    [DataRow("\u202ELLAMA_PARSE_API_KEY", "LLAMA_PARSE_API_KEY (with the invisible character U+202E) is set")]
    public void In_the_environment_with_such_a_character(string name, string words)
    {
        using Machine machine = new Machine().Set(name, Fake.Key("Misspelt"));
        Expect(machine, null, 0, words, ": rename it to LLAMA_CLOUD_API_KEY");
    }

    [TestMethod]
    public void In_user_secrets_with_such_a_character()
    {
        using Machine machine = new();
        string path = machine.Set("HOME", machine.Folder.At("home")).Folder.Write(Secrets, $"{{ \"LLAMA_CLOUD_API_KEY\u200D\": \"{Fake.Key("Misspelt")}\" }}");
        Expect(machine, path, 1, "sets LLAMA_CLOUD_API_KEY (with the invisible character U+200D), but LlamaEnv");
    }

    [TestMethod]
    public void What_stands_in_front_and_may_be_a_secret_is_not_shown()
    {
        using Machine machine = new Machine().WithEnvFile($"sshpass -p FakeCanary --token=FakeCanary ssh host env LLAMA_CLOUD_API_KEY={Fake.Key("Misspelt")}\n");
        Expect(machine, machine.EnvFile, 1, "says '… -p … env LLAMA_CLOUD_API_KEY='");
        Assert.DoesNotContain("FakeCanary", machine.Inject().Messages);
    }

    [TestMethod]
    [DataRow("// LLAMA_PARSE_API_KEY={0}")]
    [DataRow("; LLAMA_CLOUD_API_KEY: {0}")]
    [DataRow("rem set LLAMA_CLOUD_API_KEY={0}")]
    [DataRow("NOTE=set LLAMA_CLOUD_API_KEY={0}")]
    [DataRow("NOTE = LLAMA_PARSE_API_KEY={0}")]
    [DataRow("NOTE # LLAMA_CLOUD_API_KEY: {0}")]
    [DataRow("Set the LLAMA_CLOUD_API_KEY of our team")]
    [DataRow("LLAMA_CLOUD_API_KEY\u00A0=")]
    [DataRow("readonly LLAMA_CLOUD_API_KEY=")]
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
