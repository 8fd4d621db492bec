using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Wiring;

/// <summary>A key that only the .env file has: said where a build wrote it, and not where a person keeps it there.</summary>
[TestClass]
public sealed class StaleFileTests
{
    [TestMethod]
    public void A_key_that_an_earlier_build_wrote_and_no_source_has_is_told_in_every_build()
    {
        using Machine machine = new Machine().WithProfile();
        Build(machine);
        File.Delete(machine.Store);

        for (int i = 0; i < 2; i++)
        {
            InjectResult stale = Build(machine);
            Assert.AreEqual("", stale.Codes);
            Assert.Contains($"No other source has a key now: an earlier build took this one from profile 'work'. If it was replaced since, delete {machine.EnvFile}", stale.Summary);
        }
    }

    [TestMethod]
    public void Also_where_only_the_key_changed_in_between()
    {
        using Machine machine = new Machine().WithProfile();
        Build(machine);
        File.Delete(machine.Store);
        machine.WithProfile("Rotated");
        Build(machine);
        File.Delete(machine.Store);

        Assert.Contains("profile 'work'", Build(machine).Note);
    }

    [TestMethod]
    public void A_key_that_a_person_wrote_is_not()
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual("", Build(machine).Note);
        Assert.AreEqual("", Build(machine).Note);
    }

    [TestMethod]
    public void Nor_one_that_somebody_has_put_there_since()
    {
        using Machine machine = new Machine().WithProfile();
        Build(machine);
        File.Delete(machine.Store);
        File.WriteAllText(machine.EnvFile, $"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        File.SetLastWriteTimeUtc(machine.EnvFile, DateTime.UtcNow.AddMinutes(1));

        Assert.AreEqual("", Build(machine).Note);
        Assert.AreEqual("", Build(machine).Note);
    }

    [TestMethod]
    public void With_a_source_again_all_is_well()
    {
        using Machine machine = new Machine().WithProfile();
        Build(machine);
        File.Delete(machine.Store);
        Build(machine);
        machine.WithProfile();
        Assert.AreEqual("", Build(machine).Note);
    }

    [TestMethod]
    [DataRow("Production", "process:give", "", "environment;dotenv", "a build for Production took from process 'give'", DisplayName = "another environment")]
    [DataRow("", "process:give", "Staging", "environment;dotenv:.env", "a build for no environment in particular took", DisplayName = "none")]
    [DataRow("", "process:give", "", "", "a build that asks other sources took", DisplayName = "sources with a condition")]
    public void A_key_that_a_build_of_another_kind_wrote_for_itself_is_a_warning(string theirEnvironment, string theirSources, string environment, string sources, string said)
    {
        using Machine machine = new();
        Script.Make(machine.Folder.At("bin", "give"), $"echo LLAMA_CLOUD_API_KEY={Fake.Key("Theirs")}");
        machine.Set("PATH", $"{machine.Folder.At("bin")}:/usr/bin:/bin");
        Assert.AreEqual("", Build(machine, theirEnvironment, theirSources).Codes);

        InjectResult result = Build(machine, environment, sources);

        Assert.AreEqual("LLENV0023", result.Codes, result.Messages);
        Assert.AreEqual(DiagnosticSeverity.Warning, result.Diagnostics[0].Severity);
        Assert.Contains(said, result.Messages);
        Assert.AreEqual("LLENV0023", Build(machine, environment, sources).Codes, "as long as it is so");
    }

    [TestMethod]
    public void A_key_that_a_build_for_an_environment_replaces_is_told_once()
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Developer")}\n");
        machine.Folder.Write("project/.env.Production", $"LLAMA_CLOUD_API_KEY={Fake.Key("Production")}\n");
        machine.Folder.Write("project/.env.Development", $"LLAMA_CLOUD_API_KEY={Fake.Key("Dev")}\n");

        InjectResult result = Build(machine, "Production", "dotenv");
        Assert.AreEqual("LLENV0023", result.Codes, result.Messages);
        Assert.Contains("which that of Production replaces", result.Messages);
        Assert.AreEqual("", Build(machine, "Production", "dotenv").Codes, "it is Production's now");

        machine.Folder.Write("project/.env.Production", $"LLAMA_CLOUD_API_KEY={Fake.Key("Rotated")}\n");
        Assert.AreEqual("", Build(machine, "Production", "dotenv").Codes, "its own key was renewed");

        Assert.AreEqual("", Build(machine, "Development", "dotenv").Codes, "a developer's own file");
        Assert.AreEqual("LLENV0023", Build(machine, "Production", "dotenv").Codes, "in turns");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("LlamaEnvProjectDirectory=/a&LlamaEnvFile=/a/.env&Source=profile")]
    [DataRow("nonsense")]
    public void What_does_not_come_from_a_build_tells_nothing(string text)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        machine.Folder.Write("project/obj/App.csproj.LlamaEnv.writer", text);
        Assert.AreEqual("", machine.Inject(Settings).Note);
    }

    private static Settings Settings { get; } = new() { InBuild = true, [Setting.GitStampFile] = "obj/App.csproj.LlamaEnv.git" };

    private static InjectResult Build(Machine machine, string environment = "", string sources = "")
    {
        Directory.CreateDirectory(machine.Folder.At("project", "obj"));
        return machine.Inject(Settings.With(Setting.EnvironmentName, environment).With(Setting.Sources, sources.Length == 0 ? [] : sources.Split(';')));
    }
}
