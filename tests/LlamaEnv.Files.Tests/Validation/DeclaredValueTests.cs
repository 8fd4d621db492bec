using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Validation;

[TestClass]
public sealed class DeclaredValueTests
{
    [TestMethod]
    // other providers' keys are what declared variables are for
    [DataRow("OPENAI_API_KEY", "sk-proj-FAKE", "")]
    [DataRow("HF_TOKEN", "hf_FAKE", "")]
    [DataRow("OPENAI_API_KEY", "llx-FAKE", "LLENV0011")]
    [DataRow("OPENAI_API_KEY", " 'llx-FAKE'", "LLENV0011")]
    [DataRow("MY_LLAMA_KEY", "llx-FAKE", "")]
    [DataRow("llama_eu_key", "llx-FAKE", "")]
    // references and placeholders
    [DataRow("OPENAI_API_KEY", "$(OPENAI_KEY)", "LLENV0018")]
    [DataRow("OPENAI_API_KEY", "${{ secrets.OPENAI_KEY }}", "LLENV0018")]
    [DataRow("OPENAI_API_KEY", "your-openai-key", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-...", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-xxxxxxxx", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "sk-your-key-here", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "<key>", "LLENV0010")]
    [DataRow("OPENAI_API_KEY", "****", "LLENV0010")]
    [DataRow("DATABASE", "postgres://me:fake@db.example.com/my-todo-app", "")]
    // blanks and quotes around the value
    [DataRow("DATABASE", "Server=db; Password='fake'", "")]
    [DataRow("DATABASE", "Server=db;\tUser=me", "")]
    [DataRow("DATABASE", "Server=db; User=me ", "LLENV0012")]
    [DataRow("DATABASE", " Server=db", "LLENV0012")]
    [DataRow("DATABASE", "\"Server=db; User=me\"", "LLENV0012")]
    [DataRow("DATABASE", "Server=db\n", "LLENV0012")]
    [DataRow("DATABASE", "Server=db\r\nUser=me", "LLENV0012")]
    [DataRow("DATABASE", "Server=db\u2028User=me", "LLENV0012")]
    [DataRow("DATABASE", "Server=\u200Bdb", "LLENV0012")]
    [DataRow("DATABASE", "Server=\u0007db", "LLENV0012")]
    [DataRow("DATABASE", " ", "LLENV0012")]
    public void A_declared_secret_is_judged(string name, string value, string codes) => Assert.AreEqual(codes, Check(new(name), value).Codes);

    [TestMethod]
    [DataRow("none", "")]
    [DataRow("*", "")]
    [DataRow("x", "")]
    [DataRow("todo-app", "")]
    [DataRow("https://example.com", "")]
    [DataRow("<a><b/></a>", "")]
    [DataRow("your-region", "LLENV0010")]
    [DataRow("<region>", "LLENV0010")]
    [DataRow("changeme", "LLENV0010")]
    public void A_declared_value_that_is_no_secret_may_be_any_word(string value, string codes) => Assert.AreEqual(codes, Check(new("SETTING", Secret: "false"), value).Codes);

    [TestMethod]
    [DataRow("^sk-", "sk-FAKE", "")]
    [DataRow("^sk-", "FAKE-sk-", "LLENV0019")]
    [DataRow("^SK-", "sk-FAKE", "LLENV0019")]
    [DataRow("^(?i)i$", "I", "")]
    [DataRow("^[0-9]+$", "12a", "LLENV0019")]
    [DataRow("", "anything", "")]
    public void A_value_has_to_match_its_pattern(string pattern, string value, string codes) => Assert.AreEqual(codes, Check(new("SETTING", Pattern: pattern), value).Codes);

    [TestMethod]
    public void The_message_names_variable_source_and_pattern_and_not_the_value()
    {
        Diagnostic diagnostic = Check(new("OPENAI_API_KEY", Pattern: "^sk-[a-z]+$"), "FakeValue").Diagnostics.Single();

        Assert.AreEqual(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.StartsWith("OPENAI_API_KEY (from environment) does not match the Pattern of its LlamaEnvVariable, ^sk-[a-z]+$ (9 characters). ", diagnostic.Message);
        Assert.DoesNotContain("FakeValue", diagnostic.Text);
    }

    [TestMethod]
    public void A_key_in_the_place_of_a_pattern_is_not_repeated() =>
        Assert.DoesNotContain("FakeFake", Check(new("OPENAI_API_KEY", Pattern: "sk-proj-FakeFakeFakeFake"), "other").Messages);

    [TestMethod]
    public void A_pattern_that_backtracks_without_end_is_reported()
    {
        InjectResult result = Check(new("SETTING", Pattern: "^(?=a)(a+)+$"), new string('a', 40) + "!");

        Assert.AreEqual("LLENV0019", result.Codes);
        Assert.Contains("^(?=a)(a+)+$, or those before it, took longer than the 2 s that all patterns of a run may take together. Simplify it", result.Messages);
        Assert.DoesNotContain("aaaa", result.Messages);
    }

    [TestMethod]
    public void A_default_is_judged_too() => Assert.AreEqual("LLENV0019", Check(new("SETTING", Pattern: "^[0-9]+$", Default: "many"), "").Codes);

    private static InjectResult Check(VariableDeclaration declaration, string value)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set(declaration.Name, value);
        return machine.Inject(new Settings { Variables = [declaration], [Setting.Outputs] = ["none"] });
    }
}
