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
    [DataRow("")]
    [DataRow("{ \"runtimeOptions\": { } }")]
    [DataRow("\"LlamaEnv.Build\": \"nonsense\"")]
    public void What_does_not_come_from_a_build_tells_nothing(string text)
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        machine.Folder.Write("project/bin/App.runtimeconfig.dev.json", text);
        Assert.AreEqual("", machine.Inject(Settings).Note);
    }

    private static Settings Settings { get; } = new() { InBuild = true, [Setting.RuntimeConfig] = "bin/App.runtimeconfig.json" };

    /// <summary>A build, with what the targets do of it.</summary>
    private static InjectResult Build(Machine machine)
    {
        InjectResult result = machine.Inject(Settings);
        machine.Folder.Write("project/bin/App.runtimeconfig.dev.json", $$"""{ "runtimeOptions": { "configProperties": { "LlamaEnv.Build": "{{result.Record}}" } } }""");
        return result;
    }
}
