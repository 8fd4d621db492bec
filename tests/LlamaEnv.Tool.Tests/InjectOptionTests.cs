namespace LlamaEnv.Tool.Tests;

/// <summary>The options of <c>inject</c>, which are made from the settings.</summary>
[TestClass]
public sealed class InjectOptionTests
{
    private const string Profiles = """{"profiles":{"one":{"commandName":"Project"},"two":{"commandName":"Executable"}}}""";

    [TestMethod]
    public void The_help_has_every_option_of_a_setting_and_no_other_but_its_own()
    {
        using Store store = new();

        string help = Inject(store, "--help").Exits(0).Output;

        string[] options = [.. help.Split('\n').Select(l => l.TrimStart()).Where(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l.Split(' ')[0])];
        string[] own = ["--gitignore", "--dry-run", "--no-project"];
        CollectionAssert.AreEqual(Setting.All.Select(s => s.Option).OfType<string>().Concat(own).ToArray(), options);
        Assert.DoesNotContain("{known}", help);
    }

    [TestMethod]
    public void A_launch_profile_that_is_named_is_the_one_that_is_written()
    {
        using Store store = WithKey();
        Directory.CreateDirectory(Path.Combine(store.Root, "Properties"));
        string file = Path.Combine(store.Root, "Properties", "launchSettings.json");
        File.WriteAllText(file, Profiles);

        Inject(store, "--to", "launch-settings", "--launch-profile", "two").Exits(0);

        Assert.AreEqual(
            $$$$$"""{"profiles":{"one":{"commandName":"Project"},"two":{"commandName":"Executable","environmentVariables":{"LLAMA_CLOUD_API_KEY":"{{{{{Sample.KeyText}}}}}","LLAMA_CLOUD_BASE_URL":"{{{{{Sample.Cloud}}}}}"}}}}""",
            File.ReadAllText(file).Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_launch_profile_that_is_not_there_is_made()
    {
        using Store store = WithKey();

        Inject(store, "--to", "launch-settings", "--launch-profile", "mine").Exits(0);

        Assert.Contains("\"mine\": {", File.ReadAllText(Path.Combine(store.Root, "Properties", "launchSettings.json")));
    }

    [TestMethod]
    [DataRow("--source environment --source dotenv:other.env", "FROM=dotenv other.env")]
    [DataRow("--source environment", "LLENV0001")]
    [DataRow("--to none", "")]
    [DataRow("--to launch-settings", "Properties/launchSettings.json")]
    [DataRow("--env-file sub/here.env", "sub/here.env")]
    [DataRow("--profile work", "FROM=profile 'work'")]
    [DataRow("--base-url https://llama.example.com", "FROM=LlamaEnvBaseUrl / --base-url")]
    [DataRow("--project 12345678-1234-1234-1234-123456789abc", "FROM=LlamaEnvProject / --project")]
    [DataRow("--source dotenv:other.env --require-project", "LLENV0001")]
    public void An_option_says_what_its_setting_says(string options, string effect)
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.With("UPDATE profiles SET name = 'work'");
        if (!options.StartsWith("--profile", StringComparison.Ordinal))
            store.With("UPDATE settings SET value = 'work' WHERE key = 'current_profile'");
        File.WriteAllText(Path.Combine(store.Root, "other.env"), $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");

        Outcome run = Inject(store, options.Split(' '));

        Assert.AreEqual(effect.StartsWith("LLENV", StringComparison.Ordinal) ? 1 : 0, run.ExitCode, run.Error);
        if (effect.StartsWith("FROM=", StringComparison.Ordinal))
            Assert.Contains($" from {effect["FROM=".Length..]}", run.Error);
        else if (effect.StartsWith("LLENV", StringComparison.Ordinal))
            Assert.Contains(effect, run.Error);
        else if (effect.Length > 0)
            Assert.IsTrue(File.Exists(Path.Combine([store.Root, .. effect.Split('/')])), run.Error);
        Assert.AreEqual(effect.StartsWith("FROM=", StringComparison.Ordinal), File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    [DataRow("--env-file", "")]
    [DataRow("--env-file", " ")]
    [DataRow("--source", "")]
    [DataRow("--source", ";")]
    [DataRow("--source", "%3B")]
    [DataRow("--to", "")]
    [DataRow("--profile", "")]
    [DataRow("--launch-profile", "")]
    [DataRow("--base-url", "")]
    [DataRow("--project", "\t")]
    public void An_empty_value_is_not_the_default(string option, string value)
    {
        using Store store = WithKey();

        Outcome run = Inject(store, option, value).Exits(1);

        Assert.Contains($"error LLENV0006: {option} has an empty value", run.Error);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    public void Every_option_without_a_value_is_named()
    {
        using Store store = WithKey();

        Assert.Contains("--source and --env-file have an empty value", Inject(store, "--env-file", "", "--source", "environment", "--source", "").Exits(1).Error);
        Assert.Contains("--env-file has an empty value", Built.Run(store, Built.Tool, "auth", "inject", "--env-file", "").Exits(1).Error);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    [DataRow("NONE%3Bdotenv", true)]
    [DataRow(" none %3B", false)]
    [DataRow("None;NONE", false)]
    public void An_escaped_semicolon_separates_as_in_a_project(string outputs, bool writes)
    {
        using Store store = WithKey();
        Inject(store, "--to", outputs, "--source", "ENVIRONMENT%3bdotenv").Exits(0);
        Assert.AreEqual(writes ? ".env" : "", store.Files);
    }

    private static Store WithKey()
    {
        Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        return store;
    }

    private static Outcome Inject(Store store, params IEnumerable<string> options) => Built.Run(store, Built.Tool, ["inject", .. options]);
}
