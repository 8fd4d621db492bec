using System.Text.RegularExpressions;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>What messages of a rotation propose, done as it stands there: by a shell, and with the options that there are.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed partial class RotationAdviceTests
{
    [TestMethod]
    [DataRow("x$(touch PWNED)")]
    [DataRow("x`touch PWNED`")]
    [DataRow("a\"b")]
    [DataRow("it's !! 100% \\ ; touch PWNED")]
    public async Task The_command_for_a_file_with_the_old_key_gives_it_the_new_one_whatever_the_profile_is_called(string name)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        Rename(folder, name);
        string file = Path.Combine(folder.Store.Root, ".env");
        File.WriteAllText(file, $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");

        string said = folder.Rotate().Exits(0).Error;
        Follow(folder, InjectCommand().Match(said).Groups[1].Value).Exits(0);

        Assert.Contains($"LLAMA_CLOUD_API_KEY={folder.Store.Database.Find(name, folder.Server.Url)!.ApiKey!.Value.Reveal()}\n", File.ReadAllText(file));
        Assert.IsFalse(File.Exists(Path.Combine(folder.Store.Root, "PWNED")));
    }

    [TestMethod]
    [DataRow("gh:acme/app,env=Production EU")]
    [DataRow("gh:acme/app,env=it's $(touch PWNED)")]
    public async Task The_option_for_a_place_that_is_gone_leaves_that_one_out(string place)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", """[ "$2" = list ] || { echo no >&2; exit 1; }; echo '[]'""");

        string said = folder.Rotate("--to", place, "--revoke-after", "0").Exits(1).Error;
        Follow(folder, $"dotnet llama-env auth rotate --finish {WithoutOption().Match(said).Groups[1].Value}").Exits(0);

        Assert.IsFalse(File.Exists(Path.Combine(folder.Store.Root, "PWNED")));
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow("reference", "error LLENV0037: ", "It was kept and nothing was written. Remove it there, or leave out '--to dotenv'")]
    [DataRow("pipe", "error LLENV0032: ", "and not a file. Nothing was changed. Remove it, or leave out '--to dotenv'")]
    [DataRow("folder", "error LLENV0032: ", ".env is a directory. Nothing was changed. Remove it, or leave out '--to dotenv'")]
    public async Task What_stands_in_the_way_of_a_file_is_to_be_removed_or_left_out(string what, string code, string advice)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        PutInTheWay(what, file);

        string said = folder.Rotate("--to", "dotenv").Exits(1).Error;

        Assert.Contains(code, said);
        Assert.Contains(advice, said);
        HasNoOptionOfInject(said);
        Assert.AreEqual(0, folder.Asked);

        if (what == "folder")
            Directory.Delete(file);
        else
            File.Delete(file);
        folder.Rotate("--to", "dotenv").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    public async Task Of_several_outputs_the_one_in_whose_way_it_stands_is_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        PutInTheWay("reference", Path.Combine(folder.Store.Root, ".env"));

        Assert.Contains("or leave out '--to dotenv'", folder.Rotate("--to", "launch-settings", "--to", "dotenv").Exits(1).Error);
        folder.Rotate("--to", "launch-settings").Exits(0);

        folder.IsWhole();
    }

    [TestMethod]
    [DataRow("reference")]
    [DataRow("pipe")]
    public async Task What_came_in_the_way_of_a_file_since_it_was_looked_at_can_be_given_up(string what)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        folder.Server.Before = line =>
        {
            if (line == $"GET {Api.Me}" && !Path.Exists(file))
                PutInTheWay(what, file);
            return null;
        };

        string said = folder.Rotate("--to", "dotenv").Exits(1).Error;

        HasNoOptionOfInject(said);
        Assert.Contains("or give up that output with 'dotnet llama-env auth rotate --finish --without dotenv'. The new key is the profile's; the old one is still valid. ", said);
        Follow(folder, "dotnet llama-env auth rotate --finish --without dotenv").Exits(0);
        Assert.IsEmpty(folder.Records);
    }

    private static void PutInTheWay(string what, string path)
    {
        if (what == "folder")
            Directory.CreateDirectory(path);
        else if (what == "reference")
            File.WriteAllText(path, "LLAMA_CLOUD_API_KEY=op://vault/item/field\n");
        else
            new Command("mkfifo", path) { Directory = Path.GetDirectoryName(path)! }.Run().Exits(0);
    }

    private static void HasNoOptionOfInject(string said)
    {
        foreach (string option in (IEnumerable<string>)["--to none", "--env-file", "--source", "--overwrite-references"])
            Assert.DoesNotContain(option, said);
    }

    private static void Rename(RotationFolder folder, string name)
    {
        string quoted = name.Replace("'", "''", StringComparison.Ordinal);
        folder.Store.With($"UPDATE profiles SET name = '{quoted}'; UPDATE settings SET value = '{quoted}' WHERE value = '{RotationFolder.Name}'");
    }

    /// <summary>As a shell runs it.</summary>
    private static Outcome Follow(RotationFolder folder, string command)
    {
        Assert.StartsWith("dotnet llama-env ", command);
        return Built.Run(folder.Store, "/bin/sh", "-c", $"'{Built.Tool}'{command["dotnet llama-env".Length..]}");
    }

    [GeneratedRegex("Run '(dotnet llama-env inject .*)' before a program needs it")]
    private static partial Regex InjectCommand();

    [GeneratedRegex("with '(--without .*)' if that is gone for ever")]
    private static partial Regex WithoutOption();
}
