using LlamaEnv.Files.Sources.Processes;

namespace LlamaEnv.Files.Tests.Sources;

/// <summary>What becomes of a reference on a manager's command line.</summary>
[TestClass]
public sealed class ManagerTests
{
    private const string Option = "--x";

    private static readonly string[] s_parts = ["a", Option];

    /// <summary>Whoever writes a reference may not be who runs the build, and an option may name another server.</summary>
    [TestMethod]
    public void No_part_of_a_reference_becomes_an_option_wherever_it_stands()
    {
        IEnumerable<string> texts =
            from begin in (string[])["", "//", "ssm/", "//ssm/", "project/", "//project/", "be8e0ad8-d545-4017-a55a-b02f014d4158/"]
            from one in s_parts
            from rest in (string[])["", .. s_parts.Select(static two => $"/{two}"), .. s_parts.SelectMany(static two => s_parts.Select(three => $"/{two}/{three}"))]
            from field in (string[])["", "#f", $"#{Option}"]
            select begin + one + rest + field;

        foreach (Manager manager in Manager.All)
        {
            foreach (string text in texts)
            {
                string shown = string.Join(' ', (manager.Call(text, out _)?.Arguments ?? []).Where(static a => a.StartsWith(Option, StringComparison.Ordinal)));
                Assert.AreEqual("", shown, $"{manager.Name}:{text}");
            }
        }
    }

    [TestMethod]
    [DataRow("aws", "prod-eu/my-secret--2", "prod-eu/my-secret--2")]
    [DataRow("vault", "kv/-llama", "kv/-llama")]
    [DataRow("az", "my-vault/llama-key", "llama-key")]
    [DataRow("bws", "be8e0ad8-d545-4017-a55a-b02f014d4158", "be8e0ad8-d545-4017-a55a-b02f014d4158")]
    [DataRow("sops", "./-secrets.json", "./-secrets.json")]
    [DataRow("infisical", "be8e0ad8-d545-4017-a55a-b02f014d4158/dev/-llama", "--path=/-llama")]
    public void A_sign_that_begins_no_argument_stays(string name, string reference, string argument)
    {
        ProgramCommand? command = Manager.All.Single(m => m.Name == name).Call(reference, out bool hasOption);

        Assert.IsFalse(hasOption);
        Assert.Contains(argument, command!.Arguments);
    }
}
