using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Tests.Terminal;

/// <summary>Colours and marks, where the terminal has them.</summary>
[TestClass]
public sealed class StyleTests
{
    [TestMethod]
    [DataRow("LANG=en_US.UTF-8", true, true)]
    [DataRow("LANG=C.utf8", true, true)]
    [DataRow("LANG=C", true, false)]
    [DataRow("", true, false)]
    [DataRow("LANG=en_US.UTF-8 LC_ALL=C", true, false)]
    [DataRow("LANG=de_DE.ISO-8859-1 LC_CTYPE=de_DE.UTF-8", true, true)]
    [DataRow("LANG=C.UTF-8 NO_COLOR=1", false, true)]
    [DataRow("LANG=C.UTF-8 NO_COLOR=", true, true)]
    [DataRow("LANG=C.UTF-8 TERM=dumb", false, false)]
    [DataRow("LANG=C.UTF-8 CI=true", false, false)]
    [DataRow("LANG=C.UTF-8 TERM=xterm", true, true)]
    public void A_terminal_gets_what_it_can_show(string variables, bool hasColor, bool hasMarks)
    {
        HostEnvironment host = new()
        {
            Variables = [.. variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => KeyValuePair.Create(v.Split('=')[0], v.Split('=')[1]))],
            CurrentDirectory = "/",
            HomeDirectory = "/",
            Platform = HostPlatform.Linux,
        };

        Assert.AreEqual(new TerminalStyle(hasColor, hasMarks), TerminalStyle.Of(host, Encoding.UTF8));
    }

    [TestMethod]
    public void A_finding_says_the_fault_first_and_where_was_looked_last()
    {
        Diagnostic missing = new(DiagnosticCodes.Missing, DiagnosticSeverity.Error, "KEY is missing. Set it. Looked in environment (not set), dotenv (not there)");

        Assert.AreEqual(
            """
            ✗ error LLENV0001: KEY is missing.
              Set it.
              Looked in environment (not set),
              dotenv (not there)
            """.ReplaceLineEndings("\n"),
            string.Join('\n', FindingLayout.Lines(missing, new TerminalStyle(false, true), 40, static text => text)));
        Assert.Contains("\e[31m✗ error LLENV0001: \e[0m", FindingLayout.Lines(missing, new TerminalStyle(true, true), 40, static text => text).First());
    }
}
