using System.Text.Json;

namespace LlamaEnv.Tool.Tests.Online;

/// <summary>The files of this machine: what is looked at before a key is made, and before the old one ends.</summary>
[TestClass]
public sealed class RotationFileTests
{

    [TestMethod]
    [DataRow("dotenv", "other", "has another one")]
    [DataRow("dotenv", "none", "has none")]
    [DataRow("launch-settings", "old", "has the old one")]
    public async Task A_file_that_lost_the_new_key_meanwhile_keeps_the_old_one_alive(string output, string what, string fault)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, output == "dotenv" ? ".env" : Path.Combine("Properties", "launchSettings.json"));
        folder.Rotate("--to", output, "--revoke-after", "2h").Exits(0);
        string good = File.ReadAllText(file);
        string bad = good.Replace(folder.ProfileKey, what == "old" ? Sample.KeyText : "llx-canary-of-somebody-else", StringComparison.Ordinal);
        if (what == "none")
            File.Delete(file);
        else
            File.WriteAllText(file, bad);

        Outcome run = folder.Rotate("--finish", "--revoke-after", "0").Exits(1);

        Assert.Contains($"{file} : error LLENV0059: this file does not have the new key any more: it {fault}. The old key was not revoked. ", run.Error);
        Assert.Contains($"run 'dotnet llama-env inject --source profile:{RotationFolder.Name} --to {output}', then ", run.Error);
        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
        Assert.HasCount(1, folder.Records);
        if (what != "none")
            Assert.AreEqual(bad, File.ReadAllText(file));

        if (what == "other")
            folder.Rotate("--finish", "--without", output).Exits(0);
        else
        {
            folder.Tool("inject", "--source", "profile", "--profile", RotationFolder.Name, "--to", output).Exits(0);
            folder.Rotate("--finish").Exits(0);
        }

        folder.IsWhole();
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_file_that_is_written_over_before_the_old_key_is_revoked_at_once_is_seen()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Stand("gh", """[ "$2" = list ] || { echo 'LLAMA_CLOUD_API_KEY=' >.env; exit 1; }; echo '[]'""");
        folder.Rotate("--to", "gh", "--to", "dotenv").Exits(1);

        Assert.Contains("it has none. The old key was not revoked", folder.Rotate("--finish", "--without", "gh", "--revoke-after", "0").Exits(1).Error);

        Assert.IsTrue(folder.Server.Has(Sample.KeyText));
    }

    [TestMethod]
    public async Task Other_changes_of_a_file_are_nobodys_business()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        folder.Rotate("--to", "dotenv", "--revoke-after", "2h").Exits(0);
        File.WriteAllText(file, $"# mine\nexport LLAMA_CLOUD_API_KEY='{folder.ProfileKey}'\nOTHER=1\n");

        folder.Rotate("--finish", "--revoke-after", "0").Exits(0);

        folder.IsWhole();
        Assert.StartsWith("# mine\n", File.ReadAllText(file));
    }

    [TestMethod]
    public async Task A_folder_that_is_gone_keeps_the_old_key_alive()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "2h").Exits(0);
        string record = Directory.EnumerateFiles(folder.Journal, "*.json").Single();
        File.WriteAllText(record, File.ReadAllText(record).Replace(JsonSerializer.Serialize(folder.Store.Root), JsonSerializer.Serialize(Path.Combine(folder.Store.Root, "gone")), StringComparison.Ordinal));

        Assert.Contains("error LLENV0059: dotenv could not be looked at, so the old key was not revoked: the folder ", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);

        // Also where it is not written yet.
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"Updated\"", "\"Swapped\"", StringComparison.Ordinal).Replace("    \"dotenv\"\n  ],\n  \"waitSeconds\"", "  ],\n  \"waitSeconds\"", StringComparison.Ordinal));
        Assert.Contains("with '--without dotenv' if that is gone for ever", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);
        folder.Rotate("--finish", "--without", "dotenv").Exits(0);

        folder.IsWhole();
    }

    [TestMethod]
    public async Task A_project_that_cannot_be_read_any_more_keeps_the_old_key_alive()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "2h").Exits(0);
        File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), "<Project");

        Assert.Contains("error LLENV0059: dotenv could not be looked at, so the old key was not revoked: ", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);
        folder.Rotate("--finish", "--no-project").Exits(0);

        folder.IsWhole();
    }

    [TestMethod]
    public async Task Every_file_and_variable_that_holds_the_old_key_is_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string root = folder.Store.Root;
        File.WriteAllText(Path.Combine(root, "App.csproj"), Project("<UserSecretsId>rotation-test</UserSecretsId>"));
        string[] files = [".env", ".env.local", ".env.staging", ".env.Production.local"];
        foreach (string file in files)
            File.WriteAllText(Path.Combine(root, file), $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        string secrets = Path.Combine(root, "Microsoft", "UserSecrets", "rotation-test", "secrets.json");
        Directory.CreateDirectory(Path.GetDirectoryName(secrets)!);
        File.WriteAllText(secrets, $$"""{"LlamaCloud:ApiKey":"{{Sample.KeyText}}"}""");
        folder.Store.Environment["APPDATA"] = root;
        folder.Store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        folder.Store.Environment["LlamaCloud__ApiKey"] = Sample.KeyText;

        string said = Built.Run(folder.Store, Built.Tool, "auth", "rotate").Exits(0).Error;

        foreach (string file in files.Skip(1))
            Assert.Contains($"{Path.Combine(root, file)} : warning LLENV0059: this file holds the old key, and no output writes it. ", said);
        Assert.Contains($"{Path.Combine(root, ".env")} : warning LLENV0059: this file holds the old key, and is not among the outputs. ", said);
        Assert.Contains($"{secrets} : warning LLENV0059: this file holds the old key, and is not among the outputs. ", said);
        Assert.Contains("warning LLENV0059: the variable LLAMA_CLOUD_API_KEY of this shell holds the old key", said);
        Assert.Contains("warning LLENV0059: the variable LlamaCloud__ApiKey of this shell holds the old key", said);
        Assert.DoesNotContain(Sample.KeyText, said);
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("", true)]
    [DataRow("<LlamaEnvSources>dotenv</LlamaEnvSources>", false)]
    [DataRow("<LlamaEnvEnvironment>Staging</LlamaEnvEnvironment>", false)]
    public async Task What_a_file_with_the_old_key_is_to_get_is_the_new_one(string properties, bool isOtherCurrent)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        File.WriteAllText(file, $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        if (properties.Length > 0)
            File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), Project(properties));
        if (isOtherCurrent)
            MakeOtherCurrent(folder);

        string said = folder.Rotate(RotationFolder.Name).Exits(0).Error;

        Assert.Contains($"{file} : warning LLENV0059: this file holds the old key, and is not among the outputs. Run 'dotnet llama-env inject --source profile:{RotationFolder.Name} --to dotenv' before ", said);
        folder.Tool("inject", "--source", $"profile:{RotationFolder.Name}", "--to", "dotenv").Exits(0);
        Assert.Contains($"LLAMA_CLOUD_API_KEY={folder.ProfileKey}\n", File.ReadAllText(file));
    }

    [TestMethod]
    public async Task Where_the_next_build_takes_another_profiles_key_that_is_not_replaced()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        MakeOtherCurrent(folder);

        string said = folder.Rotate(RotationFolder.Name, "--to", "dotenv").Exits(0).Error;

        Assert.Contains($"warning LLENV0059: the next build takes LLAMA_CLOUD_API_KEY from profile 'dev', which has another key than the profile that was rotated, and writes it over the new one in dotenv. Name the profile as the source (LlamaEnvSources: profile:{RotationFolder.Name})", said);
        Assert.Contains(folder.ProfileKey, File.ReadAllText(Path.Combine(folder.Store.Root, ".env")));
    }

    private static void MakeOtherCurrent(RotationFolder folder) =>
        folder.Store.With($"INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES ('dev', '{folder.Server.Url}', '{Sample.Project}', '{Sample.AlikeKey.Reveal()}', 'd'); UPDATE settings SET value = 'dev' WHERE value = '{RotationFolder.Name}'");

    [TestMethod]
    public async Task A_file_that_was_named_and_could_not_be_written_is_not_to_be_named_next_time()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env");
        folder.Server.Before = line =>
        {
            if (line == $"GET {Api.Me}")
                File.WriteAllText(file, $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n\0");
            return null;
        };

        string said = folder.Rotate("--to", "dotenv").Exits(1).Error;

        Assert.Contains("error LLENV0033: ", said);
        Assert.DoesNotContain("holds the old key", said);
    }

    [TestMethod]
    public async Task A_file_that_got_the_new_key_and_has_the_old_one_elsewhere_is_told_as_that()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        File.WriteAllText(Path.Combine(folder.Store.Root, ".env"), $"# was {Sample.KeyText}\n");

        string said = folder.Rotate("--to", "dotenv").Exits(0).Error;

        Assert.Contains("warning LLENV0059: this file got the new key, and still holds the old one in another place", said);
        Assert.DoesNotContain("is not among the outputs", said);
    }

    [TestMethod]
    public async Task A_place_that_only_refers_to_the_key_gets_none()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), Project("<LlamaEnvLaunchSettingsMode>reference</LlamaEnvLaunchSettingsMode>"));

        Assert.Contains("error LLENV0059: launch-settings cannot be updated: it refers to LLAMA_CLOUD_API_KEY and holds no key (LlamaEnvLaunchSettingsMode). Leave out '--to launch-settings'", folder.Rotate("--to", "launch-settings").Exits(1).Error);
        Assert.IsEmpty(folder.Server.Lines);
    }

    [TestMethod]
    public async Task Projects_that_came_later_do_not_end_a_run_that_only_waits()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "2h").Exits(0);
        foreach (string file in (string[])["A.csproj", "B.csproj"])
            File.WriteAllText(Path.Combine(folder.Store.Root, file), "<Project />");

        Assert.Contains("warning LLENV0059: dotenv could not be looked at, so the old key was not revoked: ", folder.Rotate("--finish").Exits(0).Error);
        Assert.Contains("error LLENV0059: dotenv could not be looked at, so the old key was not revoked: ", folder.Rotate("--finish", "--revoke-after", "0").Exits(1).Error);
        folder.Rotate("--finish", "--no-project").Exits(0);
        folder.IsWhole();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_project_that_was_not_looked_at_is_told_of(bool areTwo)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), "<Project");
        if (areTwo)
            File.WriteAllText(Path.Combine(folder.Store.Root, "Other.csproj"), "<Project");

        Assert.Contains("warning LLENV0902: what the project has of the old key was not looked for, neither its user secrets nor the fingerprint that it expects: ", folder.Rotate().Exits(0).Error);
        Assert.DoesNotContain("LLENV0902", folder.Rotate("--no-project").Exits(0).Error);
    }

    [TestMethod]
    public async Task What_holds_the_old_key_is_named_again_when_that_ends()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string file = Path.Combine(folder.Store.Root, ".env.Staging");
        File.WriteAllText(file, $"A=llx-FakeAnother\nLLAMA_CLOUD_API_KEY=\"{Sample.KeyText}\"\n");
        string warning = $"{file} : warning LLENV0059: this file holds the old key";
        Assert.Contains(warning, folder.Rotate("--revoke-after", "2h").Exits(0).Error);

        Assert.DoesNotContain(warning, folder.Rotate("--finish").Exits(0).Error);
        Assert.Contains(warning, folder.Rotate("--finish", "--revoke-after", "0").Exits(0).Error);
    }

    [TestMethod]
    public async Task What_the_next_build_takes_in_place_of_the_new_key_is_named()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string root = folder.Store.Root;
        File.WriteAllText(Path.Combine(root, "App.csproj"), Project("<LlamaEnvEnvironment>Staging</LlamaEnvEnvironment>"));
        string file = Path.Combine(root, ".env.Staging");
        File.WriteAllText(file, $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");

        string said = folder.Rotate("--to", "dotenv", "--revoke-after", "1h").Exits(0).Error;

        Assert.Contains($"{file}(1): warning LLENV0059: the next build takes LLAMA_CLOUD_API_KEY from dotenv .env.Staging, which has the old key, and writes it over the new one in dotenv. ", said);
        Assert.DoesNotContain("this file holds", said);
        Assert.Contains($"Run 'dotnet llama-env inject --source profile:{RotationFolder.Name} --to dotenv --env-file {file}', or name the profile as the source (LlamaEnvSources: profile:{RotationFolder.Name})", said);
        folder.Tool("inject", "--source", $"profile:{RotationFolder.Name}", "--to", "dotenv", "--env-file", file).Exits(0);
        Assert.Contains($"LLAMA_CLOUD_API_KEY={folder.ProfileKey}\n", File.ReadAllText(file));
    }

    [TestMethod]
    public async Task Json_has_one_entry_for_each_place_also_where_a_run_adds_one()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        folder.Rotate("--to", "dotenv", "--revoke-after", "1h").Exits(0);

        Outcome run = folder.Rotate("--to", "launch-settings", "--revoke-after", "1h", "--json").Exits(0);

        using JsonDocument json = JsonDocument.Parse(run.Output);
        CollectionAssert.AreEqual(new[] { "dotenv", "launch-settings" }, json.RootElement.GetProperty("rotations")[0].GetProperty("outputs").EnumerateArray().Select(static output => output.GetProperty("output").GetString()).ToArray());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("folder", "the folder {0}/p cannot be written to: Permission denied. Nothing was changed. Give yourself the right to write there (")]
    [DataRow("root", "{0}/p/.env belongs to user root (0) and cannot be written: Permission denied. Nothing was changed. Make it writable for you, take it over (chown), or delete it (")]
    [DataRow("file in the way", "{0}/p/Properties is a file, and no folder. Nothing was changed. Choose another place, or remove it (")]
    public async Task What_may_not_be_written_stops_before_a_key_is_made(string what, string reason)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string place = Directory.CreateDirectory(Path.Combine(folder.Store.Root, "p")).FullName;
        if (what == "file in the way")
            File.WriteAllText(Path.Combine(place, "Properties"), "");
        string set = what == "folder" ? "chmod 0500 p"
            : what == "root" ? "chown 65534 p; echo A=1 >p/.env; chmod 0644 p/.env" : "true";
        if (what == "root" && !Environment.IsPrivilegedProcess)
            Assert.Inconclusive("only root can make a file of root's");

        // Made the user's own first, then a file of root's in it.
        Built.RunAsOrdinaryUser(folder.Store, "/bin/sh", "-c", "true");
        Built.Run(folder.Store, "/bin/sh", "-c", set).Exits(0);
        Outcome run = folder.Check(AsOrdinaryUser(folder.Store, place, Built.Tool, "auth", "rotate", "--to", what == "file in the way" ? "launch-settings" : "dotenv")).Exits(1);
        Built.Run(folder.Store, "/bin/sh", "-c", "chmod 0700 p").Exits(0);

        Assert.Contains("error LLENV0032: ", run.Error);
        Assert.Contains(reason.Replace("{0}", folder.Store.Root, StringComparison.Ordinal), run.Error);
        Assert.IsEmpty(folder.Server.Lines);
        Assert.IsFalse(Directory.Exists(folder.Journal));
    }

    /// <summary>As the one who owns the folder by now. Without a shell between: an installed tool may be started by its owner alone, and by setpriv.</summary>
    private static Outcome AsOrdinaryUser(Store store, string directory, string program, params string[] arguments) =>
        Built.Run(store, "/usr/bin/env", ["-C", directory, .. Environment.IsPrivilegedProcess ? (string[])["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [], program, .. arguments]);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_project_that_expects_the_old_key_gets_the_new_one_and_is_told_its_fingerprint(bool writes)
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        string project = Path.Combine(folder.Store.Root, "App.csproj");
        string other = Validation.KeyFingerprint.Of(Sample.AlikeKey).ToString();
        File.WriteAllText(project, Project($"<LlamaEnvEnvironment>Staging</LlamaEnvEnvironment><LlamaEnvKeyFingerprint>Production={other};Staging={Validation.KeyFingerprint.Of(Sample.Key)}</LlamaEnvKeyFingerprint>"));

        Outcome run = folder.Rotate(writes ? ["--to", "dotenv", "--revoke-after", "1h"] : []).Exits(0);

        Assert.Contains($"{project} : warning LLENV0023: LlamaEnvKeyFingerprint of this project expects the old key", run.Error);
        string line = run.Error[(run.Error.IndexOf("Put Staging=", StringComparison.Ordinal) + "Put Staging=".Length)..].Split(' ')[0];
        Assert.IsTrue(Validation.KeyFingerprint.Parse(line)!.Matches(new Secret(folder.ProfileKey)));
        Assert.DoesNotContain("Production=", run.Error);
        if (writes)
            Assert.Contains(folder.ProfileKey, File.ReadAllText(Path.Combine(folder.Store.Root, ".env")));
    }

    [TestMethod]
    public async Task A_project_that_expects_another_key_gets_none()
    {
        await using RotationFolder folder = await RotationFolder.StartAsync();
        File.WriteAllText(Path.Combine(folder.Store.Root, "App.csproj"), Project($"<LlamaEnvKeyFingerprint>{Validation.KeyFingerprint.Of(Sample.AlikeKey)}</LlamaEnvKeyFingerprint>"));

        Assert.Contains("error LLENV0023: ", folder.Rotate("--to", "dotenv").Exits(1).Error);

        Assert.IsEmpty(folder.Server.Lines);
    }

    private static string Project(string properties) => $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup></Project>""";
}
