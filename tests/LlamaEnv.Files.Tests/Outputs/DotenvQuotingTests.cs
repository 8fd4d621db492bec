using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

[TestClass]
public sealed class DotenvQuotingTests
{
    [TestMethod]
    [DataRow("llx-A1b2C3d4")]
    [DataRow("00000000-0000-4000-8000-000000000001")]
    [DataRow("https://llama.example.com:8443/api?a=b,c")]
    [DataRow("YWJjZA==")]
    [DataRow("a+b/c=")]
    [DataRow("a_b.c/d:e@f%g+h,i?j!k=l-m")]
    [DataRow("größe-東-é")]
    [DataRow("")]
    public void A_value_that_every_reader_takes_as_it_is_stays_bare(string value)
    {
        QuotedValue quoted = DotenvQuoting.Quote(new Secret(value));

        Assert.AreEqual(value, Encoding.UTF8.GetString(quoted.Bytes));
        Assert.IsNull(quoted.Lost);
    }

    [TestMethod]
    [DataRow("=a", "'=a'")]
    [DataRow("a b", "'a b'")]
    [DataRow(" a ", "' a '")]
    [DataRow("a\tb", "'a\tb'")]
    [DataRow("a#b", "'a#b'")]
    [DataRow("#", "'#'")]
    [DataRow("https://llama.example.com#x", "'https://llama.example.com#x'")]
    [DataRow("a&b", "'a&b'")]
    [DataRow("a;b|c<d>e", "'a;b|c<d>e'")]
    [DataRow("(a)", "'(a)'")]
    [DataRow("[a,b]", "'[a,b]'")]
    [DataRow("{a}", "'{a}'")]
    [DataRow("~", "'~'")]
    [DataRow("*^", "'*^'")]
    [DataRow("{\"a\": 1}", "'{\"a\": 1}'")]
    [DataRow("`id`", "'`id`'")]
    [DataRow("$(id)", "'$(id)'")]
    [DataRow("a$", "'a$'")]
    [DataRow("$NAME", "'$NAME'")]
    [DataRow("a$$b", "'a$$b'")]
    [DataRow(@"a\b", @"'a\b'")]
    [DataRow("it's", "\"it's\"")]
    [DataRow("'a'", "\"'a'\"")]
    [DataRow("it's #1", "\"it's #1\"")]
    [DataRow("🦙", "'🦙'")]
    public void The_quotes_most_readers_agree_on_are_used_with_a_warning(string value, string expected)
    {
        QuotedValue quoted = DotenvQuoting.Quote(new Secret(value));

        Assert.AreEqual(expected, Encoding.UTF8.GetString(quoted.Bytes));
        Assert.AreEqual(DiagnosticSeverity.Warning, quoted.Severity);
        Assert.Contains("docker", quoted.Lost!);
    }

    [TestMethod]
    [DataRow("${NAME}")]
    [DataRow("a${b")]
    [DataRow("a'b\"c")]
    [DataRow(@"a'b\c")]
    [DataRow("a'b`c")]
    [DataRow("a'b$c")]
    [DataRow(@"a\")]
    [DataRow(@"a\\b")]
    [DataRow(@"C:\new")]
    [DataRow(@"a\$b")]
    [DataRow("a\nb")]
    [DataRow("a\n")]
    [DataRow("a\rb")]
    [DataRow("a\r\nb")]
    [DataRow("a\u0007b")]
    [DataRow("a\u0085b")]
    [DataRow("a\u2028b")]
    public void What_no_quoting_carries_is_refused(string value)
    {
        QuotedValue quoted = DotenvQuoting.Quote(new Secret(value));

        Assert.AreEqual(DiagnosticSeverity.Error, quoted.Severity);
        Assert.IsNotNull(quoted.Lost);
    }

    [TestMethod]
    [DataRow("A1b2C3d4", "")]
    [DataRow("A1 b2", "Warning")]
    [DataRow("A1'b\"2", "Error")]
    public void The_severity_reaches_the_user(string value, string severity)
    {
        Rendering rendering = DotenvOutput.Render(null, Given.Credentials(value), "x");

        Assert.AreEqual(severity, string.Join(' ', rendering.Diagnostics.Select(d => d.Severity)));
        Assert.IsTrue(rendering.Diagnostics.All(d => d.Code == DiagnosticCodes.NotExpressible && !d.Message.Contains(value, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Half_a_surrogate_pair_is_refused() // Not a row above: attributes are stored as UTF-8, too.
    {
        Assert.AreEqual(DiagnosticSeverity.Error, DotenvQuoting.Quote(new Secret("a\uD83E")).Severity);
        Assert.AreNotEqual(DiagnosticSeverity.Error, DotenvQuoting.Quote(new Secret("a\uD83E\uDD99")).Severity);
    }

    [TestMethod]
    public void A_value_too_long_for_docker_is_warned_of()
    {
        Assert.IsNotNull(DotenvQuoting.Quote(new Secret(new string('a', 64 * 1024))).Lost);
        Assert.IsNotNull(DotenvQuoting.Quote(new Secret(new string('é', 32 * 1024))).Lost);
        Assert.IsNull(DotenvQuoting.Quote(new Secret(new string('a', 60 * 1024))).Lost);
    }
}
