using LlamaEnv.Cloud.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

[TestClass]
public sealed class ProfileNameTests
{
    [TestMethod]
    [DataRow("llx-FakeFakeFake1234", "llx-Fa****1234")]
    [DataRow("llx-Fake123", "llx-Fa****e123")]
    [DataRow("llx-Fake12", "llx-Fa****12")]
    [DataRow("fake", "fake****ke")]
    [DataRow("llx-Fa keFake 1234", "llx-Fa****1234")]
    [DataRow("   ", "-")]
    [DataRow("😀😀😀😀😀😀-fake-😀😀😀😀", "😀😀😀😀😀😀****😀😀😀😀")]
    public void A_keys_name_is_llamactls(string key, string name) => Assert.AreEqual(name, ProfileName.For(new Secret(key)));
}
