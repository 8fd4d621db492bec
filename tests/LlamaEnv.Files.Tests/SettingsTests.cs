using System.Text.RegularExpressions;
using System.Xml.Linq;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;

namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed partial class SettingsTests
{
    private const char EndOfEntry = '\x1F';

    [TestMethod]
    public void No_two_settings_have_one_name_or_option()
    {
        Assert.HasCount(Setting.All.Count, Setting.All.Select(s => s.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
        string[] options = [.. Setting.All.Select(s => s.Option).OfType<string>()];
        Assert.HasCount(options.Length, options.Distinct().ToArray());
    }

    [TestMethod]
    public void What_people_set_is_described_and_what_they_do_not_is_not()
    {
        foreach (Setting setting in Setting.All)
        {
            Assert.AreEqual(setting.Scope != SettingScope.Fact, setting.Description is not null, setting.Name);
            Assert.AreEqual(setting.Option is not null, setting.Help is not null, setting.Name);
            Assert.AreEqual(setting.Option is not null && setting is not TextSetting { IsSwitch: true }, setting.ValueName is not null, setting.Name);
            Assert.IsTrue(setting is not TextSetting { Values.Count: > 0 } text || text.Values.Contains(text.Default), setting.Name);
        }
    }

    [TestMethod]
    public void The_targets_hand_over_every_setting_that_they_do_not_keep_to_themselves()
    {
        string[] handed = [.. HandedOver().Matches(Targets().Descendants().Single(e => e.Name.LocalName == "_LlamaEnvSettings").Value).Select(m => m.Groups["name"].Value)];

        Assert.AreEqual(Names(Setting.All.Where(s => s.Scope != SettingScope.Targets)), string.Join(", ", handed.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void What_the_targets_keep_to_themselves_is_read_there()
    {
        string text = File.ReadAllText(TargetsFile);
        Assert.AreEqual("", Names(Setting.All.Where(s => s.Scope == SettingScope.Targets && !text.Contains($"$({s.Name})", StringComparison.Ordinal) && !text.Contains($"$({s.Name}.Trim())", StringComparison.Ordinal))));
    }

    [TestMethod]
    public void No_other_property_of_ours_is_read_in_the_targets()
    {
        IEnumerable<string> read = PropertyRead().Matches(File.ReadAllText(TargetsFile)).Select(m => m.Groups["name"].Value).Distinct();
        Assert.AreEqual("", string.Join(", ", read.Except(Setting.All.Select(s => s.Name))));
    }

    [TestMethod]
    public void Each_setting_has_its_row_in_the_documentation_and_each_row_its_setting()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "settings.md")).SkipWhile(l => l != "| property | option | default | meaning |").Skip(2).TakeWhile(l => l.StartsWith("| `", StringComparison.Ordinal))];

        CollectionAssert.AreEqual(Setting.All.Where(s => s.Description is not null).Select(Row).ToArray(), rows);
    }

    [TestMethod]
    public void The_documented_defaults_are_those_of_the_lists()
    {
        Assert.AreEqual(Setting.Sources.Default, string.Join(';', SourceList.All.Where(k => k.IsDefault).Select(k => k.Name)));
        using Machine machine = new Machine().WithKey();
        Assert.AreEqual(machine.Folder.At("project", Setting.File.Default!), machine.Inject().Files.Single().Path);
        Assert.AreEqual(OutputKind.Dotenv.Name, Setting.Outputs.Default);
    }

    [TestMethod]
    [DynamicData(nameof(Handed))]
    public void What_is_handed_over_is_read(string name)
    {
        Setting setting = Setting.All.Single(s => s.Name == name);

        Settings settings = Settings.Parse($"\n      Unknown=x\x1D\n      {name}=a=b;c{EndOfEntry}d\x1D\n      Other=\x1D\n      ");

        Assert.AreEqual(setting is ListSetting ? "a=b;c d" : $"a=b;c{EndOfEntry}d", Value(settings, setting));
        Assert.AreEqual("", Value(Settings.Parse($"{name}=\x1D"), setting));
    }

    [TestMethod]
    [DynamicData(nameof(Handed))]
    public void What_is_set_later_goes_before_what_was_set(string name)
    {
        Setting setting = Setting.All.Single(s => s.Name == name);
        Settings project = Settings.Parse($"{name}=project\x1D");

        Assert.AreEqual("project", Value(project.OverriddenBy(new Settings()), setting));
        Assert.AreEqual("option", Value(project.OverriddenBy(Settings.Parse($"{name}=option\x1D")), setting));
        Assert.AreEqual("project", Value(project, setting));
    }

    [TestMethod]
    public void A_project_is_asked_for_its_properties()
    {
        List<string> asked = [];

        Settings settings = Settings.FromProperties(name => Ask(name, "text"), name => [Ask(name, "first"), "second"]);

        Setting[] properties = [.. Setting.All.Where(s => s.Scope == SettingScope.Project)];
        // Beside the settings: what tells which warnings are errors, and an app that is carried to its visitors.
        Assert.AreEqual(Names(properties), string.Join(", ", asked.Except(BuildWarnings.Properties).Except(ClientApp.Properties).Order(StringComparer.Ordinal)));
        foreach (Setting setting in properties)
            Assert.AreEqual(setting is ListSetting ? "first second" : "text", Value(settings, setting));

        string Ask(string name, string answer)
        {
            asked.Add(name);
            return answer;
        }
    }

    [TestMethod]
    public void What_a_run_is_told_beside_the_settings_stays()
    {
        Settings project = new() { InBuild = true, GlobalProperties = ["A"] };
        Settings all = project.OverriddenBy(new Settings { AddToGitignore = true, AskEverySource = true, DryRun = true });
        Assert.AreEqual((true, 1, true, true, true), (all.InBuild, all.GlobalProperties.Count, all.AddToGitignore, all.AskEverySource, all.DryRun));
    }

    [TestMethod]
    public void A_copy_has_values_of_its_own()
    {
        Settings original = new() { [Setting.Profile] = "p" };
        Settings copy = original with { Variables = [new VariableDeclaration("OTHER")] };
        Assert.IsEmpty(original.Variables);
        Assert.AreEqual("p", copy[Setting.Profile]);
    }

    [TestMethod]
    public void A_declaration_is_handed_over_as_it_was_written()
    {
        VariableDeclaration[] declared = [new("A"), new("B", "true", "false", "^a;b$", " d "), new("C", Default: "x")];
        CollectionAssert.AreEqual(declared, new Settings { Variables = declared }.Variables.ToArray());
        CollectionAssert.AreEqual(declared, Settings.Parse($"LlamaEnvVariable={string.Join(EndOfEntry, declared.Select(d => d.Encode()))}\x1D").Variables.ToArray());
    }

    [TestMethod]
    public void Paths_of_a_command_line_start_from_its_folder()
    {
        Settings settings = SettingPaths.StartFrom("/shell", new Settings { [Setting.Sources] = ["dotenv:x.env", "profile:x.env"], [Setting.File] = "x.env", [Setting.Profile] = "x.env" }, SourceList.All);

        Assert.AreEqual($"dotenv:{Path.GetFullPath("/shell/x.env")} profile:x.env", string.Join(' ', settings[Setting.Sources]));
        Assert.AreEqual((Path.GetFullPath("/shell/x.env"), "x.env"), (settings[Setting.File], settings[Setting.Profile]));
        Assert.IsNull(SettingPaths.StartFrom("/shell", new Settings(), SourceList.All)[Setting.File]);
    }

    private static IEnumerable<string> Handed => Setting.All.Where(s => s.Scope != SettingScope.Targets).Select(s => s.Name);

    private static string TargetsFile => Path.Combine(Repository.Root, "build", "LlamaEnv.MSBuild.targets");

    private static XDocument Targets() => XDocument.Load(TargetsFile);

    private static string Names(IEnumerable<Setting> settings) => string.Join(", ", settings.Select(s => s.Name).Order(StringComparer.Ordinal));

    private static string Value(Settings settings, Setting setting) => setting is ListSetting list ? string.Join(' ', settings[list]) : settings[(TextSetting)setting] ?? "";

    private static string Row(Setting setting) => Regex.Replace(
        $"| `{setting.Name}` | {Code(setting.Option)} | {Code(setting.Default) + setting.DefaultDescription} | {setting.Description} |", " +", " ");

    private static string Code(string? text) => text is null ? "" : $"`{text}`";

    [GeneratedRegex(@"^\s*(?<name>\w+)=", RegexOptions.Multiline)]
    private static partial Regex HandedOver();

    [GeneratedRegex(@"\$\((?<name>LlamaEnv\w+)\)")]
    private static partial Regex PropertyRead();
}
