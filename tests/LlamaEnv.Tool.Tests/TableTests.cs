using System.Text.RegularExpressions;

namespace LlamaEnv.Tool.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class TableTests
{
    private const string Wide = "日本語の名前@example.com";
    private const string Combining = "be\u0301\u0301\u0301@example.com";

    [TestMethod]
    public void At_a_terminal_columns_stand_below_each_other_whatever_the_characters()
    {
        using Store store = WithProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "get") { Columns = 200 }.Type("never", "").Exits(0);

        Assert.StartsWith("NAME                      PROJECT_ID ", run.Output[run.Output.IndexOf("NAME", StringComparison.Ordinal)..]);
        Assert.Contains($"\n{Combining}            {Sample.Project}", run.Output);
        Assert.Contains($"\nplain@example.com         {Sample.Project}", run.Output);
        Assert.Contains($"\n{Wide}  {Sample.Project}", run.Output);
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(40)]
    [DataRow(100)]
    public void In_a_narrow_window_nothing_is_cut_and_an_id_can_be_copied(int columns)
    {
        using Store store = WithProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "get") { Columns = columns }.Type("never", "").Exits(0);

        Assert.Contains($"llama-env: profiles at {Sample.Cloud}\n", run.Output);
        foreach (string name in (string[])[Combining, "plain@example.com", Wide])
            Assert.MatchesRegex($"{Regex.Escape(name)} +{Sample.Project}  (yes|no) +oidc\n", run.Output);
    }

    [TestMethod]
    public void A_pipe_gets_what_it_always_got()
    {
        using Store store = WithProfiles();

        string[] lines = Built.Run(store, Built.Tool, "auth", "get").Exits(0).Output.Split('\n');

        Assert.StartsWith("NAME                API_URL ", lines[0]);
        Assert.StartsWith($"{Combining}   https://", lines[1]);
        Assert.StartsWith("plain@example.com   https://", lines[2]);
        Assert.StartsWith($"{Wide}  https://", lines[3]);
    }

    private static Store WithProfiles()
    {
        Store store = new();
        foreach (string name in (string[])[Wide, Combining, "plain@example.com"])
            store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = name, Email = name });
        return store;
    }
}
