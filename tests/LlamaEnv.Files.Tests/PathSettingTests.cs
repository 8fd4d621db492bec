using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;

namespace LlamaEnv.Files.Tests;

/// <summary>One rule for every path in a setting.</summary>
[TestClass]
public sealed class PathSettingTests
{
    [TestMethod]
    [DataRow("x.env", "project/x.env")]
    [DataRow("  x.env\n", "project/x.env")]
    [DataRow("a/b.env", "project/a/b.env")]
    [DataRow(@"a\b.env", "project/a/b.env")]
    [DataRow(@".\a\..\b.env", "project/b.env")]
    [DataRow("a//b.env", "project/a/b.env")]
    [DataRow("../x.env", "x.env")]
    [DataRow("~/x.env", "home/x.env")]
    [DataRow(@"~\conf\x.env", "home/conf/x.env")]
    [DataRow("~/../x.env", "x.env")]
    [DataRow("~x.env", "project/~x.env")]
    [DataRow("x~/y.env", "project/x~/y.env")]
    [DataRow("a%20b.env", "project/a%20b.env")]
    [DataRow("%C3%A9%C3.env", "project/%C3%A9%C3.env")]
    [DataRow("100%.env", "project/100%.env")]
    [DataRow("cost$.env", "project/cost$.env")]
    [DataRow("__pycache.env", "project/__pycache.env")]
    [DataRow("...env", "project/...env")]
    public void A_path_is_where_MSBuild_and_a_shell_would_look(string path, string meant)
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Directory.CreateDirectory(machine.Host.HomeDirectory);

        InjectResult written = machine.Inject(new Settings { [Setting.File] = path });

        Assert.AreEqual("", written.Codes);
        Assert.AreEqual(machine.Folder.At(meant.Split('/')), written.Files.Single().Path);
        Assert.IsTrue(File.Exists(machine.Folder.At(meant.Split('/'))));

        InjectResult read = machine.Inject(new Settings { [Setting.Sources] = [$"dotenv:{path}"], [Setting.Outputs] = ["none"] });
        Assert.AreEqual("", read.Codes);
        Assert.AreEqual(Fake.Key("Environment"), read.Key);
    }

    [TestMethod]
    [DataRow("${HOME}/x.env", "${HOME}")]
    [DataRow("$HOME/x.env", "$HOME")]
    [DataRow("conf/$ENVIRONMENT.env", "$ENVIRONMENT")]
    [DataRow("$env:HOME/x.env", "$env:HOME")]
    [DataRow("%USERPROFILE%/x.env", "%USERPROFILE%")]
    [DataRow(@"%USERPROFILE%\x.env", "%USERPROFILE%")]
    [DataRow("%HOME%%NAME%.env", "%HOME%%NAME%")]
    [DataRow("$(ConfigFolder)/x.env", "$(ConfigFolder)")]
    [DataRow("$(Name).env", "$(Name)")]
    [DataRow("@(Item)/x.env", "nothing expanded")]
    [DataRow("%(Identity)/x.env", "%(Identity)")]
    [DataRow("{{folder}}/x.env", "{{folder}}")]
    [DataRow("#{folder}#/x.env", "#{folder}#")]
    [DataRow("__FOLDER__/x.env", "__FOLDER__")]
    [DataRow("${{ secrets.X }}/x.env", "${{ secrets.X }}")]
    [DataRow("~root/x.env", "another user's home folder")]
    [DataRow("~+/x.env", "another user's home folder")]
    [DataRow("op://vault/item/field", "is a URL")]
    [DataRow("file:///x.env", "is a URL")]
    [DataRow("x/", "names a folder")]
    [DataRow(@"x\", "names a folder")]
    [DataRow(".", "names a folder")]
    [DataRow("..", "names a folder")]
    [DataRow("x/..", "names a folder")]
    [DataRow("~", "names a folder")]
    [DataRow("~/", "names a folder")]
    [DataRow("/", "names a folder")]
    [DataRow("a\nb.env", "control character")]
    [DataRow("a\0b.env", "without NUL characters")]
    public void What_is_no_path_is_an_error_and_no_folder(string path, string because)
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string before = machine.Folder.Snapshot();

        foreach (Settings settings in (Settings[])[new() { [Setting.File] = path }, new() { [Setting.Sources] = [$"dotenv:{path}"] }])
        {
            InjectResult result = machine.Inject(settings);
            Assert.AreEqual("LLENV0006", result.Codes);
            Assert.Contains(because, result.Messages);
        }

        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(@"C:\x\.env")]
    [DataRow("C:/x/.env")]
    [DataRow(@"\\server\share\.env")]
    public void A_path_of_Windows_is_none_elsewhere(string path)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual("LLENV0006", machine.Inject(new Settings { [Setting.File] = path }).Codes);
    }

    [TestMethod]
    public void A_folder_that_is_called_like_a_variable_may_be_meant()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Directory.CreateDirectory(machine.Folder.At("project", "$work"));

        Assert.AreEqual("", machine.Inject(new Settings { [Setting.File] = "$work/x.env" }).Codes);
        Assert.AreEqual("LLENV0006", machine.Inject(new Settings { [Setting.File] = "$other/x.env" }).Codes);
    }

    [TestMethod]
    public void Without_a_home_folder_there_is_nothing_to_expand()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = Injector.Inject(new Settings { [Setting.File] = "~/x.env" }, machine.Project, machine.Host with { HomeDirectory = "" });

        Assert.AreEqual("LLENV0006", result.Codes);
        Assert.Contains("HOME is not set", result.Messages);
    }

    [TestMethod]
    public void An_option_starts_from_the_folder_of_the_shell_and_home_is_home()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Settings project = new() { [Setting.Sources] = ["environment"], [Setting.File] = "project.env" };

        Assert.AreEqual(machine.Folder.At("shell", "a", "x.env"), FileOf(project.OverriddenBy(SettingPaths.StartFrom(machine.Folder.At("shell"), new Settings { [Setting.File] = @"a\x.env" }, SourceList.All))));
        Assert.AreEqual(machine.Folder.At("home", "x.env"), FileOf(project.OverriddenBy(SettingPaths.StartFrom(machine.Folder.At("shell"), new Settings { [Setting.File] = "~/x.env" }, SourceList.All))));
        Assert.AreEqual(machine.Folder.At("project", "project.env"), FileOf(project.OverriddenBy(SettingPaths.StartFrom(machine.Folder.At("shell"), new Settings(), SourceList.All))));

        string FileOf(Settings settings) => machine.Inject(settings with { DryRun = true }).Files.Single().Path;
    }

    [TestMethod]
    public void A_key_in_the_place_of_a_path_is_not_repeated()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string key = Fake.Key("Typed");

        InjectResult result = machine.Inject(new Settings { [Setting.File] = $"{key}/", [Setting.Sources] = [$"dotenv:$({key})/x"] });

        Assert.AreEqual("LLENV0006 LLENV0006", result.Codes);
        Assert.DoesNotContain("FakeTyped", result.Messages);
    }

    public static IEnumerable<object[]> Keys => [.. new[]
    {
        Fake.Key("Typed"), $"LLX-{Fake.Key("Typed")[4..]}", "sk-proj-FakeCanary0123456789FakeCanary", "sk-FakeCanary0123456789", "ghp_FakeCanary0123456789FakeCanary", "hf_FakeCanary0123456789Fake", "eyJFakeCanary0123.FakeCanary0123456789.FakeCanary2", "fake.canary.of.a.deployment.of.our.own",
    }.Select(key => new object[] { key })];

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void A_key_becomes_no_name_of_anything(string key)
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", key).Set("LLAMA_CLOUD_BASE_URL", "https://llama.example.com").WithProfile();
        string before = machine.Folder.Snapshot();

        foreach (Settings settings in (Settings[])
        [
            new() { [Setting.File] = key }, new() { [Setting.File] = $"a/{key}/.env" }, new() { [Setting.File] = $"/x-{key}.env" },
            new() { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchProfile] = key }, new() { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchProfile] = $"my {key}" },
            new() { [Setting.Outputs] = ["user-secrets"], [Setting.UserSecretsId] = key },
        ])
        {
            InjectResult result = machine.Inject(settings.With(Setting.Sources, ["profile"]));

            Assert.Contains("LLENV0006", result.Codes, result.Messages);
            Assert.Contains("holds a key", result.Messages);
            Assert.DoesNotContain(key[..12], result.Messages, StringComparison.OrdinalIgnoreCase);
        }

        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    [DataRow("llx-invoices")]
    [DataRow("llx-extract-service-2024")]
    [DataRow("sk-learn-experiments2")]
    [DataRow("npm_packages")]
    [DataRow("hf_transformers_v2")]
    [DataRow("task-runner")]
    [DataRow("ghp_pages")]
    public void A_name_that_begins_like_a_key_is_a_name(string name)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual("", machine.Inject(new Settings { [Setting.File] = $"{name}/{name}.env", [Setting.Outputs] = ["dotenv", "launch-settings", "user-secrets"], [Setting.LaunchProfile] = name, [Setting.UserSecretsId] = name }).Codes);
        Assert.IsTrue(File.Exists(machine.Folder.At("project", name, $"{name}.env")));
    }

    [TestMethod]
    public void A_key_of_no_known_shape_is_no_project_and_no_URL()
    {
        const string Key = "fake.canary.of.a.deployment.of.our.own";
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", Key);

        Assert.Contains("LLENV0011", machine.Inject(new Settings { [Setting.Project] = Key, [Setting.BaseUrl] = "https://llama.example.com" }).Codes);
        Assert.Contains("LLENV0011", machine.Inject(new Settings { [Setting.BaseUrl] = Key }).Codes);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    [DataRow("None")]
    [DataRow(" NONE ")]
    [DataRow("none;None")]
    [DataRow("none; ;")]
    [DataRow("NONE%3B")]
    [DataRow("none%3b%3BNone ")]
    public void The_case_of_an_output_does_not_count(string output)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = [output] });

        Assert.AreEqual("", result.Codes);
        Assert.IsEmpty(result.Files);
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    [DataRow("dotenv;none")]
    [DataRow("none;DotEnv")]
    [DataRow("Dotenv;dotenv")]
    [DataRow("NONE%3Bdotenv")]
    [DataRow(" dotenv %3b None")]
    public void None_beside_another_output_adds_nothing(string output)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual(machine.EnvFile, machine.Inject(new Settings { [Setting.Outputs] = [output] }).Files.Single().Path);
    }

    [TestMethod]
    [DataRow("Environment;DOTENV")]
    [DataRow(" environment ; dotenv ")]
    [DataRow("environment;dotenv;Environment")]
    [DataRow("ENVIRONMENT%3Bdotenv")]
    [DataRow("environment%3b dotenv")]
    public void A_list_of_sources_is_split_whoever_hands_it_over(string sources)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        CollectionAssert.AreEqual(new[] { "environment", "dotenv" }, machine.Inject(sources).Trace.First(t => t.Variable == Variable.ApiKey).Steps.Select(s => s.Source).ToArray());
    }

    [TestMethod]
    public void The_case_of_an_argument_counts()
    {
        using Machine machine = new Machine().WithProfile();

        Assert.AreEqual("LLENV0007", machine.Inject("Profile:WORK").Codes);
        Assert.AreEqual("", machine.Inject("PROFILE:work").Codes);
    }

    [TestMethod]
    public void What_is_separated_by_commas_is_told_how()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Diagnostic diagnostic = machine.Inject(new Settings { [Setting.Outputs] = ["dotenv,none"] }).Diagnostics.Single();

        Assert.AreEqual("LLENV0006", diagnostic.Code);
        Assert.EndsWith("separate them with ;", diagnostic.Message);
    }

    [TestMethod]
    public void Switches_and_choices_are_read_the_same_way()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Assert.AreEqual("", machine.Inject(new Settings { [Setting.RequireProject] = " True\n", [Setting.Missing] = " Warning ", [Setting.ForkPullRequest] = "SKIP", [Setting.LaunchSettingsMode] = " Reference", [Setting.AllowTracked] = "FALSE" }).Codes);
    }
}
