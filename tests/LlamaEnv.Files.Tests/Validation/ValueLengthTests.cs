
namespace LlamaEnv.Files.Tests.Validation;

/// <summary>What is longer than 64 KiB is no value, and nothing else is asked of it.</summary>
[TestClass]
public sealed class ValueLengthTests
{
    private const int Most = 64 * 1024;

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY")]
    [DataRow("LLAMA_CLOUD_BASE_URL")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID")]
    [DataRow("MINE")]
    public void A_value_that_is_too_long_is_an_error(string name)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set(name, new string('a', Most + 1));

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["environment"], Variables = [new("MINE") { Default = "fine", Pattern = "^(?=a)(a+)+$|fine" }] });

        Assert.AreEqual("LLENV0012", result.Codes);
        Assert.Contains($"{name} (from environment) is longer than 64 KiB (65537 characters)", result.Messages);
        Assert.IsLessThan(1_000, result.Messages.Length);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    [DataRow(Most / 2, "")]
    [DataRow((Most / 2) + 1, "LLENV0012")]
    public void Bytes_are_counted_not_characters(int characters, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("MINE", string.Concat(Enumerable.Repeat("éö", characters / 2)) + new string('ü', characters % 2));

        Assert.AreEqual(codes, machine.Inject(new Settings { [Setting.Outputs] = ["none"], Variables = [new("MINE")] }).Codes);
    }

    [TestMethod]
    [DataRow(100_000, "LLENV0012", "user-secrets", """{"LlamaCloud:ApiKey":"@"}""", "home/.microsoft/usersecrets/id/secrets.json")]
    [DataRow(100_000_000, "LLENV0002", "user-secrets", """{"LlamaCloud:ApiKey":"@"}""", "home/.microsoft/usersecrets/id/secrets.json")]
    [DataRow(100_000, "LLENV0002", "dotenv", "LLAMA_CLOUD_API_KEY=@\n", "project/.env")]
    [DataRow(100_000, "LLENV0002", "dotenv", "LLAMA_CLOUD_API_KEY='@'\n", "project/.env")]
    [DataRow(100_000_000, "LLENV0002", "dotenv", "LLAMA_CLOUD_API_KEY=@\n", "project/.env")]
    public void A_source_with_a_huge_value_ends_in_a_code(int length, string codes, string source, string text, string file)
    {
        using Machine machine = new();
        machine.Set("HOME", machine.Host.HomeDirectory);
        machine.Folder.Write(file, text.Replace("@", new string('a', length), StringComparison.Ordinal));

        Assert.AreEqual(codes, machine.Inject(new Settings { [Setting.Sources] = [source], [Setting.UserSecretsId] = "id" }).Codes);
    }

    [TestMethod]
    public void A_huge_value_that_is_replaced_does_no_harm()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile($"LLAMA_CLOUD_API_KEY={new string('a', 1_000_000)}\nOTHER={new string('b', 1_000_000)}\n");

        Assert.AreEqual("", machine.Inject("environment").Codes);
        Assert.EndsWith($"OTHER={new string('b', 1_000_000)}", File.ReadAllLines(machine.EnvFile)[1]);
    }
}
