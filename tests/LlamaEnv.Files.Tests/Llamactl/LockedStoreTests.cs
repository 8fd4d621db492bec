
namespace LlamaEnv.Files.Tests.Llamactl;

/// <summary>Slow, as it waits as long as llamactl does.</summary>
[TestClass]
public sealed class LockedStoreTests
{
    [TestMethod]
    public void A_store_that_stays_locked_is_broken()
    {
        using Machine machine = new Machine().WithProfile();
        using LlamactlConnection writer = new(machine.Store);
        writer.Execute("BEGIN EXCLUSIVE");

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0002", result.Codes);
    }

    [TestMethod]
    public void A_locked_store_behind_a_complete_environment_is_no_error()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile();
        using LlamactlConnection writer = new(machine.Store);
        writer.Execute("BEGIN EXCLUSIVE");

        InjectResult result = machine.Inject();

        Assert.AreEqual("", result.Codes);
    }
}
