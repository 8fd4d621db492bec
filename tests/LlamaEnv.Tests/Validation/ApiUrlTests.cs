using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Tests.Validation;

[TestClass]
public sealed class ApiUrlTests
{
    [TestMethod]
    [DataRow("https://llama.example.com/llama", "")]
    [DataRow("https://llama.example.com/a/b/c/", "")]
    [DataRow("https://llama.example.com/api/llama", "")]
    [DataRow("https://llama.example.com/v1beta1x", "")]
    [DataRow("https://llama.example.com/vision", "")]
    [DataRow("https://llama.example.com/my%20app", "")]
    [DataRow("https://[2001:db8::1]:8443/llama", "")]
    [DataRow("https://xn--gre-6ka8e.example.com", "")]
    [DataRow("https://größe.example.com/llama", "")]
    [DataRow("https://llamaindex.internal", "")]
    [DataRow("https://llamaindex.corp.example.com", "")]
    [DataRow("https://llamacloud", "")]
    [DataRow("https://api.cloud.ap.llamaindex.ai", "")]
    [DataRow("https://api.staging.llamaindex.ai", "")]
    [DataRow("https://api.cloud.llamaindex.ai.", "")]
    [DataRow("https://api.cloud.llamaindex.ai:443/", "")]
    [DataRow("https://[fe80::1%25eth0]", "")]
    [DataRow("https://[fe80::1%eth0]:8443", "")]
    [DataRow("http://localhost.", "")]
    [DataRow("http://localhost.:8000", "")]
    [DataRow("http://foo.localhost:80", "")]
    [DataRow("http://a.b.LOCALHOST./llama", "")]
    [DataRow("http://[::ffff:127.0.0.1]:8000", "")]
    [DataRow("http://notlocalhost", "error LLENV0016")]
    [DataRow("http://localhost.example.com", "error LLENV0016")]
    [DataRow("http://foo-localhost:8000", "error LLENV0016")]
    // the API's own path, which clients append
    [DataRow("https://llama.example.com/api/v1", "warning LLENV0015")]
    [DataRow("https://llama.example.com/api/v1/", "warning LLENV0015")]
    [DataRow("https://llama.example.com/api/v2", "warning LLENV0015")]
    [DataRow("https://llama.example.com/API/V2", "warning LLENV0015")]
    [DataRow("https://llama.example.com/api/v1beta1", "warning LLENV0015")]
    [DataRow("https://llama.example.com/api", "warning LLENV0015")]
    [DataRow("https://llama.example.com/v1", "warning LLENV0015")]
    [DataRow("https://llama.example.com/llama/api/v1", "warning LLENV0015")]
    [DataRow("https://llama.example.com/api/v1/projects", "warning LLENV0015")]
    [DataRow("http://localhost:8000/api/v1", "warning LLENV0015")]
    // a path on an official host
    [DataRow("https://api.cloud.llamaindex.ai/api/v1", "error LLENV0015")]
    [DataRow("https://api.cloud.eu.llamaindex.ai/llama", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai./x", "error LLENV0015")]
    // a port that LlamaCloud does not have
    [DataRow("https://api.cloud.llamaindex.ai:80", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai:8443", "error LLENV0015")]
    [DataRow("https://api.cloud.eu.llamaindex.ai:8000/", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai.:8443", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai.:443", "error LLENV0015")]
    // what people do not see
    [DataRow("https://llama.example.com/a\u202Eb", "error LLENV0015")]
    [DataRow("https://llama.example.com/\u2066a", "error LLENV0015")]
    [DataRow("https://llama.example.com/a\u200E", "error LLENV0015")]
    [DataRow("https://llama.example.com/\u061C", "error LLENV0015")]
    [DataRow("https://llama.example.com/\u3164", "error LLENV0015")]
    [DataRow("https://llama.example.com/\U000E0041", "error LLENV0015")]
    [DataRow("https://llama.example.com/\u200B", "error LLENV0012")]
    // what is no URL of a server
    [DataRow("file:///etc/passwd", "error LLENV0015")]
    [DataRow("file://server/share", "error LLENV0015")]
    [DataRow("javascript:alert(1)", "error LLENV0015")]
    [DataRow("mailto:me@example.com", "error LLENV0015")]
    [DataRow("data:text/plain,x", "error LLENV0015")]
    [DataRow("ws://llama.example.com", "error LLENV0015")]
    [DataRow("unix:///var/run/x.sock", "error LLENV0015")]
    [DataRow("https://", "error LLENV0015")]
    [DataRow("https:///", "error LLENV0015")]
    [DataRow("https:///llama", "error LLENV0015")]
    [DataRow("https://:8443", "error LLENV0015")]
    [DataRow("https://llama.example.com:0", "error LLENV0015")]
    [DataRow("https://llama.example.com:-1", "error LLENV0015")]
    [DataRow("https://llama.example.com:65536", "error LLENV0015")]
    [DataRow("https://llama.example.com:8a", "error LLENV0015")]
    [DataRow("https://[2001:db8::1", "error LLENV0015")]
    [DataRow("https://[::zz]", "error LLENV0010")]
    [DataRow("https://1.2.3.4.5:99999", "error LLENV0015")]
    [DataRow("https://a..b", "error LLENV0015")]
    [DataRow("https://*.example.com", "error LLENV0015")]
    [DataRow("https://llama.example.com/%00", "error LLENV0015")]
    [DataRow("https://llama.example.com/a%0d%0ab", "error LLENV0015")]
    [DataRow("https://llama.example.com\\x", "error LLENV0015")]
    [DataRow("https:\\\\llama.example.com", "error LLENV0015")]
    [DataRow("https://@llama.example.com", "error LLENV0015")]
    [DataRow("https://llama.example.com/x?", "error LLENV0015")]
    [DataRow("https://llama.example.com/x#", "error LLENV0015")]
    // what only begins like an official host
    [DataRow("https://api.cloud.llamaindex.ai.example.com", "error LLENV0015")]
    [DataRow("https://api.cloud.eu.llamaindex.ai.example.com", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai-proxy.example.com", "error LLENV0015")]
    [DataRow("https://api.cloud.llamaindex.ai@example.com", "error LLENV0015")]
    // a key in it
    [DataRow("https://llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake.example.com", "error LLENV0011")]
    [DataRow("https://llama.example.com/llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake", "error LLENV0011")]
    // what .NET's parser throws an exception at, taking it for the path of a file
    [DataRow("//\u202E", "error LLENV0015")]
    [DataRow("/\u200F", "error LLENV0015")]
    public void A_url_is_judged(string url, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', Validator.Validate(Given.Credentials(url: url)).Select(d => $"{d.Severity.ToString().ToLowerInvariant()} {d.Code}")));

    [TestMethod]
    [DataRow("https://llama.example.com/api/v1/", "ends in /api/v1, ", "Set the root, https://llama.example.com")]
    [DataRow("https://llama.example.com:8443/api/v1/projects", "ends in /api/v1/…, ", "Set the root, https://llama.example.com:8443")]
    [DataRow("http://localhost:8000/v1", "ends in /v1, ", "Set the root, http://localhost:8000")]
    [DataRow("https://llama.example.com/llama/api/v2", "ends in /api/v2, ", "Set the root, without /api/v2")]
    public void The_root_is_proposed(string url, string what, string proposal)
    {
        string message = Validator.Validate(Given.Credentials(url: url)).Single().Message;
        Assert.Contains(what, message);
        Assert.EndsWith(proposal, message);
    }

    [TestMethod]
    [DataRow("https://api.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://docs.cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://docs.cloud.llamaindex.ai/llamaparse", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://developers.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://www.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://cloud.eu.llamaindex.ai/project/x", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.eu.cloud.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://eu.api.cloud.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.eu.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.ue.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.europe.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.us.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud-eu.llamaindex.ai", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api-cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.clod.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://apis.cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.com", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.io", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.eu.llamaindex.com", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.a", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.lamaindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindx.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaidnex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llama-index.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.ia", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://API.CLOUD.LLAMAINDEX.COM", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.llamacloud.com", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.ll\u0430maindex.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.xn--llmaindex-0gh.ai", "https://api.cloud.llamaindex.ai")]
    [DataRow("http://api.cloud.llamaindex.com", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.ai:8443", "https://api.cloud.llamaindex.ai")]
    [DataRow("https://api.cloud.eu.llamaindex.ai:80", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.eu.llamaindex.ai.:443", "https://api.cloud.eu.llamaindex.ai")]
    [DataRow("https://api.cloud.llamaindex.ai./x", "https://api.cloud.llamaindex.ai")]
    public void A_host_that_is_nearly_official_is_an_error_that_proposes_the_right_one(string url, string proposal)
    {
        Diagnostic finding = Validator.Validate(Given.Credentials(url: url)).First();

        Assert.AreEqual((DiagnosticCodes.BadBaseUrl, DiagnosticSeverity.Error), (finding.Code, finding.Severity));
        Assert.EndsWith($"Set {proposal}", finding.Message);
    }

    [TestMethod]
    [DataRow("https://your-domain.com")]
    [DataRow("https://your-domain.com/llama")]
    [DataRow("https://llama.your-domain.com:8443")]
    [DataRow("https://your-host")]
    [DataRow("https://yourdomain.com")]
    [DataRow("https://llama.yourcompany.com")]
    [DataRow("https://your_domain.com")]
    [DataRow("https://YOUR-LLAMA-HOST.example.com")]
    [DataRow("https://my-llama-domain")]
    [DataRow("https://my-domain.com")]
    [DataRow("https://mydomain.com")]
    [DataRow("https://my-company.com")]
    [DataRow("https://<host>")]
    [DataRow("https://<host>:8443/llama")]
    [DataRow("https://llama.<your-domain>")]
    [DataRow("https://{host}")]
    [DataRow("https://[your-host]")]
    [DataRow("https://HOST:8000")]
    [DataRow("https://hostname")]
    [DataRow("https://domain.com")]
    [DataRow("https://xxx.xxx")]
    [DataRow("https://example")]
    [DataRow("https://example-domain.com")]
    [DataRow("https://changeme")]
    [DataRow("https://llama.placeholder.com")]
    [DataRow("https://votre-domaine.fr")]
    [DataRow("https://dein-server.de")]
    [DataRow("https://tu-dominio.com")]
    [DataRow("http://your-server:8000")]
    [DataRow("https://your.domain.tld")]
    [DataRow("https://llama.your.domain.com")]
    [DataRow("https://your.company.com")]
    [DataRow("https://my.domain.com")]
    [DataRow("https://llama.mysite.tld")]
    [DataRow("https://llama.domain.com")]
    [DataRow("https://dein.server.de")]
    public void A_placeholder_of_a_host_is_a_placeholder(string url) => Assert.AreEqual("LLENV0010", Validator.Validate(Given.Credentials(url: url)).Codes);

    [TestMethod]
    [DataRow("https://example.com")]
    [DataRow("https://llama.example.com")]
    [DataRow("https://llama.example.org/your-team")]
    [DataRow("https://llama.test")]
    [DataRow("https://my.test")]
    [DataRow("https://your.example.org")]
    [DataRow("https://your.org")]
    [DataRow("https://my.site.com")]
    [DataRow("https://my.server.internal")]
    [DataRow("https://tu.api.internal")]
    [DataRow("https://my-server")]
    [DataRow("https://myllama.internal")]
    [DataRow("https://tu-berlin.de")]
    [DataRow("https://su-app.internal")]
    [DataRow("https://hosting.internal")]
    [DataRow("https://tunnel.internal")]
    [DataRow("https://suse.internal")]
    [DataRow("https://yourkshire.internal")]
    public void A_reserved_or_private_domain_is_a_host(string url) => Assert.AreEqual("", Validator.Validate(Given.Credentials(url: url)).Codes);

    [TestMethod]
    [DataRow("https://api.cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai/api/v1/auth/me")]
    [DataRow("https://api.cloud.llamaindex.ai/", "https://api.cloud.llamaindex.ai/api/v1/auth/me")]
    [DataRow("https://llama.example.com/llama", "https://llama.example.com/llama/api/v1/auth/me")]
    [DataRow("https://api.cloud.llamaindex.ai./", "https://api.cloud.llamaindex.ai/api/v1/auth/me")]
    [DataRow("https://llama.example.com/a/b//", "https://llama.example.com/a/b/api/v1/auth/me")]
    [DataRow("https://llama.example.com/my%20app", "https://llama.example.com/my%20app/api/v1/auth/me")]
    [DataRow("http://[::1]:8000/x", "http://[::1]:8000/x/api/v1/auth/me")]
    public void Requests_go_below_the_path(string url, string expected) => Assert.AreEqual(expected, new Uri(ApiUrl.Parse(url).Root, "api/v1/auth/me").AbsoluteUri);

    [TestMethod]
    [DataRow("https://llama.example.com", "https://LLAMA.example.com/", true)]
    [DataRow("https://llama.example.com", "https://llama.example.com:443", true)]
    [DataRow("https://llama.example.com/a", "https://llama.example.com/a//", true)]
    [DataRow("https://llama.example.com/a", "https://llama.example.com/b", false)]
    [DataRow("https://llama.example.com", "http://llama.example.com", false)]
    [DataRow("https://api.cloud.llamaindex.ai", "https://api.cloud.llamaindex.ai./", true)]
    [DataRow("not a url", "not a url/", true)]
    [DataRow("not a url", "another", false)]
    public void Two_spellings_of_a_url_are_one(string one, string other, bool expected) => Assert.AreEqual(expected, ApiUrl.AreSame(one, other));

    /// <summary>Texts that parsers trip over, alone and inside of a URL.</summary>
    [TestMethod]
    public void No_text_is_an_exception()
    {
        string[] parts =
        [
            "", " ", "\0", "%00", "%", "%zz", "\uD800", "\uFFFF", "\u00AD", "\u200B", "xn--\u00AD", "xn--zzzzzzzzz", "[", "]", "[::1]", "[::1%25eth0]", "[v1.x]", "1.2.3.4", "0x7f.1", "::1", ":", "::", "@", "a@b@c", "?", "#", "\\", "/", "//", "..", ".", "-", "_", "*",
            "größe", "日本語.jp", "ﬁ.example", "。", "a。b", "ẞ.de", new string('a', 300), new string('a', 70_000), string.Concat(Enumerable.Repeat("a.", 5000)), "file://", "file:///%00", "https://", "https://https://", "http://[", "data:,", "\r\n", "'\"`", "\u202E", "😀.example",
        ];
        foreach (string part in parts)
        {
            foreach (string text in (string[])[part, $"https://{part}", $"http://{part}:80", $"https://a.example/{part}", $"https://{part}@a.example", $"https://a.example:{part}", $"https://{part}.llamaindex.ai", $"{part}://a.example"])
            {
                ApiUrl url = ApiUrl.Parse(text);
                if (url.Fault is null)
                    Assert.IsTrue(url.Root.AbsoluteUri.EndsWith('/'), text);
                _ = url.IsOfficial;
                _ = url.IsPlainHttp(["a.example"]);
                _ = ApiUrl.Propose(text);
                _ = ApiUrl.ParseHost(text);
                _ = ApiUrl.AreSame(text, part);
                _ = Validator.Validate(Given.Credentials(url: text.Length == 0 ? "x" : text)).ToArray();
            }
        }
    }
}
