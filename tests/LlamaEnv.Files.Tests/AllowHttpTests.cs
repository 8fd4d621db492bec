namespace LlamaEnv.Files.Tests;

/// <summary><c>LlamaEnvAllowHttp</c>: plain http to hosts that are named.</summary>
[TestClass]
public sealed class AllowHttpTests
{
    [TestMethod]
    [DataRow("http://llama:8000", "llama", "")]
    [DataRow("http://llama:8000/prefix", "llama", "")]
    [DataRow("http://LLAMA", "Llama", "")]
    [DataRow("http://llama.lan.", "llama.lan", "")]
    [DataRow("http://10.0.0.5:8000", "box; 10.0.0.5 ;\n", "")]
    [DataRow("http://[2001:db8::1]:8000", "2001:db8::1", "")]
    [DataRow("http://[2001:DB8::1]:8000", "[2001:db8:0::1]", "")]
    [DataRow("http://größe.lan", "größe.lan", "")]
    [DataRow("http://xn--bcher-kva.lan", "bücher.lan", "")]
    [DataRow("http://host.docker.internal", "host.docker.internal", "")]
    [DataRow("https://other", "llama", "")]
    [DataRow("http://localhost", "llama", "")]
    [DataRow("http://llama:8000", null, "LLENV0016")]
    [DataRow("http://llama:8000", "", "LLENV0016")]
    [DataRow("http://llama.other", "llama", "LLENV0016")]
    [DataRow("http://other.llama", "llama", "LLENV0016")]
    [DataRow("http://api.cloud.llamaindex.ai", "api.cloud.llamaindex.ai", "LLENV0016")]
    [DataRow("http://llama", "http://llama", "LLENV0006")]
    [DataRow("http://llama", "llama:8000", "LLENV0006")]
    [DataRow("http://llama", "llama/x", "LLENV0006")]
    [DataRow("http://llama", "*", "LLENV0006")]
    [DataRow("http://llama", "*.lan", "LLENV0006")]
    [DataRow("http://llama", "llama,box", "LLENV0006")]
    [DataRow("http://llama", "llama box", "LLENV0006")]
    [DataRow("http://llama", "me@llama", "LLENV0006")]
    [DataRow("http://llama", "true;llama;a b", "LLENV0006")]
    public void A_host_is_allowed_by_its_name(string url, string? allowed, string codes)
    {
        using Machine machine = new Machine().WithKeyAndProject(url);
        Assert.AreEqual(codes, machine.Inject(new Settings { [Setting.AllowHttp] = allowed, [Setting.Outputs] = ["none"] }).Codes);
    }

    [TestMethod]
    public void The_message_names_the_setting()
    {
        using Machine machine = new Machine().WithKeyAndProject("http://llama:8000");
        Assert.Contains("LlamaEnvAllowHttp", machine.Inject().Messages);
    }
}
