
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class PlanTests
{
    [TestMethod]
    [DataRow("enviroment")]
    [DataRow("environment:x")]
    [DataRow("environment:")]
    [DataRow("profile:")]
    [DataRow("dotenv:")]
    [DataRow(":work")]
    public void An_unknown_source_is_an_error(string source)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject("environment", source);

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    [DataRow("dotnev")]
    [DataRow("dotenv:x")]
    public void An_unknown_output_is_an_error(string output)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual("LLENV0006", machine.Inject(new Settings { [Setting.Outputs] = ["dotenv", output] }).Codes);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void Every_setting_that_is_not_understood_is_reported()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["vault"], [Setting.Outputs] = ["xml"], [Setting.Missing] = "maybe", [Setting.RequireProject] = "1", [Setting.ForkPullRequest] = "ignore" });

        Assert.AreEqual("LLENV0006 LLENV0006 LLENV0006 LLENV0006 LLENV0006", result.Codes);
    }

    [TestMethod]
    public void A_key_in_the_place_of_a_setting_is_not_repeated()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string key = Fake.Key("Typed");

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = [key, $"environment:{key}", $"vault:{key}"], [Setting.Outputs] = [key], [Setting.Missing] = key, [Setting.RequireProject] = key });

        Assert.HasCount(6, result.Diagnostics);
        Assert.DoesNotContain("FakeTyped", result.ToString() + result.Messages, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public void Blanks_and_empty_items_are_left_out()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["", " environment ", "\n"], [Setting.Outputs] = ["", " dotenv\n"] });

        Assert.AreEqual("", result.Codes);
        Assert.HasCount(1, result.Steps);
    }

    [TestMethod]
    public void Only_empty_items_mean_the_defaults()
    {
        using Machine machine = new();
        CollectionAssert.AreEqual(new[] { "environment", "profile", "user-secrets", "dotenv" }, machine.Inject("", " ").Steps.Select(s => s.Source).ToArray());
    }

    [TestMethod]
    public void The_file_is_beside_the_project_or_where_it_is_said()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual(machine.EnvFile, machine.Inject().Files.Single().Path);
        Assert.AreEqual(machine.Folder.At("a", "b.env"), machine.Inject(new Settings { [Setting.File] = "../a/b.env" }).Files.Single().Path);
        Assert.AreEqual(machine.Folder.At("c.env"), machine.Inject(new Settings { [Setting.File] = machine.Folder.At("c.env") }).Files.Single().Path);
    }
}
