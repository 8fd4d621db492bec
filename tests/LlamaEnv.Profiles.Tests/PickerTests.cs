namespace LlamaEnv.Profiles.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PickerTests
{
    private const string Down = "\e[B";
    private const string Up = "\e[A";

    [TestMethod]
    [DataRow(Down + "\r", "llx-Fa****Fake-2")]
    [DataRow(Down + Down + Up + "\r", "llx-Fa****Fake-2")]
    [DataRow(Up + "\r", "user@example.com")]
    [DataRow("3\r", "user@example.com")]
    [DataRow("2\u007f1\r", "llx-Fa****Fake")]
    [DataRow("9\r", "llx-Fa****Fake")]
    public void Arrow_keys_and_numbers_choose(string keys, string chosen)
    {
        using Store store = WithThreeProfiles();

        new PseudoTerminal(store, Built.Tool, "auth", "use").Type("> 1", keys).Exits(0);

        Assert.AreEqual(chosen, store.Database.ListProfiles().Current!.Name);
    }

    [TestMethod]
    [DataRow("\u0003", DisplayName = "Ctrl-C")]
    [DataRow("\e", DisplayName = "Esc")]
    public void Whoever_gives_up_changes_nothing(string key)
    {
        using Store store = WithThreeProfiles();

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "logout").Type("> 1", key).Exits(130);

        Assert.DoesNotContain("logged out", run.Output);
        Assert.HasCount(3, store.Database.ListProfiles().All);
    }

    [TestMethod]
    public void In_a_narrow_window_the_line_that_changes_stays_one_line()
    {
        using Store store = WithThreeProfiles();

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Columns = 20 }.Type("> 1", Down + Down + "\r").Exits(0);

        foreach (string drawn in run.Output.Split('\n').Single(line => line.Contains("\r> ", StringComparison.Ordinal)).Split('\r', StringSplitOptions.RemoveEmptyEntries))
            Assert.IsLessThan(20, drawn.Length);
        Assert.Contains("  3  user@example.com (https://api.cloud.llamaindex.ai)\n", run.Output);
    }

    [TestMethod]
    public void Of_a_longer_line_nothing_is_left_behind_one_of_characters_without_width()
    {
        using Store store = new();
        store.Database.SaveLogin(Fake.Cloud, Fake.Project, Fake.Login with { UserId = "1", Email = "a-rather-long-name@example.com" });
        store.Database.SaveLogin(Fake.Cloud, Fake.Project, Fake.Login with { UserId = "2", Email = "be\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301@example.com" });
        store.Database.UseProfile("a-rather-long-name@example.com");

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Columns = 100 }.Type("> 1", Down + "\r").Exits(0);

        string[] drawn = run.Output.Split('\n').Single(line => line.Contains("\r> 2", StringComparison.Ordinal)).Split('\r');
        int second = Array.FindIndex(drawn, line => line.StartsWith("> 2", StringComparison.Ordinal));
        Assert.AreEqual(new string(' ', drawn[second - 2].Length), drawn[second - 1]);
    }

    [TestMethod]
    [DataRow("NO_COLOR", "1")]
    [DataRow("COLORTERM", "truecolor")]
    public void There_are_no_colours(string variable, string value)
    {
        using Store store = WithThreeProfiles();

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Environment = { [variable] = value } }.Type("> 1", Down + "\r").Exits(0);

        Assert.DoesNotMatchRegex("\e\\[[0-9;]*m", run.Output);
    }

    [TestMethod]
    [DataRow("TERM", "dumb")]
    [DataRow("CI", "false")]
    public void Where_nobody_can_answer_nobody_is_asked(string variable, string value)
    {
        using Store store = WithThreeProfiles();

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Environment = { [variable] = value } }.Type("never", "").Exits(1);

        Assert.Contains("- user@example.com (https://api.cloud.llamaindex.ai)\n", run.Output);
        Assert.Contains("Pass NAME to choose one.", run.Output);
    }

    [TestMethod]
    public void A_name_that_does_not_exist_is_an_error_and_no_question()
    {
        using Store store = WithThreeProfiles();

        Run run = new PseudoTerminal(store, Built.Tool, "auth", "logout", "nobody").Type("never", "").Exits(1);

        Assert.Contains("LLENV0007: profile 'nobody' does not exist", run.Output);
        Assert.Contains("Its profiles: llx-Fa****Fake, llx-Fa****Fake-2, user@example.com", run.Output);
    }

    [TestMethod]
    [DataRow("llx-FakeKey\r", DisplayName = "Pasted in one go")]
    [DataRow("llx-FakeKez\u007fy\r", DisplayName = "Corrected")]
    public void A_secret_is_read_and_not_shown(string keys)
    {
        using Store store = new();

        Run run = new PseudoTerminal(store, Built.Worker, "ask").Type("shown): ", keys).Exits(0);

        Assert.Contains("\nas typed\n", run.Output);
        Assert.DoesNotContain("Fake", run.Output);
    }

    [TestMethod]
    public void A_secret_prompt_can_be_left()
    {
        using Store store = new();

        Run run = new PseudoTerminal(store, Built.Worker, "ask").Type("shown): ", "llx-Fake\u0003").Exits(130);

        Assert.DoesNotContain("Fake", run.Output);
    }

    private static Store WithThreeProfiles()
    {
        Store store = new();
        store.Database.SaveLogin(Fake.Cloud, Fake.Project, Fake.Login);
        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.Key);
        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.AlikeKey);
        store.Database.UseProfile("llx-Fa****Fake");
        return store;
    }
}
