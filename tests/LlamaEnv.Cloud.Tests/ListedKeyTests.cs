using LlamaEnv.Cloud.Client;

namespace LlamaEnv.Cloud.Tests;

/// <summary>How a key is known again by what a server shows of it.</summary>
[TestClass]
public sealed class ListedKeyTests
{
    [TestMethod]
    [DataRow("llx-Fa****xyz9", true)]
    [DataRow("...xyz9", true)]
    [DataRow("****xyz9", true)]
    [DataRow("llx-****xyz9", true)]
    [DataRow("llx-Fake****", true)]
    [DataRow("****yz9", false)]
    [DataRow("llx-****z9", false, DisplayName = "Every key begins with llx-")]
    [DataRow("llx-****", false)]
    [DataRow("****xyz8", false)]
    [DataRow("********", false)]
    [DataRow("", false)]
    public void Four_characters_that_not_every_key_has_are_enough(string shown, bool mayBe) =>
        Assert.AreEqual(mayBe, new ListedApiKey("key-1", "mine", null, shown, null).MayBe(new Secret("llx-FakeForTheTestsOfThisList-xyz9")));
}
