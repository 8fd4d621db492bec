using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class MissingTests
{
    [TestMethod]
    public void Without_any_source_the_key_is_missing()
    {
        using Machine machine = new();

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.IsFalse(result.Succeeded);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    [DataRow(null, DiagnosticSeverity.Error)]
    [DataRow("", DiagnosticSeverity.Error)]
    [DataRow("error", DiagnosticSeverity.Error)]
    [DataRow("warning", DiagnosticSeverity.Warning)]
    [DataRow(" Warning ", DiagnosticSeverity.Warning)]
    public void LlamaEnvMissing_sets_the_severity(string? missing, DiagnosticSeverity severity)
    {
        using Machine machine = new();
        Assert.AreEqual(severity, machine.Inject(new Settings { [Setting.Missing] = missing }).Diagnostics.Single().Severity);
    }

    [TestMethod]
    public void A_missing_key_can_be_ignored()
    {
        using Machine machine = new();

        InjectResult result = machine.Inject(new Settings { [Setting.Missing] = "ignore" });

        Assert.AreEqual("", result.Codes);
        Assert.IsTrue(result.Succeeded);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void LlamaEnvMissing_does_not_soften_a_broken_source()
    {
        using Machine machine = new Machine().WithBrokenStore();

        InjectResult result = machine.Inject(new Settings { [Setting.Missing] = "ignore" });

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.IsFalse(result.Succeeded);
    }

    [TestMethod]
    [DataRow("LLAMA_PARSE_API_KEY")]
    [DataRow("LLAMACLOUD_API_KEY")]
    [DataRow("LLAMA_PARSE_KEY")]
    [DataRow("llama_parse_api_key")]
    public void A_misspelt_key_is_named_and_not_used(string name)
    {
        using Machine machine = new Machine().Set(name, Fake.Key("Misspelt"));

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.IsTrue(result.Messages.Contains(name, StringComparison.OrdinalIgnoreCase), result.Messages);
        Assert.DoesNotContain("FakeMisspelt", result.Messages);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    [DataRow("LLAMA_DEPLOY_PROJECT_ID")]
    [DataRow("LLAMA_CLOUD_PROJECT_ID")]
    public void A_misspelt_project_is_named_and_not_used(string name)
    {
        using Machine machine = new Machine().WithKey().Set(name, Fake.Project(7));

        InjectResult result = machine.Inject(new Settings { [Setting.RequireProject] = "true" });

        Assert.AreEqual("LLENV0004 LLENV0001", result.Codes);
        Assert.Contains(name, result.Diagnostics[1].Message);
        Assert.IsNull(result.ProjectId);
    }

    [TestMethod]
    public void A_misspelling_beside_the_right_name_is_not_worth_a_word()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("LLAMA_PARSE_API_KEY", Fake.Key("Misspelt"));
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void An_empty_misspelling_is_not_named()
    {
        using Machine machine = new Machine().Set("LLAMA_PARSE_API_KEY", "");
        Assert.DoesNotContain("LLAMA_PARSE_API_KEY", machine.Inject().Messages);
    }

    [TestMethod]
    public void The_message_says_what_was_asked()
    {
        using Machine machine = new();

        string message = machine.Inject("environment", "profile:work").Messages;
        Assert.Contains("profile", message);

        message = machine.Inject().Messages;
        Assert.Contains("environment", message);
        Assert.Contains(machine.Store, message);
        Assert.Contains(machine.EnvFile, message);
    }

    [TestMethod]
    public void A_required_project_that_is_missing_is_an_error()
    {
        using Machine machine = new Machine().WithKey();

        InjectResult result = machine.Inject(new Settings { [Setting.RequireProject] = "True" });

        Assert.AreEqual("LLENV0004 LLENV0001", result.Codes);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_required_project_may_be_explicit()
    {
        using Machine machine = new Machine().WithKey();
        Assert.AreEqual("", machine.Inject(new Settings { [Setting.RequireProject] = "true", [Setting.Project] = Fake.Project(9) }).Codes);
    }

    [TestMethod]
    [DataRow("false")]
    [DataRow("")]
    [DataRow(null)]
    public void A_project_is_not_required_unless_asked_for(string? required)
    {
        using Machine machine = new Machine().WithKey();
        Assert.IsTrue(machine.Inject(new Settings { [Setting.RequireProject] = required }).Succeeded);
    }

    [TestMethod]
    public void With_a_warning_for_a_missing_project_the_rest_is_written()
    {
        using Machine machine = new Machine().WithKey();

        InjectResult result = machine.Inject(new Settings { [Setting.RequireProject] = "true", [Setting.Missing] = "warning" });

        Assert.AreEqual("LLENV0004 LLENV0001", result.Codes);
        Assert.IsTrue(result.Succeeded);
        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(machine.EnvFile));
    }
}
