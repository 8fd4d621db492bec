using LlamaEnv.Detection;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>References in the place of a value, where the user allows LlamaEnv to ask the manager that they name.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ReferencesTests
{
    private static string Key => Fake.Key("Manager");

    [TestMethod]
    [DataRow("op://Private/LlamaCloud/credential", "op", "[read][--no-newline][op://Private/LlamaCloud/credential]", "KEY")]
    [DataRow("OP://Private/LlamaCloud/credential", "op", "[read][--no-newline][op://Private/LlamaCloud/credential]", "KEY")]
    [DataRow("vault://secret/app#token", "vault", "[kv][get][-format=json][secret/app]", """{"data":{"data":{"token":"KEY","LLAMA_CLOUD_API_KEY":"other"}}}""")]
    [DataRow("vault://secret/app", "vault", "[kv][get][-format=json][secret/app]", """{"data":{"data":{"LLAMA_CLOUD_API_KEY":"KEY","token":"other"}}}""")]
    [DataRow("doppler://app/prd", "doppler", "[secrets][download][--no-file][--format][json][--no-fallback][--project][app][--config][prd]", """{"LLAMA_CLOUD_API_KEY":"KEY","DOPPLER_CONFIG":"prd"}""")]
    [DataRow("bws://be8e0ad8-d545-4017-a55a-b02f014d4158", "bws", "[secret][get][be8e0ad8-d545-4017-a55a-b02f014d4158][--output][json]", """{"key":"llama","value":"KEY"}""")]
    public void The_manager_that_it_names_is_asked(string reference, string program, string arguments, string output)
    {
        using Machine machine = MachineWith(program, output).WithEnvFile($"LLAMA_CLOUD_API_KEY={reference}\n");

        InjectResult result = machine.Inject(Allowed("dotenv"));

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual(Key, result.Key);
        Assert.AreEqual(arguments, File.ReadAllText(Path.Combine(machine.Project, "args")));
        Assert.EndsWith($", resolved by {program}", result.Credentials[0].Source);
    }

    /// <summary>Two answers may be of two times: a key with the project of another.</summary>
    [TestMethod]
    public void One_set_is_one_answer()
    {
        using Machine machine = new Machine().WithEnvFile("LLAMA_CLOUD_API_KEY=doppler://app/prd\nLLAMA_CLOUD_BASE_URL=doppler://app/prd\nLLAMA_AGENTS_PROJECT_ID=doppler://app/prd\n");
        Write(machine, "doppler", $$"""
            echo call >>calls
            n=$(wc -l <calls)
            echo "{\"LLAMA_CLOUD_API_KEY\":\"{{Key}}\",\"LLAMA_CLOUD_BASE_URL\":\"https://h$((n)).corp.test\",\"LLAMA_AGENTS_PROJECT_ID\":\"00000000-0000-4000-8000-00000000000$((n))\"}"
            """);

        InjectResult result = machine.Inject(Allowed("dotenv"));

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual("call\n", File.ReadAllText(Path.Combine(machine.Project, "calls")));
        CollectionAssert.AreEqual(new[] { Key, "https://h1.corp.test", "00000000-0000-4000-8000-000000000001" }, result.Credentials.Select(static c => c.Value.Ask(static text => text.ToString())).ToArray());
    }

    /// <summary>As above, where each variable takes a field of its own from the answer.</summary>
    [TestMethod]
    [DataRow("vault://secret/llama#k", "vault://secret/llama#u", "vault://secret/llama#p", 1)]
    [DataRow("vault://secret/llama#k", "vault://secret/llama", "VAULT://secret/llama#p", 1)]
    [DataRow("vault://secret/llama#k", "vault://secret/other#u", "vault://secret/llama#p", 2)]
    public void One_secret_is_one_answer_whatever_the_field(string key, string url, string project, int calls)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={key}\nLLAMA_CLOUD_BASE_URL={url}\nLLAMA_AGENTS_PROJECT_ID={project}\n");
        Write(machine, "vault", $$$$"""
            echo call >>calls
            n=$(wc -l <calls)
            echo "{\"data\":{\"data\":{\"k\":\"{{{{Key}}}}\",\"u\":\"https://h$n.corp.test\",\"LLAMA_CLOUD_BASE_URL\":\"https://h$n.corp.test\",\"p\":\"00000000-0000-4000-8000-00000000000$n\"},\"metadata\":{\"version\":$n}}}"
            """);

        InjectResult result = machine.Inject(Allowed("dotenv"));

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.HasCount(calls, File.ReadAllLines(Path.Combine(machine.Project, "calls")));
        CollectionAssert.AreEqual(new[] { Key, $"https://h{calls}.corp.test", "00000000-0000-4000-8000-000000000001" }, result.Credentials.Select(static c => c.Value.Ask(static text => text.ToString())).ToArray());
    }

    [TestMethod]
    public void A_field_that_is_not_there_is_said_of_that_one_alone()
    {
        using Machine machine = MachineWith("vault", """{"data":{"data":{"k":"KEY"},"metadata":{"version":1}}}""").WithEnvFile("LLAMA_CLOUD_API_KEY=vault://secret/llama#k\nLLAMA_CLOUD_BASE_URL=vault://secret/llama#u\n");

        InjectResult result = machine.Inject(Allowed("dotenv"));

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.Contains("LLAMA_CLOUD_BASE_URL (from", result.Messages);
        Assert.Contains("has no text in a field u", result.Messages.Replace("'", "", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("bws://project/--server-url=https://fake.example")]
    [DataRow("vault://-address=https://fake.example#key")]
    [DataRow("aws://--debug")]
    [DataRow("aws://ssm/--debug")]
    [DataRow("az://vault/--debug")]
    [DataRow("gcloud://project/name/--format=json")]
    [DataRow("doppler://project/--debug")]
    [DataRow("sops://--version")]
    public void A_reference_is_no_option(string reference)
    {
        using Machine machine = MachineWith(reference.Split(':')[0], "KEY").Set("LLAMA_CLOUD_API_KEY", reference);

        Assert.AreEqual("LLENV0006", machine.Inject(Allowed("environment")).Codes);
        Assert.IsFalse(File.Exists(Path.Combine(machine.Project, "args")));
    }

    [TestMethod]
    [DataRow("llama", "")]
    [DataRow("LLAMA_CLOUD_API_KEY", "")]
    [DataRow("OPENAI_API_KEY", "LLENV0002")]
    [DataRow("LLAMA_CLOUD_BASE_URL", "LLENV0002")]
    public void A_secret_with_the_name_of_another_variable_is_not_what_it_names(string name, string codes)
    {
        using Machine machine = MachineWith("bws", $$"""{"id":"1","key":"{{name}}","value":"KEY"}""").Set("LLAMA_CLOUD_API_KEY", "bws://be8e0ad8-d545-4017-a55a-b02f014d4158");

        InjectResult result = machine.Inject(Allowed("environment") with { Variables = [new VariableDeclaration("OPENAI_API_KEY")] });

        Assert.AreEqual(codes, result.Codes, result.Messages);
        Assert.AreEqual(codes.Length > 0, result.Messages.Contains($"printed {name}, another variable", StringComparison.Ordinal), result.Messages);
    }

    [TestMethod]
    [DataRow("\"op://a/b/c\"", "quotes around it")]
    [DataRow(" op://a/b/c", "spaces around it")]
    public void What_stands_around_a_reference_is_named(string value, string what)
    {
        using Machine machine = MachineWith("op", "KEY").Set("LLAMA_CLOUD_API_KEY", value);

        InjectResult result = machine.Inject(Allowed("environment"));

        Assert.AreEqual("LLENV0012", result.Codes);
        Assert.Contains(what, result.Messages);
    }

    [TestMethod]
    public void A_declared_variable_may_be_any_text()
    {
        using Machine machine = MachineWith("op", "Server=db;User=app;Password=a b").WithKey().Set("DB", "op://Private/Db/connection");

        InjectResult result = machine.Inject(Allowed("environment") with { Variables = [new("DB") { Required = "true" }] });

        Assert.AreEqual("Server=db;User=app;Password=a b", result.Credentials.Single(static c => c.Variable.Name == "DB").Value.Ask(static text => text.ToString()), result.Messages);
    }

    [TestMethod]
    public void Without_leave_nothing_is_asked_and_the_message_says_how_to_give_it()
    {
        using Machine machine = MachineWith("op", "KEY").WithEnvFile("LLAMA_CLOUD_API_KEY=op://Private/LlamaCloud/credential\n");

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["dotenv"] });

        Assert.AreEqual("LLENV0018", result.Codes);
        Assert.Contains("--resolve-references", result.Messages);
        Assert.IsFalse(File.Exists(Path.Combine(machine.Project, "args")));
    }

    [TestMethod]
    [DataRow("exit 1", "exit code 1")]
    [DataRow("true", "printed nothing")]
    public void A_manager_that_fails_stops_and_no_other_source_takes_its_place(string script, string reason)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");
        Write(machine, "op", script);
        machine.Set("LLAMA_CLOUD_API_KEY", "op://Private/LlamaCloud/credential");

        InjectResult result = machine.Inject(Allowed("environment", "dotenv"));

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.Contains(reason, result.Messages);
        Assert.Contains("LLAMA_CLOUD_API_KEY (from environment) names a secret that cannot be had", result.Messages);
        Assert.Contains("or correct LLAMA_CLOUD_API_KEY", result.Messages);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    public void What_it_gives_is_checked_as_any_value_is()
    {
        using Machine machine = MachineWith("op", "sk-proj-FakeFakeFakeFake0000").Set("LLAMA_CLOUD_API_KEY", "op://Private/LlamaCloud/credential");

        Assert.AreEqual("LLENV0011", machine.Inject(Allowed("environment")).Codes);
    }

    [TestMethod]
    public void A_declared_variable_gets_what_it_names_and_never_the_key_of_ours()
    {
        using Machine machine = MachineWith("op", "openai-fake-0123456789").WithKey().Set("OPENAI_API_KEY", "op://Private/OpenAI/credential");
        Settings settings = Allowed("environment") with { Variables = [new("OPENAI_API_KEY") { Required = "true" }] };
        Assert.AreEqual("openai-fake-0123456789", Declared(machine.Inject(settings)));

        Write(machine, "aws", $$"""echo '{"LLAMA_CLOUD_API_KEY":"{{Key}}"}'""");
        machine.Set("OPENAI_API_KEY", "aws://prod/all");
        Assert.AreNotEqual(Key, Declared(machine.Inject(settings)), "one secret with all keys");

        static string? Declared(InjectResult result) => result.Credentials.FirstOrDefault(static c => c.Variable.Name == "OPENAI_API_KEY")?.Value.Ask(static text => text.ToString());
    }

    [TestMethod]
    [DataRow("", "LLENV0066")]
    [DataRow("reference", "")]
    public void What_a_launch_profile_holds_goes_before_the_manager_at_a_start_and_is_told(string mode, string codes)
    {
        using Machine machine = MachineWith("op", "KEY");
        Settings settings = new() { [Setting.Sources] = ["op://Private/LlamaCloud/credential"], [Setting.Outputs] = ["run", "launch-settings"] };
        Assert.AreEqual(codes, machine.Inject(settings.With(Setting.LaunchSettingsMode, mode)).Codes);
    }

    [TestMethod]
    [DataRow("reference", "LLENV0018", DisplayName = "the variable, which holds the reference")]
    [DataRow("value", "", DisplayName = "the key")]
    public void A_launch_profile_that_refers_to_a_reference_is_told(string mode, string codes)
    {
        using Machine machine = MachineWith("op", "KEY").Set("LLAMA_CLOUD_API_KEY", "op://Private/LlamaCloud/credential");

        InjectResult result = machine.Inject(Allowed("environment").With(Setting.Outputs, "launch-settings").With(Setting.LaunchSettingsMode, mode) with { InBuild = true });

        Assert.AreEqual(codes, result.Codes, result.Messages);
    }

    /// <summary>They are kept out of the source tree on purpose.</summary>
    [TestMethod]
    public void A_reference_in_the_user_secrets_is_not_copied_as_a_key_unless_an_output_is_named()
    {
        using Machine machine = MachineWith("op", "KEY");
        machine.Set("HOME", machine.Folder.At("home")).Folder.Write("home/.microsoft/usersecrets/demo/secrets.json", """{ "LlamaCloud:ApiKey": "op://Private/LlamaCloud/credential" }""");
        Settings settings = new() { [Setting.ResolveReferences] = "true", [Setting.UserSecretsId] = "demo" };

        InjectResult result = machine.Inject(settings);

        Assert.AreEqual("LLENV0061", result.Codes, result.Messages);
        Assert.IsFalse(File.Exists(machine.EnvFile));
        Assert.AreEqual("", machine.Inject(settings.With(Setting.Outputs, "dotenv")).Codes);
        Assert.Contains(Key, File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void A_pass_reference_is_of_another_manager_and_no_command_is_made_of_it()
    {
        using Machine machine = MachineWith("pass", "KEY").Set("LLAMA_CLOUD_API_KEY", "pass://Share/Item/field");

        Assert.AreEqual("LLENV0018", machine.Inject(Allowed("environment")).Codes);
    }

    [TestMethod]
    public void Every_scheme_is_the_name_of_a_manager() =>
        CollectionAssert.AreEquivalent(LlamaEnv.Files.Sources.Processes.Manager.All.Select(static m => m.Name).Where(static name => name != "pass").ToArray(), SecretManagers.WithSource.ToArray());

    [TestMethod]
    [DataRow("LLAMA_CLOUD_BASE_URL", "https://llama.internal")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID", "00000000-0000-4000-8000-000000000001")]
    public void One_that_the_user_replaces_is_not_asked_for(string name, string value)
    {
        using Machine machine = MachineWith("op", "KEY").WithKey().Set(name, "op://Private/nope/field");
        Settings settings = Allowed("environment");

        InjectResult result = machine.Inject(name == Variable.BaseUrl.Name ? settings.With(Setting.BaseUrl, value) : settings.With(Setting.Project, value));

        Assert.DoesNotContain("LLENV0002", result.Codes, result.Messages);
        Assert.IsFalse(File.Exists(Path.Combine(machine.Project, "args")));
        Assert.Contains(value, result.Credentials.Select(static c => c.Value.Ask(static text => text.ToString())));
    }

    [TestMethod]
    public void What_is_allowed_already_is_not_advised()
    {
        using Machine machine = MachineWith("op", "vault://secret/app#token").Set("LLAMA_CLOUD_API_KEY", "op://Private/LlamaCloud/credential");
        InjectResult nested = machine.Inject(Allowed("environment"));

        Assert.AreEqual("LLENV0018", nested.Codes);
        Assert.Contains("and so is what that secret holds. Put the value itself there", nested.Messages);

        using Machine other = MachineWith("op", "KEY").WithKey();
        InjectResult given = other.Inject(Allowed("environment").With(Setting.BaseUrl, "op://Private/LlamaCloud/url"));

        Assert.AreEqual("LLENV0018", given.Codes);
        Assert.DoesNotContain("ResolveReferences", given.Messages);
    }

    private static Settings Allowed(params string[] sources) => new() { [Setting.Sources] = sources, [Setting.ResolveReferences] = "true", [Setting.Outputs] = ["none"] };

    private static Machine MachineWith(string program, string output)
    {
        Machine machine = new();
        Write(machine, program, $"for a in \"$@\"; do printf '[%s]' \"$a\"; done > args\ncat <<'END_OF_IT'\n{(output == "KEY" ? Key : output.Replace("\"KEY\"", $"\"{Key}\"", StringComparison.Ordinal))}\nEND_OF_IT");
        return machine;
    }

    private static void Write(Machine machine, string program, string script)
    {
        machine.Set("PATH", $"{machine.Folder.At("bin")}:/usr/bin:/bin");
        Script.Make(machine.Folder.At("bin", program), script);
    }
}
