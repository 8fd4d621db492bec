
namespace LlamaEnv.Files.Tests;

/// <summary>A declared <c>Section__Name</c> is the configuration key <c>Section:Name</c>.</summary>
[TestClass]
public sealed class SectionedVariableTests
{
    private const string Secrets = "home/.microsoft/usersecrets/demo/secrets.json";

    [TestMethod]
    [DataRow("OpenAI__ApiKey", """{ "OpenAI:ApiKey": "fake-value" }""")]
    [DataRow("OpenAI__ApiKey", """{ "OpenAI": { "ApiKey": "fake-value" } }""")]
    [DataRow("OPENAI__APIKEY", """{ "openai": { "apikey": "fake-value" } }""")]
    [DataRow("OpenAI__ApiKey", """{ "OpenAI__ApiKey": "fake-value" }""")]
    [DataRow("A__B__C", """{ "A": { "B:C": "fake-value" } }""")]
    [DataRow("A__B__C", """{ "A:B": { "C": "fake-value" } }""")]
    [DataRow("A__B__C", """{ "A": { "B": { "X": "", "C": "fake-value" } } }""")]
    [DataRow("ConnectionStrings__Main", """{ "ConnectionStrings": { "Main": "fake-value" } }""")]
    public void User_secrets_are_read_under_the_name_of_configuration(string name, string json)
    {
        using Machine machine = Demo(json);
        Assert.AreEqual("fake-value", Value(machine.Inject(Declare(name))));
    }

    [TestMethod]
    [DataRow("""{ "OpenAI:ApiKey": "fake-old", "Other": 1 }""", """{ "OpenAI:ApiKey": "fake-new", "Other": 1 }""")]
    [DataRow("""{ "openai": { "apiKey": "fake-old" } }""", """{ "openai": { "apiKey": "fake-new" } }""")]
    [DataRow("""{ "OpenAI__ApiKey": "fake-old" }""", """{ "OpenAI__ApiKey": "fake-new" }""")]
    [DataRow("""{ "Other": 1 }""", """{ "Other": 1, "OpenAI:ApiKey": "fake-new" }""")]
    [DataRow("", "{\n  \"OpenAI:ApiKey\": \"fake-new\"\n}\n")]
    public void User_secrets_are_written_under_the_name_that_is_there_or_that_of_configuration(string before, string after)
    {
        using Machine machine = Demo(before).Set("OpenAI__ApiKey", "fake-new");

        machine.Inject(Declare("OpenAI__ApiKey").With(Setting.Outputs, ["user-secrets"]).With(Setting.Sources, ["environment"]));

        Assert.AreEqual(after, File.ReadAllText(machine.Folder.At(Secrets.Split('/'))));
    }

    [TestMethod]
    [DataRow("OpenAI__ApiKey")]
    [DataRow("OPENAI__APIKEY")]
    public void The_environment_has_it_under_its_own_name(string set)
    {
        using Machine machine = Demo("{}").Set(set, "fake-value");
        InjectResult result = machine.Inject(Declare("OpenAI__ApiKey"));

        Assert.AreEqual("fake-value", Value(result));
    }

    [TestMethod]
    public void A_file_has_it_under_its_own_name()
    {
        using Machine machine = Demo("{}").WithEnvFile("OpenAI__ApiKey=fake-value\n");
        Assert.AreEqual("fake-value", Value(machine.Inject(Declare("OpenAI__ApiKey"))));
    }

    [TestMethod]
    public void A_colon_in_a_declaration_is_an_error_that_says_so()
    {
        using Machine machine = Demo("{}");
        InjectResult result = machine.Inject(Declare("OpenAI:ApiKey"));

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.Contains("write __ for each colon", result.Messages);
    }

    private static Machine Demo(string json)
    {
        Machine machine = new();
        machine.Set("HOME", machine.Folder.At("home")).Folder.Write(Secrets, json);
        return machine;
    }

    private static Settings Declare(string name) => new() { Variables = [new(name)], [Setting.UserSecretsId] = "demo", [Setting.Missing] = "ignore", [Setting.Outputs] = ["none"] };

    private static string? Value(InjectResult result) => result.Credentials.SingleOrDefault(c => c.Variable.IsDeclared)?.Value.Reveal();
}
