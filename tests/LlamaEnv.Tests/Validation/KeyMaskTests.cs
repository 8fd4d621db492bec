using LlamaEnv.Detection;

namespace LlamaEnv.Tests.Validation;

[TestClass]
public sealed class KeyMaskTests
{
    private const string Key = "llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake";

    [TestMethod]
    [DataRow(Key, "***")]
    [DataRow("cannot write /home/me/" + Key + ": no such folder.", "cannot write /home/me/***: no such folder.")]
    [DataRow(@"C:\" + Key + @"\.env(1)", @"C:\***\.env(1)")]
    [DataRow("profile '" + Key + "' does not exist", "profile '***' does not exist")]
    [DataRow("https://" + Key + ".example.com/x", "https://***/x")]
    [DataRow("https://host/?key=" + Key + "&x=1", "https://host/?key=***&x=1")]
    [DataRow("LLX-" + "FAKEFAKEFAKE", "***")]
    [DataRow("x" + Key, "x***")]
    [DataRow(Key + " and " + Key, "*** and ***")]
    [DataRow("--to=sk-proj-Fake0123456789 is unknown", "--to=*** is unknown")]
    [DataRow("ghp_Fake0123456789Fake", "***")]
    [DataRow("https://user:pass@host/x", "https://***@host/x")]
    [DataRow("https://user:p@ss@host", "https://***@host")]
    public void A_key_is_masked_wherever_it_stands(string text, string masked) => Assert.AreEqual(masked, KeyMask.Apply(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("does not start with llx-, as every key of this host does")]
    [DataRow("keys are llx- and 48 letters and digits")]
    [DataRow("LLAMA_CLOUD_API_KEY=llx-*** (52 characters)")]
    [DataRow("profile 'llx-AA****1234'")]
    [DataRow("llx-Fa****Fake-2")]
    [DataRow("user@example.com")]
    [DataRow("/home/me/sk-learn/.env")]
    [DataRow("task-runner-2024-experiments")]
    [DataRow("/src/hf_transformers_examples/.env")]
    [DataRow("https://api.cloud.llamaindex.ai/a@b")]
    public void Anything_else_is_not(string text) => Assert.AreSame(text, KeyMask.Apply(text));
}
