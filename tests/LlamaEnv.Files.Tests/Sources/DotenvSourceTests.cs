using System.Text;

namespace LlamaEnv.Files.Tests.Sources;

[TestClass]
public sealed class DotenvSourceTests
{
    private static readonly string s_key = Fake.Key("File");

    [TestMethod]
    [DataRow("KEY=VALUE\n")]
    [DataRow("KEY=VALUE")]
    [DataRow("KEY=VALUE\r\n")]
    [DataRow("A=1\rKEY=VALUE\r")]
    [DataRow("A=1\r\nKEY=VALUE\r\nB=2\r\n")]
    [DataRow("export KEY=VALUE\n")]
    [DataRow("export\tKEY=VALUE\n")]
    [DataRow("  KEY=VALUE\n")]
    [DataRow("\tKEY=VALUE\n")]
    [DataRow("KEY = VALUE\n")]
    [DataRow("KEY =VALUE\n")]
    [DataRow("KEY= VALUE\n")]
    [DataRow("KEY=VALUE  \t\n")]
    [DataRow("KEY=VALUE # comment\n")]
    [DataRow("KEY=VALUE\t# comment\n")]
    [DataRow("KEY='VALUE'\n")]
    [DataRow("KEY=\"VALUE\"\n")]
    [DataRow("KEY='VALUE' # don't\n")]
    [DataRow("KEY=\"VALUE\" # c\r\n")]
    [DataRow("KEY='VALUE' \n")]
    [DataRow("KEY=first\nKEY=VALUE\n")]
    [DataRow("export KEY=first\nKEY=VALUE\n")]
    [DataRow("KEY=VALUE\n#KEY=other\n# KEY=other\n")]
    [DataRow("  # KEY=other\nKEY=VALUE\n")]
    [DataRow("KEY=VALUE\nP=\"x\nKEY=inside\ny\"\n")]
    [DataRow("P='x\nKEY=inside\ny'\nKEY=VALUE\n")]
    [DataRow("M=\"open\nKEY=VALUE\n")]
    [DataRow("KEY=VALUE\nM='open\n")]
    [DataRow("A=it's\nKEY=VALUE\nB=don't\n")]
    [DataRow("<<<<<<< HEAD\nKEY=VALUE\n")]
    [DataRow("DEBUG\nKEY=VALUE\n")]
    [DataRow("A=  \nKEY=VALUE\n")]
    [DataRow("# x\\\nKEY=VALUE\n")]
    [DataRow("A: 1\n; KEY=other\n'KEY'=other\nKEY=VALUE\n")]
    [DataRow("KEY=VALUE\nexportKEY=other\nKEY_OLD=other\nXKEY=other\nkey=other\n")]
    [DataRow("KEY=VALUE\nexport KEY\n")]
    public void The_key_is_read(string content)
    {
        using Machine machine = new Machine().WithEnvFile(Expand(content));
        Assert.AreEqual(s_key, machine.Inject(new Settings { [Setting.Sources] = ["dotenv"], [Setting.Outputs] = ["none"] }).Key);
    }

    [TestMethod]
    public void A_byte_order_mark_does_not_hide_the_key()
    {
        using Machine machine = new();
        File.WriteAllText(machine.EnvFile, Expand("KEY=VALUE\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.AreEqual(s_key, machine.Inject("dotenv").Key);
    }

    [TestMethod]
    public void A_byte_that_is_no_utf8_does_not_hide_the_key()
    {
        using Machine machine = new();
        File.WriteAllBytes(machine.EnvFile, Encoding.Latin1.GetBytes(Expand("# cl\u00E9\nA=\u00FF\nKEY=VALUE\n")));
        Assert.AreEqual(s_key, machine.Inject("dotenv").Key);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\n\n")]
    [DataRow("A=1\n")]
    [DataRow("KEY=\n")]
    [DataRow("KEY=\nA=1\n")]
    [DataRow("KEY=  \nA=1\n")]
    [DataRow("KEY=''\n")]
    [DataRow("KEY=\"\"\n")]
    [DataRow("KEY= # VALUE\n")]
    [DataRow("#KEY=VALUE\n")]
    [DataRow("exportKEY=VALUE\n")]
    [DataRow("export KEY\n")]
    [DataRow("KEY\n")]
    [DataRow("KEY: VALUE\n")]
    [DataRow("KEY_OLD=VALUE\nXKEY=VALUE\n")]
    [DataRow("'KEY'=VALUE\n")]
    [DataRow("P=\"x\nKEY=VALUE\n\"\n")]
    [DataRow("KEY=VALUE\nKEY=\n")]
    public void A_file_without_the_key_is_absent(string content)
    {
        using Machine machine = new Machine().WithEnvFile(Expand(content));

        InjectResult result = machine.Inject("dotenv");

        Assert.AreEqual("LLENV0001", result.Codes);
        Assert.AreEqual(TraceOutcome.Absent, result.Steps.Single().Outcome);
    }

    [TestMethod]
    [DataRow("KEY=a#b", "a#b")]
    [DataRow("KEY='a # b'", "a # b")]
    [DataRow("KEY=\"a b\"", "a b")]
    [DataRow("KEY=\"a\\\"b\"", "a\"b")]
    [DataRow("KEY=\"a\\nb\"", "a\\nb")]
    [DataRow("KEY='a\\nb'", "a\\nb")]
    [DataRow("KEY=a=b", "a=b")]
    [DataRow("KEY=it's", "it's")]
    [DataRow("KEY=a\"b\"", "a\"b\"")]
    [DataRow("KEY=$X", "$X")]
    [DataRow("KEY=${X}", "${X}")]
    [DataRow("KEY='$(id)'", "$(id)")]
    [DataRow("KEY=\"a\nb\"", "a\nb")]
    public void A_value_is_read_as_most_readers_read_it(string content, string value)
    {
        using Machine machine = new Machine().WithEnvFile(Expand(content) + "\n");
        Assert.AreEqual(value, machine.Inject("dotenv").Key);
    }

    [TestMethod]
    [DataRow("A=1\nKEY=\"VALUE\n", 2)]
    [DataRow("KEY='VALUE\n", 1)]
    [DataRow("A=1\nURL='x\nKEY=VALUE\n", 2)]
    public void A_quote_of_our_own_that_is_never_closed_is_broken(string content, int line)
    {
        using Machine machine = new Machine().WithEnvFile(Expand(content));

        InjectResult result = machine.Inject("dotenv");

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.AreEqual((machine.EnvFile, line), (result.Diagnostics[0].File, result.Diagnostics[0].Line));
        Assert.DoesNotContain("FakeFile", result.Messages);
    }

    [TestMethod]
    public void The_whole_set_is_read()
    {
        using Machine machine = new Machine().WithEnvFile(Expand($"PROJECT={Fake.Project(3)}\nURL='{Fake.Url}/'\nKEY=VALUE\n"));

        InjectResult result = machine.Inject("dotenv");

        Assert.AreEqual((s_key, Fake.Url, Fake.Project(3)), (result.Key, result.Url, result.ProjectId));
    }

    [TestMethod]
    public void A_file_that_is_named_must_exist()
    {
        using Machine machine = new Machine().WithProfile();
        Assert.AreEqual("LLENV0002", machine.Inject("dotenv:none.env", "profile").Codes);
    }

    [TestMethod]
    public void The_output_itself_need_not_exist()
    {
        using Machine machine = new Machine().WithProfile();
        Assert.AreEqual("", machine.Inject("dotenv", "profile").Codes);
    }

    [TestMethod]
    public void A_named_path_starts_at_the_project()
    {
        using Machine machine = new();
        machine.Folder.Write("shared.env", Expand("KEY=VALUE\n"));

        InjectResult result = machine.Inject("dotenv:../shared.env");

        Assert.AreEqual(s_key, result.Key);
        Assert.AreEqual("dotenv shared.env", result.Credentials[0].Source);
    }

    [TestMethod]
    [DataRow(new byte[] { 0xFF, 0xFE, 0x41, 0x00 })]
    [DataRow(new byte[] { 0xFE, 0xFF, 0x00, 0x41 })]
    [DataRow(new byte[] { 0x41, 0x3D, 0x00, 0x0A })]
    public void A_file_that_is_no_text_is_broken(byte[] content)
    {
        using Machine machine = new();
        File.WriteAllBytes(machine.EnvFile, content);
        Assert.AreEqual("LLENV0002", machine.Inject("dotenv").Codes);
    }

    private static string Expand(string text) => text
        .Replace("KEY", "LLAMA_CLOUD_API_KEY", StringComparison.Ordinal).Replace("URL", "LLAMA_CLOUD_BASE_URL", StringComparison.Ordinal)
        .Replace("PROJECT", "LLAMA_AGENTS_PROJECT_ID", StringComparison.Ordinal).Replace("VALUE", s_key, StringComparison.Ordinal);
}
