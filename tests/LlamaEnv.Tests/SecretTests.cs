using System.Globalization;
using System.Text.Json;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Tests;

[TestClass]
public sealed class SecretTests
{
    private static readonly string s_key = Fake.Key("Secret");
    private static readonly Secret s_secret = new(s_key);
    private static readonly Credential s_credential = new(Variable.ApiKey, s_secret, "test");
    private static readonly VariableTrace s_trace = new(Variable.ApiKey, s_credential, [new TraceStep("test", TraceOutcome.Used, "", s_credential)]);

    public static IEnumerable<(string Channel, string Printed)> Channels =>
    [
        ("ToString", s_secret.ToString()),
        ("interpolation", $"{s_secret}"),
        ("format", string.Format(CultureInfo.InvariantCulture, "{0,60}", s_secret)),
        ("concatenation", "key " + s_secret),
        ("Credential", s_credential.ToString()),
        ("Credential.Display", s_credential.Display),
        ("CredentialSet", new CredentialSet(s_credential, s_credential, s_credential).ToString()),
        ("InjectResult", new InjectResult([s_credential], [s_trace], [], []).ToString()),
        ("VariableTrace", s_trace.ToString()),
        ("TraceStep", s_trace.Steps[0].ToString()),
        ("Lookup", new Lookup(s_secret, "test").ToString()),
        ("JSON of a secret", JsonSerializer.Serialize(s_secret)),
        ("JSON of a credential", JsonSerializer.Serialize(s_credential)),
        ("JSON of a boxed credential", JsonSerializer.Serialize<object>(new { Value = s_credential })),
        ("exception", new DiagnosticException(Findings.NotOfficialKey(s_credential)).ToString()),
        ("hash code", s_secret.GetHashCode().ToString(CultureInfo.InvariantCulture)),
    ];

    [TestMethod]
    [DataRow("https://llama.example.com", "https://llama.example.com")]
    [DataRow("HTTP://localhost:8000", "HTTP://localhost:8000")]
    [DataRow("hlx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake", null, DisplayName = "a key with a wrong letter")]
    [DataRow("FakeFakeFakeFake0123456789", null, DisplayName = "a key of another shape")]
    [DataRow("llama.example.com", null, DisplayName = "a host: as good as a key")]
    public void What_is_no_url_is_not_published_as_one(string text, string? published) =>
        Assert.AreEqual(published, new Secret(text).Publish(Variable.BaseUrl));

    [TestMethod]
    [DataRow("llama.example.com", "https://llama.example.com")]
    [DataRow("api-2.llama.example.com/x", "https://api-2.llama.example.com")]
    [DataRow("https://api.cloud.llamaindex.ai@example.com", null)]
    [DataRow("fake0fake1fake2fake3fake.example.com", null)]
    [DataRow("fake0fake1fake2fake3fakeexample.comcloud.llamaindex.aijavascript", null)]
    public void A_host_that_may_hold_a_key_is_not_proposed(string text, string? proposal) =>
        Assert.AreEqual(proposal, LlamaEnv.Detection.ApiUrl.Propose(text));

    [TestMethod]
    [DynamicData(nameof(Channels))]
    public void No_channel_prints_the_text(string channel, string printed)
    {
        Assert.DoesNotContain("FakeSecret", printed, channel);
        Assert.AreNotEqual("", printed);
    }

    [TestMethod]
    [DataRow("llx-abc", "llx-*** (7 characters)")]
    [DataRow("self-hosted", "*** (11 characters)")]
    [DataRow("LLX-abc", "*** (7 characters)")]
    [DataRow("", "(empty)")]
    public void The_mask_shows_the_prefix_and_the_length(string text, string mask) => Assert.AreEqual(mask, new Secret(text).ToString());

    [TestMethod]
    public void Reveal_opens_it() => Assert.AreEqual(s_key, s_secret.Reveal());

    [TestMethod]
    public void The_default_value_is_empty()
    {
        Assert.IsTrue(default(Secret).IsEmpty);
        Assert.AreEqual("", default(Secret).Reveal());
        Assert.AreEqual(new Secret(""), default);
    }

    [TestMethod]
    public void Secrets_with_the_same_text_are_equal()
    {
        Assert.IsTrue(s_secret == new Secret(s_key));
        Assert.IsTrue(s_secret != new Secret(s_key.ToUpperInvariant()));
        Assert.AreEqual(s_secret.GetHashCode(), new Secret(s_key).GetHashCode());
    }

    [TestMethod]
    public void Null_is_no_secret() => Assert.ThrowsExactly<ArgumentNullException>(() => new Secret(null!));

    [TestMethod]
    public void An_environment_prints_no_variable()
    {
        HostEnvironment host = new() { Variables = [new("LLAMA_CLOUD_API_KEY", s_key)], CurrentDirectory = "/work", HomeDirectory = "/home", Platform = HostPlatform.Linux };
        Assert.DoesNotContain("FakeSecret", host.ToString());
    }

    [TestMethod]
    public void An_internal_error_shows_only_its_type()
    {
        Diagnostic diagnostic = Diagnostic.ForInternalError(new InvalidOperationException(s_key));

        Assert.AreEqual(DiagnosticCodes.InternalError, diagnostic.Code);
        Assert.DoesNotContain("FakeSecret", diagnostic.ToString());
        Assert.Contains(nameof(InvalidOperationException), diagnostic.Message);
    }

    [TestMethod]
    [DataRow("llx-FakeSecret")]
    [DataRow("https://host/LLX-FakeSecret")]
    [DataRow("sk-ant-FakeSecret")]
    [DataRow("https://user:FakeSecret@llama.example.com")]
    public void A_public_value_that_holds_a_credential_is_masked(string value)
    {
        Credential credential = new(Variable.BaseUrl, new Secret(value), "test");

        Assert.DoesNotContain("FakeSecret", credential.ToString());
        Assert.DoesNotContain("FakeSecret", credential.Display);
    }

    [TestMethod]
    public void A_harmless_public_value_is_shown() =>
        Assert.AreEqual($"LLAMA_CLOUD_BASE_URL={Fake.Url}", new Credential(Variable.BaseUrl, new Secret(Fake.Url), "test").ToString());
}
