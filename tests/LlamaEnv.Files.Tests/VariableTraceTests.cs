
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class VariableTraceTests
{
    [TestMethod]
    public void Each_variable_has_a_trace_in_the_order_they_are_written()
    {
        using Machine machine = new Machine().WithKey().Set("OTHER", "x");
        Assert.AreEqual("LLAMA_CLOUD_API_KEY LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID OTHER", string.Join(' ', machine.Inject(Declaring("OTHER")).Trace.Select(t => t.Variable)));
    }

    [TestMethod]
    public void A_value_in_a_file_has_its_line()
    {
        using Machine machine = new Machine().WithEnvFile($"# mine\nOTHER=x\nexport LLAMA_CLOUD_API_KEY={Fake.Key("File")}\nLLAMA_CLOUD_BASE_URL={Fake.Url}\n");

        InjectResult result = machine.Inject(Declaring("OTHER"));

        Assert.AreEqual("3 4 2", string.Join(' ', result.Trace.Select(t => t.Value).OfType<Credential>().Select(c => c.Line)));
        Assert.IsTrue(result.Trace.Select(t => t.Value).OfType<Credential>().All(c => c.File == machine.EnvFile));
    }

    [TestMethod]
    public void A_user_secret_has_its_line()
    {
        using Machine machine = new Machine().Set("HOME", "/nowhere");
        string file = machine.Folder.Write("app/Microsoft/UserSecrets/id/secrets.json", $"{{\n  \"LlamaCloud\": {{\n    \"ApiKey\": \"{Fake.Key("Secrets")}\"\n  }}\n}}\n");

        Credential key = machine.Set("APPDATA", machine.Folder.At("app")).Inject(new Settings { [Setting.UserSecretsId] = "id" }).Trace[0].Value!;

        Assert.AreEqual((file, 3), (key.File, key.Line));
    }

    [TestMethod]
    public void A_profile_has_its_store()
    {
        using Machine machine = new Machine().WithProfile();
        Credential key = machine.Inject().Trace[0].Value!;
        Assert.AreEqual((machine.Store, 0), (key.File, key.Line));
    }

    [TestMethod]
    public void A_setting_goes_before_the_source_that_was_used()
    {
        using Machine machine = new Machine().WithKey("https://own.example.com");
        Assert.AreEqual(
            $"LlamaEnvBaseUrl / --base-url Used {Fake.Url}; environment Shadowed https://own.example.com; profile Absent; user-secrets NotAsked; dotenv NotAsked",
            Steps(machine.Inject(new Settings { [Setting.BaseUrl] = Fake.Url }), Variable.BaseUrl));
    }

    [TestMethod]
    public void The_default_is_the_last_step_where_it_counts()
    {
        using Machine machine = new Machine().WithKey();
        Assert.AreEqual(
            "environment Absent; profile Absent; user-secrets NotAsked; dotenv NotAsked; default Used https://api.cloud.llamaindex.ai",
            Steps(machine.Inject(), Variable.BaseUrl));
    }

    [TestMethod]
    public void A_value_beside_no_key_is_offered_in_vain()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_BASE_URL", Fake.Url).WithProfile();

        InjectResult result = machine.Inject();

        Assert.AreEqual($"environment Incomplete {Fake.Url}; profile Used https://api.cloud.llamaindex.ai; user-secrets NotAsked; dotenv NotAsked", Steps(result, Variable.BaseUrl));
        Assert.AreEqual("LLAMA_CLOUD_API_KEY is not set", result.Trace[1].Steps[0].Detail);
    }

    [TestMethod]
    public void A_setting_beside_no_key_decides_nothing()
    {
        using Machine machine = new();
        Assert.AreEqual(
            $"LlamaEnvBaseUrl / --base-url Incomplete {Fake.Url}; environment Absent; profile Absent; user-secrets Absent; dotenv Absent",
            Steps(machine.Inject(new Settings { [Setting.BaseUrl] = Fake.Url }), Variable.BaseUrl));
    }

    [TestMethod]
    public void The_project_of_a_shadowed_source_is_shadowed_with_its_key()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile();
        Assert.AreEqual(
            $"environment Used {Fake.Project(1)}; profile Shadowed {Fake.Project(2)}; user-secrets Absent; dotenv Absent",
            Steps(machine.Inject(new Settings { AskEverySource = true, [Setting.Outputs] = ["none"] }), Variable.ProjectId));
    }

    [TestMethod]
    public void A_declared_variable_has_the_sources_asked_for_it()
    {
        using Machine machine = new Machine().WithProfile().WithEnvFile("OTHER=x\n");
        Assert.AreEqual("environment Absent; profile Absent; user-secrets Absent; dotenv Used *** (1 characters)", Steps(machine.Inject(Declaring("OTHER")), new Variable("OTHER", IsSecret: true)));
    }

    [TestMethod]
    public void Sources_behind_a_declared_variable_are_asked_on_request()
    {
        using Machine machine = new Machine().WithKey().Set("OTHER", "abc").WithEnvFile("OTHER=x\n");
        Variable other = new("OTHER", IsSecret: true);

        Assert.AreEqual("environment Used *** (3 characters); profile NotAsked; user-secrets NotAsked; dotenv NotAsked", Steps(machine.Inject(Declaring("OTHER") with { DryRun = true }), other));
        Assert.AreEqual(
            "environment Used *** (3 characters); profile Absent; user-secrets Absent; dotenv Shadowed *** (1 characters)",
            Steps(machine.Inject(Declaring("OTHER") with { AskEverySource = true, DryRun = true }), other));
    }

    [TestMethod]
    public void A_broken_source_behind_a_declared_variable_is_only_noted()
    {
        using Machine machine = new Machine().WithKey().Set("OTHER", "abc").WithEnvFile("OTHER='x\n");

        InjectResult result = machine.Inject(Declaring("OTHER") with { AskEverySource = true, DryRun = true });

        Assert.AreEqual("environment Used *** (3 characters); profile Absent; user-secrets Absent; dotenv Broken", Steps(result, new Variable("OTHER", IsSecret: true)));
        Assert.DoesNotContain("LLENV0002", result.Codes);
    }

    [TestMethod]
    public void What_was_asked_before_the_end_is_told()
    {
        using Machine machine = new Machine().WithKey().WithEnvFile("OTHER='x\n");

        InjectResult result = machine.Inject(Declaring("OTHER"));

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.AreEqual("environment Absent; profile Absent; user-secrets Absent; dotenv Broken", Steps(result, new Variable("OTHER", IsSecret: true)));
        Assert.AreEqual(TraceOutcome.Used, result.Steps[0].Outcome);
    }

    [TestMethod]
    public void The_default_of_a_declared_variable_is_its_last_step()
    {
        using Machine machine = new Machine().WithKey();
        Settings settings = new() { Variables = [new VariableDeclaration("MODE") { Secret = "false", Default = "memory" }] };
        Assert.AreEqual("environment Absent; profile Absent; user-secrets Absent; dotenv Absent; default Used memory", Steps(machine.Inject(settings), new Variable("MODE", IsSecret: false)));
    }

    private static Settings Declaring(string name) => new() { Variables = [new VariableDeclaration(name)] };

    private static string Steps(InjectResult result, Variable variable) =>
        string.Join("; ", result.Trace.Single(t => t.Variable.Name == variable.Name).Steps.Select(s => $"{s.Source} {s.Outcome} {s.Offered?.Display}".TrimEnd()));
}
