
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class BrokenSourceTests
{
    [TestMethod]
    public void A_broken_store_stops_although_a_file_further_down_has_a_key()
    {
        using Machine machine = new Machine().WithBrokenStore().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.IsEmpty(result.Credentials);
    }

    [TestMethod]
    public void A_broken_store_stops_a_key_without_project()
    {
        using Machine machine = new Machine().WithKey().WithBrokenStore();
        Assert.AreEqual("LLENV0002", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_broken_store_does_not_disturb_a_complete_environment()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithBrokenStore();

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("Environment"), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void A_broken_file_does_not_disturb_a_profile()
    {
        using Machine machine = new Machine().WithProfile();
        Directory.CreateDirectory(machine.Folder.At("shared.env"));

        InjectResult result = machine.Inject("profile", $"dotenv:{machine.Folder.At("shared.env")}");

        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void A_file_that_cannot_be_read_stops()
    {
        using Machine machine = new Machine().WithProfile();
        Directory.CreateDirectory(machine.Folder.At("shared.env"));

        InjectResult result = machine.Inject("dotenv:../shared.env", "profile");

        Assert.AreEqual("LLENV0002", result.Codes);
        Assert.AreEqual(machine.Folder.At("shared.env"), result.Diagnostics[0].File);
    }

    [TestMethod]
    public void A_store_of_another_program_stops()
    {
        using Machine machine = new Machine().WithStore("CREATE TABLE profiles (login TEXT); CREATE TABLE settings (key TEXT, value TEXT); INSERT INTO settings VALUES ('current_profile', 'work');");
        Assert.AreEqual("LLENV0002", machine.Inject().Codes);
    }
}
