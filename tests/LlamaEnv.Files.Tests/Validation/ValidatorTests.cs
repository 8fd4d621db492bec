using System.Text.RegularExpressions;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Tests.Validation;

[TestClass]
public sealed partial class ValidatorTests
{
    private const string Official = "https://api.cloud.llamaindex.ai";
    private const string Own = "https://llama.example.com";
    private const string Alphanumerics48 = "A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8";
    private const string GoodKey = "llx-" + Alphanumerics48;

    [TestMethod]
    // LLENV0010: placeholders
    [DataRow("your-api-key", Official, "LLENV0010")]
    [DataRow("YOUR_API_KEY", Official, "LLENV0010")]
    [DataRow("your-api-key", Own, "LLENV0010")]
    [DataRow("llx-your-api-key", Official, "LLENV0010")]
    [DataRow("llx-...", Official, "LLENV0010")]
    [DataRow("llx-…", Official, "LLENV0010")]
    [DataRow("llx-", Official, "LLENV0010")]
    [DataRow("llx-<your key>", Official, "LLENV0010")]
    [DataRow("<your-api-key>", Official, "LLENV0010")]
    [DataRow("<paste here>", Official, "LLENV0010")]
    [DataRow("changeme", Official, "LLENV0010")]
    [DataRow("CHANGE_ME", Official, "LLENV0010")]
    [DataRow("xxx", Official, "LLENV0010")]
    [DataRow("llx-xxxxxxxxxxxxxxxx", Official, "LLENV0010")]
    [DataRow("llx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", Official, "LLENV0010")]
    [DataRow("llx-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", Official, "LLENV0010")]
    [DataRow("TODO", Official, "LLENV0010")]
    [DataRow("example", Official, "LLENV0010")]
    [DataRow("example-key", Official, "LLENV0010")]
    [DataRow("***", Official, "LLENV0010")]
    [DataRow("****************", Own, "LLENV0010")]
    [DataRow("llx-****", Official, "LLENV0010")]
    [DataRow("placeholder", Official, "LLENV0010")]
    [DataRow("null", Official, "LLENV0010")]
    [DataRow("undefined", Official, "LLENV0010")]
    // LLENV0011: other providers
    [DataRow("sk-FAKE", Official, "LLENV0011")]
    [DataRow("sk-ant-FAKE", Official, "LLENV0011")]
    [DataRow("sk-proj-FAKE", Official, "LLENV0011")]
    [DataRow("AIzaFAKE", Official, "LLENV0011")]
    [DataRow("gsk_FAKE", Official, "LLENV0011")]
    [DataRow("hf_FAKE", Official, "LLENV0011")]
    [DataRow("xai-FAKE", Official, "LLENV0011")]
    [DataRow("pplx-FAKE", Official, "LLENV0011")]
    [DataRow("AKIAFAKE", Official, "LLENV0011")]
    [DataRow("ghp_FAKE", Official, "LLENV0011")]
    [DataRow("sk-FAKE", Own, "LLENV0011")]
    [DataRow(" sk-FAKE\n", Official, "LLENV0011")]
    // LLENV0012: what careless copies take along
    [DataRow(GoodKey + "\n", Official, "LLENV0012")]
    [DataRow(GoodKey + "\r\n", Official, "LLENV0012")]
    [DataRow(" " + GoodKey, Official, "LLENV0012")]
    [DataRow(GoodKey + "\t", Official, "LLENV0012")]
    [DataRow("llx-A1b2 C3d4", Official, "LLENV0012")]
    [DataRow("\"" + GoodKey + "\"", Official, "LLENV0012")]
    [DataRow("'" + GoodKey + "'", Official, "LLENV0012")]
    [DataRow("\u201C" + GoodKey + "\u201D", Official, "LLENV0012")]
    [DataRow(GoodKey + "\u00A0", Official, "LLENV0012")]
    [DataRow("\uFEFF" + GoodKey, Official, "LLENV0012")]
    [DataRow("llx-A1\u200Bb2", Official, "LLENV0012")]
    [DataRow("llx-A1\u0007b2", Official, "LLENV0012")]
    [DataRow("llx-A1\u202Eb2", Official, "LLENV0012")]
    [DataRow("A1b2\u200FC3d4", Own, "LLENV0012")]
    [DataRow("A1b2\u3164C3d4", Own, "LLENV0012")]
    [DataRow("A1b2\U000E0041C3d4", Own, "LLENV0012")]
    [DataRow("größe-A1b2", Own, "")]
    [DataRow(" ", Official, "LLENV0012")]
    [DataRow("self hosted", Own, "LLENV0012")]
    // LLENV0013: no llx- at an official host
    [DataRow("A1b2C3d4E5f6G7h8", Official, "LLENV0013")]
    [DataRow("LLX-" + Alphanumerics48, Official, "LLENV0013")]
    [DataRow("A1b2C3d4E5f6G7h8", "https://api.cloud.eu.llamaindex.ai", "LLENV0013")]
    [DataRow("A1b2C3d4E5f6G7h8", "https://API.CLOUD.LLAMAINDEX.AI", "LLENV0013")]
    [DataRow("A1b2C3d4E5f6G7h8", "https://api.cloud.llamaindex.ai:443", "LLENV0013")]
    // LLENV0014: an unusual shape
    [DataRow("llx-A1b2C3d4", Official, "LLENV0014")]
    [DataRow("llx-" + Alphanumerics48 + "9", Official, "LLENV0014")]
    [DataRow("llx-" + "-" + "1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8A1b2C3d4E5f6G7h8", Official, "LLENV0014")]
    [DataRow("llx-A1b2C3d4", Own, "LLENV0014")]
    // LLENV0018: references nothing expanded
    [DataRow("$(LLAMA_CLOUD_API_KEY)", Official, "LLENV0018")]
    [DataRow("${LLAMA_CLOUD_API_KEY}", Official, "LLENV0018")]
    [DataRow("${{ secrets.LLAMA_CLOUD_API_KEY }}", Official, "LLENV0018")]
    [DataRow("${{secrets.LLAMA_CLOUD_API_KEY}}", Official, "LLENV0018")]
    [DataRow("%LLAMA_CLOUD_API_KEY%", Official, "LLENV0018")]
    [DataRow("#{LLAMA_CLOUD_API_KEY}#", Official, "LLENV0018")]
    [DataRow("$LLAMA_CLOUD_API_KEY", Official, "LLENV0018")]
    [DataRow("llx-$(KEY)", Official, "LLENV0018")]
    [DataRow("$(your-api-key)", Own, "LLENV0018")]
    // nothing wrong
    [DataRow(GoodKey, Official, "")]
    [DataRow(GoodKey, Own, "")]
    [DataRow(GoodKey, "https://api.cloud.eu.llamaindex.ai", "")]
    [DataRow("llx-todotodotodotodotodotodotodotodotodotodotodotodo", Official, "")]
    [DataRow("llx-exampleYourPlaceholderHereChangemeTodo000000000a", Official, "")]
    [DataRow("A1b2C3d4E5f6G7h8", Own, "")]
    [DataRow("A1b2C3d4E5f6G7h8", "http://localhost:8000", "")]
    [DataRow("A1b2-C3d4_E5f6.G7h8+/=", Own, "")]
    [DataRow("p%2Fq%20r", Own, "")]
    [DataRow("price$5", Own, "")]
    [DataRow("A1b2C3d4E5f6G7h8", "https://notllamaindex.ai", "")]
    [DataRow("A1b2C3d4E5f6G7h8", "https://api.cloud.llamaindex.ai.example.com", "LLENV0015")]
    public void A_key_is_judged(string key, string url, string codes) =>
        Assert.AreEqual(codes, Validator.Validate(Given.Credentials(key, url)).Codes);

    [TestMethod]
    [DataRow("https://api.cloud.llamaindex.ai", "")]
    [DataRow("https://api.cloud.eu.llamaindex.ai", "")]
    [DataRow("HTTPS://API.CLOUD.LLAMAINDEX.AI", "")]
    [DataRow("https://llama.example.com", "")]
    [DataRow("https://example.com", "")]
    [DataRow("https://your.example.org", "")]
    [DataRow("https://llama.example.com:8443", "")]
    [DataRow("https://10.0.0.1:8443", "")]
    [DataRow("https://größe.example.com", "")]
    [DataRow("http://localhost:8000", "")]
    [DataRow("http://localhost", "")]
    [DataRow("http://127.0.0.1:8000", "")]
    [DataRow("http://[::1]:8000", "")]
    [DataRow("https://desk-01:8443", "")]
    [DataRow("your-url", "LLENV0010")]
    [DataRow("<url>", "LLENV0010")]
    [DataRow("changeme", "LLENV0010")]
    [DataRow("...", "LLENV0010")]
    [DataRow("sk-FAKE", "LLENV0011")]
    [DataRow(GoodKey, "LLENV0011")]
    [DataRow("\"" + GoodKey + "\"", "LLENV0011")]
    [DataRow("https://llama.example.com\n", "LLENV0012")]
    [DataRow("'https://llama.example.com'", "LLENV0012")]
    [DataRow("https://llama example.com", "LLENV0012")]
    [DataRow("api.cloud.llamaindex.ai", "LLENV0015")]
    [DataRow("api.cloud.eu.llamaindex.ai", "LLENV0015")]
    [DataRow("localhost:8000", "LLENV0015")]
    [DataRow("//api.cloud.llamaindex.ai", "LLENV0015")]
    [DataRow("https://cloud.llamaindex.ai", "LLENV0015")]
    [DataRow("https://cloud.eu.llamaindex.ai", "LLENV0015")]
    [DataRow("https://CLOUD.llamaindex.ai", "LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai/api/v1", "LLENV0015")]
    [DataRow("https://llama.example.com?x=1", "LLENV0015")]
    [DataRow("https://llama.example.com?", "LLENV0015")]
    [DataRow("https://llama.example.com#x", "LLENV0015")]
    [DataRow("https://user@llama.example.com", "LLENV0015")]
    [DataRow("https://user:pw@llama.example.com", "LLENV0015")]
    [DataRow("ftp://llama.example.com", "LLENV0015")]
    [DataRow("https://", "LLENV0015")]
    [DataRow("https:llama.example.com", "LLENV0015")]
    [DataRow("https://llama.example.com:99999", "LLENV0015")]
    [DataRow("http://llama.example.com", "LLENV0016")]
    [DataRow("http://api.cloud.llamaindex.ai", "LLENV0016")]
    [DataRow("http://10.0.0.1:8000", "LLENV0016")]
    [DataRow("http://0.0.0.0:8000", "LLENV0016")]
    [DataRow("http://localhost.example.com", "LLENV0016")]
    [DataRow("http://llama.example.com?x=1", "LLENV0015 LLENV0016")]
    [DataRow("https://$(HOST)", "LLENV0018")]
    [DataRow("https://${HOST}", "LLENV0018")]
    [DataRow("${{ vars.LLAMA_CLOUD_BASE_URL }}", "LLENV0018")]
    [DataRow("%LLAMA_CLOUD_BASE_URL%", "LLENV0018")]
    public void A_url_is_judged(string url, string codes) =>
        Assert.AreEqual(codes, Validator.Validate(Given.Credentials(url: url)).Codes);

    [TestMethod]
    [DataRow("00000000-0000-4000-8000-000000000001", "")]
    [DataRow("ABCDEF00-0000-4000-8000-000000000001", "")]
    [DataRow("my-project", "LLENV0017")]
    [DataRow("00000000000040008000000000000001", "LLENV0017")]
    [DataRow("{00000000-0000-4000-8000-000000000001}", "LLENV0017")]
    [DataRow("00000000-0000-4000-8000-00000000000", "LLENV0017")]
    [DataRow("your-project-id", "LLENV0010")]
    [DataRow("<project id>", "LLENV0010")]
    [DataRow("project-id", "LLENV0010")]
    [DataRow("sk-FAKE", "LLENV0011")]
    [DataRow(GoodKey, "LLENV0011")]
    [DataRow("00000000-0000-4000-8000-000000000001 ", "LLENV0012")]
    [DataRow("\"00000000-0000-4000-8000-000000000001\"", "LLENV0012")]
    [DataRow("$(LLAMA_AGENTS_PROJECT_ID)", "LLENV0018")]
    public void A_project_is_judged(string project, string codes) =>
        Assert.AreEqual(codes, Validator.Validate(Given.Credentials(url: Official, project: project)).Codes);

    [TestMethod]
    [DataRow("llx-short", Own, Official, DiagnosticSeverity.Warning)]
    [DataRow(GoodKey, Own, "no-uuid", DiagnosticSeverity.Warning)]
    [DataRow("short", Official, "00000000-0000-4000-8000-000000000001", DiagnosticSeverity.Error)]
    [DataRow(GoodKey, "http://llama.example.com", "00000000-0000-4000-8000-000000000001", DiagnosticSeverity.Error)]
    [DataRow(GoodKey, "llama.example.com", "00000000-0000-4000-8000-000000000001", DiagnosticSeverity.Error)]
    [DataRow("sk-x", Own, "00000000-0000-4000-8000-000000000001", DiagnosticSeverity.Error)]
    public void Only_shapes_that_are_merely_unusual_are_warnings(string key, string url, string project, DiagnosticSeverity severity) =>
        Assert.AreEqual(severity, Validator.Validate(Given.Credentials(key, url, project)).First().Severity);

    [TestMethod]
    public void All_problems_of_all_variables_are_reported_together() =>
        Assert.AreEqual("LLENV0010 LLENV0015 LLENV0016 LLENV0017", Validator.Validate(Given.Credentials("changeme", "http://llama.example.com?x", "mine")).Codes);

    [TestMethod]
    [DataRow("sk-ant-FAKE", "Anthropic")]
    [DataRow("sk-proj-FAKE", "OpenAI")]
    [DataRow("sk-FAKE", "OpenAI")]
    [DataRow("AIzaFAKE", "Google")]
    [DataRow("gsk_FAKE", "Groq")]
    [DataRow("hf_FAKE", "Hugging Face")]
    [DataRow("xai-FAKE", "xAI")]
    [DataRow("pplx-FAKE", "Perplexity")]
    [DataRow("AKIAFAKE", "AWS")]
    [DataRow("ghp_FAKE", "GitHub")]
    public void The_provider_is_named(string key, string provider) =>
        Assert.Contains(provider, Validator.Validate(Given.Credentials(key, Official)).Single().Message);

    [TestMethod]
    [DataRow("api.cloud.eu.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://cloud.eu.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://llama.example.com:8443/api/v1?x=1#y", "https://llama.example.com:8443")]
    [DataRow("https://user:pw@llama.example.com", "https://llama.example.com")]
    [DataRow("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443")]
    [DataRow("localhost:8443/x", "https://localhost:8443")]
    [DataRow("10.0.0.1:8443/x", "https://10.0.0.1:8443")]
    [DataRow("https://llama-01:8443/x", "https://llama-01:8443")]
    public void The_right_url_is_proposed(string url, string proposal) => Assert.AreEqual(proposal, ApiUrl.Propose(url));

    [TestMethod]
    [DataRow("A1b2C3d4E5f6G7h8")]
    [DataRow("A1b2C3d4E5f6G7h8/path")]
    [DataRow("SG.A1b2C3d4E5f6G7h8.A1b2C3d4E5f6G7h8")]
    [DataRow("llx-A1b2C3d4.example.com")]
    [DataRow("https://llx-A1b2C3d4.example.com/x")]
    public void What_may_be_a_key_is_proposed_as_no_host(string url) => Assert.IsNull(ApiUrl.Propose(url));

    /// <summary>Every shape above with a marker in it, in each of the variables.</summary>
    public static IEnumerable<(string Name, string Value)> Marked
    {
        get
        {
            string[] shapes =
            [
                "{0}", "llx-{0}", "LLX-{0}", "llx-{0}A1b2C3d4", "your-{0}-key", "<{0}>", "llx-<{0}>", "example-{0}", "TODO {0}",
                "sk-{0}", "sk-ant-{0}", "sk-proj-{0}", "AIza{0}", "gsk_{0}", "hf_{0}", "xai-{0}", "pplx-{0}", "AKIA{0}", "ghp_{0}", "github_pat_{0}", "eyJ{0}.{0}.{0}",
                "{0}\n", " {0}", "{0}\t", "a {0}", "\"{0}\"", "'{0}'", "\u201C{0}\u201D", "{0}\u00A0", "\uFEFF{0}", "llx-{0}\u200B", "\u0007{0}",
                "$({0})", "${{{0}}}", "${{{{ secrets.{0} }}}}", "%{0}%", "#{{{0}}}#", "${0}",
                "https://user:{0}@llama.example.com", "https://{0}@llama.example.com", "https://llama.example.com/{0}?", "https://llama.example.com/{0}/api/v1", "https://llama.example.com?key={0}", "https://llama.example.com#{0}",
                "http://llama.example.com/{0}", "ftp://llama.example.com/{0}", "llama.example.com/{0}", "https://{0}:{0}@cloud.llamaindex.ai", "https://llama.example.com\n{0}",
            ];
            return from shape in shapes from variable in Variable.All select (variable.Name, shape);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Marked))]
    public void No_message_contains_the_value(string name, string value)
    {
        string marker = $"Marker{Guid.NewGuid():N}";
        using Machine machine = new Machine()
            .Set("LLAMA_CLOUD_API_KEY", GoodKey).Set("LLAMA_CLOUD_BASE_URL", Official).Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1))
            .Set(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, marker));

        InjectResult result = machine.Inject(new Settings { DryRun = true });

        string text = string.Join('\n', result.Messages, result.Summary, string.Join('\n', result.Trace.SelectMany(t => t.Steps).Select(s => s.Detail)));
        Assert.IsNotEmpty(result.Diagnostics, text);
        Assert.DoesNotContain(marker, text, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    [DataRow(GoodKey)]
    [DataRow("MarkerA1b2C3d4E5f6G7h8")]
    [DataRow("sk-MarkerA1b2C3d4")]
    public void Key_and_url_swapped_do_not_show_the_key(string key)
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", Own).Set("LLAMA_CLOUD_BASE_URL", key).Set("LLAMA_AGENTS_PROJECT_ID", key);

        InjectResult result = machine.Inject();

        Assert.IsFalse(result.Succeeded);
        Assert.DoesNotContain(key[..10], result.Messages, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public void A_message_names_variable_and_source_and_is_one_line()
    {
        foreach (Diagnostic diagnostic in Validator.Validate(Given.Credentials("short", "api.cloud.llamaindex.ai", "mine")).Concat(Validator.Validate(Given.Credentials("short", Official, "mine"))))
        {
            Assert.MatchesRegex(NameAndSource, diagnostic.Message);
            Assert.DoesNotContain("\n", diagnostic.Text);
        }
    }

    [GeneratedRegex(@"^LLAMA_\w+ \(from test\) ")]
    private static partial Regex NameAndSource { get; }
}
