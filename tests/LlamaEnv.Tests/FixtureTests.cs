namespace LlamaEnv.Tests;

[TestClass]
public sealed class FixtureTests
{
    [TestMethod]
    public void One_cause_is_one_failure()
    {
        Fixture<string> fixture = new("packing", static () => throw new InvalidOperationException("the cause"));

        Assert.Contains("the cause", Assert.ThrowsExactly<InvalidOperationException>(() => fixture.Value).Message);
        Assert.Contains("packing failed; the first test that needed it shows why", Assert.ThrowsExactly<AssertInconclusiveException>(() => fixture.Value).Message);
        Assert.ThrowsExactly<AssertInconclusiveException>(() => fixture.Value);
    }

    [TestMethod]
    public void What_is_shared_is_made_once_and_when_it_is_needed()
    {
        int made = 0;
        Fixture<int> fixture = new("counting", () => ++made);

        Assert.IsFalse(fixture.IsMade);
        Assert.AreEqual((1, 1), (fixture.Value, fixture.Value));
        Assert.IsTrue(fixture.IsMade);
    }
}
