namespace LlamaEnv.Tool.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PickerTests
{
    private const string Down = "\e[B";
    private const string Up = "\e[A";
    private const string End = "\e[F";

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

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "logout").Type("> 1", key).Exits(130);

        Assert.DoesNotContain("logged out", run.Output);
        Assert.HasCount(3, store.Database.ListProfiles().All);
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(11)]
    [DataRow(12)]
    [DataRow(13)]
    [DataRow(20)]
    [DataRow(39)]
    [DataRow(60)]
    [DataRow(80)]
    [DataRow(200)]
    public void In_a_window_of_any_width_each_choice_stays_one_line_of_one_list(int columns)
    {
        using Store store = WithProfiles("[/]", "[red]x[/] [bold", "a-rather-long-name@example.com", "be\u0301\u0301\u0301\u0301@example.com", "\U0001F468\u200D\U0001F469\u200D\U0001F467 family", "\u65E5\u672C\u8A9E\u306E\u540D\u524D@example.com");

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Columns = columns }.Type(["> 1", Down], ["> 2", End], ["> 6", Up], ["> 5", "\r"]).Exits(0);

        string[] lines = run.Screens[^2].Split('\n');
        CollectionAssert.AreEqual((string[])["  1", "  2", "  3", "  4", "> 5", "  6"], lines[^6..].Select(line => line[..3]).ToArray());
        Assert.HasCount(1, lines.Where(line => line.StartsWith('>')));
        foreach (string name in store.Database.ListProfiles().All.Select(profile => profile.Name))
            Assert.Contains($"  {name.Replace("\u200D", @"\u200D", StringComparison.Ordinal)} (https://api.cloud.llamaindex.ai)", run.Output);
    }

    [TestMethod]
    public void A_list_that_is_longer_than_the_window_scrolls_in_it_and_leaves_nothing_of_longer_lines()
    {
        using Store store = WithProfiles([.. Enumerable.Range(1, 60).Select(i => $"{i:00}{new string('x', i % 7 * 5)}")]);

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Rows = 8 }.Type(["> 1 ", "57"], ["> 57 ", "\e[6~"], ["> 60 ", Down], ["> 1 ", Up + Up], ["> 59 ", "\r"]).Exits(0);

        CollectionAssert.AreEqual(
            store.Database.ListProfiles().All.Skip(55).Select((profile, i) => $"{(i == 3 ? '>' : ' ')} {i + 56}  {profile.Name} (https://api.cloud.llamaindex.ai)").ToArray(),
            run.Screens[^2].Split('\n')[^7..^2]);
        Assert.StartsWith("59xx", store.Database.ListProfiles().Current!.Name);
    }

    [TestMethod]
    public void Of_the_list_the_choice_alone_stays()
    {
        using Store store = WithThreeProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use").Type("> 1", Down + "\r").Exits(0);

        Assert.AreEqual(
            """
            Select profile (arrow keys or number, then Enter):
            > 2  llx-Fa****Fake-2 (https://api.cloud.llamaindex.ai)
            llama-env: switched profile llx-Fa****Fake-2
            terminal as before
            """,
            run.Screens[^1].TrimEnd());
    }

    [TestMethod]
    [DataRow(" ")]
    [DataRow("j")]
    [DataRow("\u00e9")]
    [DataRow("\t")]
    public void Keys_that_mean_nothing_choose_nothing(string key)
    {
        using Store store = WithThreeProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use").Type("> 1", key + "\u0003").Exits(130);

        Assert.Contains("\n> 1  llx-Fa****Fake ", run.Screens[^1]);
        Assert.Contains("\nterminal as before", run.Screens[^1]);
        Assert.AreEqual("llx-Fa****Fake", store.Database.ListProfiles().Current!.Name);
    }

    [TestMethod]
    [DataRow("NO_COLOR", "1")]
    [DataRow("COLORTERM", "truecolor")]
    public void There_are_no_colours(string variable, string value)
    {
        using Store store = WithThreeProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Environment = { [variable] = value } }.Type("> 1", Down + "\r").Exits(0);

        Assert.DoesNotMatchRegex("\e\\[[0-9;]*m", run.Output);
    }

    [TestMethod]
    [DataRow("TERM", "dumb")]
    [DataRow("CI", "false")]
    public void Where_nobody_can_answer_nobody_is_asked(string variable, string value)
    {
        using Store store = WithThreeProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "use") { Environment = { [variable] = value } }.Type("never", "").Exits(1);

        Assert.Contains("- user@example.com (https://api.cloud.llamaindex.ai)\n", run.Output);
        Assert.Contains("Pass NAME to choose one.", run.Output);
    }

    [TestMethod]
    public void A_name_that_does_not_exist_is_an_error_and_no_question()
    {
        using Store store = WithThreeProfiles();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "logout", "nobody").Type("never", "").Exits(1);

        Assert.Contains("LLENV0007: profile 'nobody' does not exist", run.Output);
        Assert.Contains("Its profiles: llx-Fa****Fake, llx-Fa****Fake-2, user@example.com", run.Output);
    }

    [TestMethod]
    public void A_secret_prompt_can_be_left()
    {
        using Store store = new();

        Outcome run = new PseudoTerminal(store, Built.Tool, "auth", "token", "--project", Sample.Project).Type("shown): ", "llx-Fake\u0003").Exits(130);

        Assert.DoesNotContain("Fake", run.Output);
        Assert.Contains("\nterminal as before", run.Screens[^1]);
    }

    private static Store WithThreeProfiles()
    {
        Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.AlikeKey);
        store.Database.UseProfile("llx-Fa****Fake");
        return store;
    }

    private static Store WithProfiles(params string[] names)
    {
        Store store = new();
        foreach (string name in names)
            store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = name, Email = name });
        store.Database.UseProfile(names[0]);
        return store;
    }
}
