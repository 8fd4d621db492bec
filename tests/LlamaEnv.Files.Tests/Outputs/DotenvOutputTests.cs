using System.Text;
using System.Text.RegularExpressions;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

/// <remarks>In the tables, KEY, URL and PROJECT stand for the names, and NEW, HOST and ID for the values to write. Text is Latin-1, so that every byte can be said.</remarks>
[TestClass]
public sealed partial class DotenvOutputTests
{
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["KEY"] = "LLAMA_CLOUD_API_KEY",
        ["URL"] = "LLAMA_CLOUD_BASE_URL",
        ["PROJECT"] = "LLAMA_AGENTS_PROJECT_ID",
        ["NEW"] = Fake.Key("New"),
        ["HOST"] = Fake.Url,
        ["ID"] = Fake.Project(5),
    };

    public static IEnumerable<(string Before, string After)> Files =>
    [
        // Appended, in the order key, URL, project
        ("", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\n", "A=1\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("\n\n  \n", "\n\n  \nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1", "A=1\nKEY=NEW\nURL=HOST\nPROJECT=ID"),
        ("# note", "# note\nKEY=NEW\nURL=HOST\nPROJECT=ID"),
        ("A=1\r\n", "A=1\r\nKEY=NEW\r\nURL=HOST\r\nPROJECT=ID\r\n"),
        ("A=1\r\nB=2", "A=1\r\nB=2\r\nKEY=NEW\r\nURL=HOST\r\nPROJECT=ID"),
        ("A=1\r\nB=2\r\nC=3\n", "A=1\r\nB=2\r\nC=3\nKEY=NEW\r\nURL=HOST\r\nPROJECT=ID\r\n"),
        ("A=1\nB=2\nC=3\r\n", "A=1\nB=2\nC=3\r\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\rB=2\r", "A=1\rB=2\rKEY=NEW\rURL=HOST\rPROJECT=ID\r"),
        ("\u00EF\u00BB\u00BFA=1\n", "\u00EF\u00BB\u00BFA=1\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("\u00EF\u00BB\u00BF", "\u00EF\u00BB\u00BF\nKEY=NEW\nURL=HOST\nPROJECT=ID"),
        ("KEY=old\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("PROJECT=old\n", "PROJECT=ID\nKEY=NEW\nURL=HOST\n"),

        // Replaced in place
        ("A=1\nKEY=old\nB=2\nURL=old\nPROJECT=old\n", "A=1\nKEY=NEW\nB=2\nURL=HOST\nPROJECT=ID\n"),
        ("PROJECT=old\nURL=old\nKEY=old\n", "PROJECT=ID\nURL=HOST\nKEY=NEW\n"),
        ("URL=old\nPROJECT=old\nKEY=old", "URL=HOST\nPROJECT=ID\nKEY=NEW"),
        ("URL=\nPROJECT=old\nKEY=", "URL=HOST\nPROJECT=ID\nKEY=NEW"),
        ("URL=HOST\nPROJECT=ID\nKEY=NEW\n", "URL=HOST\nPROJECT=ID\nKEY=NEW\n"),
        ("URL=HOST\nPROJECT=ID\n\n# the key\nKEY=old\n\n\nA=1\n", "URL=HOST\nPROJECT=ID\n\n# the key\nKEY=NEW\n\n\nA=1\n"),
        ("URL=x\r\nPROJECT=x\r\nKEY=x\r\nA=1\r\n", "URL=HOST\r\nPROJECT=ID\r\nKEY=NEW\r\nA=1\r\n"),
        ("URL=x\r\nPROJECT=x\nKEY=x\r\nA=1\n", "URL=HOST\r\nPROJECT=ID\nKEY=NEW\r\nA=1\n"),
        ("URL=x\rPROJECT=x\rKEY=x", "URL=HOST\rPROJECT=ID\rKEY=NEW"),
        ("\u00EF\u00BB\u00BFKEY=old\nURL=x\nPROJECT=x\n", "\u00EF\u00BB\u00BFKEY=NEW\nURL=HOST\nPROJECT=ID\n"),

        // export and indentation stay, the assignment becomes NAME=value
        ("export KEY=old\nexport\tURL=x\nexport  PROJECT = x\n", "export KEY=NEW\nexport\tURL=HOST\nexport  PROJECT=ID\n"),
        ("  KEY=old\n\tURL=x\n  export PROJECT=x\n", "  KEY=NEW\n\tURL=HOST\n  export PROJECT=ID\n"),
        ("KEY = old\nURL =x\nPROJECT= x\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old  \nURL=  \nPROJECT=x\t\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),

        // Quoted old values, of one line and of several
        ("KEY='old'\nURL=\"x\"\nPROJECT=`x`\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=\"o\\\"l\\\"d\"\nURL='it\\'s'\nPROJECT='#x'\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=\"old\nmore\nend\"\nURL='x\ny'\nPROJECT=x\nA=1\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\nA=1\n"),
        ("KEY=\"old\r\nend\"\r\nURL=x\r\nPROJECT=x\r\n", "KEY=NEW\r\nURL=HOST\r\nPROJECT=ID\r\n"),

        // An inline comment moves to a line of its own above
        ("KEY=old # mine\nURL=x\t# yours\nPROJECT=x #\n", "# mine\nKEY=NEW\n# yours\nURL=HOST\n#\nPROJECT=ID\n"),
        ("KEY='old' # don't\nURL=\"x\"# y\nPROJECT= # none\n", "# don't\nKEY=NEW\n# y\nURL=HOST\n# none\nPROJECT=ID\n"),
        ("  export KEY=old # mine\r\nURL=x\r\nPROJECT=x # last", "# mine\r\n  export KEY=NEW\r\nURL=HOST\r\n# last\r\nPROJECT=ID"),
        ("\tKEY=old # A=1\nURL=x\nPROJECT=x\n", "# A=1\n\tKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old#mid\nURL=x\nPROJECT=x\n", "KEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old # c:\\\nURL=x\nPROJECT=x\n", "# c:\\ \nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),

        // Duplicates: some readers take the first, some the last
        ("KEY=a\nA=1\nexport KEY=b # c\nURL=x\nPROJECT=x\nKEY=c\n", "KEY=NEW\nA=1\n# c\nexport KEY=NEW\nURL=HOST\nPROJECT=ID\nKEY=NEW\n"),

        // Not ours
        ("KEY_OLD=a\nXKEY=b\nX_KEY=c\nMY.KEY=d\n", "KEY_OLD=a\nXKEY=b\nX_KEY=c\nMY.KEY=d\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("llama_cloud_api_key=a\n", "llama_cloud_api_key=a\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("#KEY=a\n# KEY=b\n  #KEY=c\n", "#KEY=a\n# KEY=b\n  #KEY=c\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("exportKEY=a\nexport KEY\nKEY\nKEY: a\n", "exportKEY=a\nexport KEY\nKEY\nKEY: a\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("'KEY'=a\nA KEY=b\nA=KEY=c\n", "'KEY'=a\nA KEY=b\nA=KEY=c\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("P=\"x\nKEY=inside\ny\"\nA=1\n", "P=\"x\nKEY=inside\ny\"\nA=1\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("P='x\nKEY=inside\n'\nKEY=old\n", "P='x\nKEY=inside\n'\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("P=\"x \\\" y\nKEY=inside\n\"\n", "P=\"x \\\" y\nKEY=inside\n\"\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("P=\"C:\\dir\\\"\nKEY=old\nB=\"x\"\n", "P=\"C:\\dir\\\"\nKEY=NEW\nB=\"x\"\nURL=HOST\nPROJECT=ID\n"),
        ("A=it's\nKEY=old\nB=don't\n", "A=it's\nKEY=NEW\nB=don't\nURL=HOST\nPROJECT=ID\n"),
        ("# don't\nKEY=old\n# can't\n", "# don't\nKEY=NEW\n# can't\nURL=HOST\nPROJECT=ID\n"),
        ("# cl\u00E9\nKEY=old # \u00FF\nA=\u00E9\u0080\n", "# cl\u00E9\n# \u00FF\nKEY=NEW\nA=\u00E9\u0080\nURL=HOST\nPROJECT=ID\n"),
        ("A=  \n\tB = 'x' # y  \nC=$(id) ${X} \\\n", "A=  \n\tB = 'x' # y  \nC=$(id) ${X} \\\n\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\rB=2\nKEY=old\n", "A=1\rB=2\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),

        // A CR alone among line feeds ends a line for some readers; what all of them see goes to the end
        ("KEY=old\rA=1\nB=2\n", "KEY=NEW\rA=1\nB=2\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\rKEY=old\nB=2\n", "A=1\rKEY=NEW\nB=2\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\rKEY=old\nB=2\nKEY=old\nURL=x\nPROJECT=x\n", "A=1\rKEY=NEW\nB=2\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY= # note\rA=\"x\ny\"\n", "# note\nKEY=NEW\rA=\"x\ny\"\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old\r\r\nURL=x\r\r\nPROJECT=x\r\r\n", "KEY=NEW\r\r\nURL=HOST\r\r\nPROJECT=ID\r\r\n"),

        // A line that ends in a backslash goes on behind it for shells and systemd
        ("A=C:\\dir\\\n", "A=C:\\dir\\\n\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("# c:\\\r\nA=b\\", "# c:\\\r\nA=b\\\r\n\r\nKEY=NEW\r\nURL=HOST\r\nPROJECT=ID"),
        ("A=b\\\n\n", "A=b\\\n\nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old # c\\\n", "# c\\ \nKEY=NEW\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=old\nURL=x\nPROJECT=x\nA=b\\", "KEY=NEW\nURL=HOST\nPROJECT=ID\nA=b\\"),

        // Broken by others: edited around
        ("M=\"open\nKEY=old\nA=1\n", "M=\"open\nKEY=NEW\nA=1\nURL=HOST\nPROJECT=ID\n"),
        ("M='open\nKEY='old'\nA=1\n", "M='open\nKEY=NEW\nA=1\nURL=HOST\nPROJECT=ID\n"),
        ("A=1\n<<<<<<< HEAD\nKEY=a\n=======\nKEY=b\n>>>>>>> topic\n", "A=1\n<<<<<<< HEAD\nKEY=NEW\n=======\nKEY=NEW\n>>>>>>> topic\nURL=HOST\nPROJECT=ID\n"),
        ("KEY=\"open\nA=1\n", "KEY=NEW\nA=1\nURL=HOST\nPROJECT=ID\n"),
    ];

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Everything_that_is_not_ours_stays(string before, string after) => Assert.AreEqual(Expand(after), Render(before));

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Rendering_twice_is_rendering_once(string before, string after)
    {
        _ = before;
        Assert.AreEqual(Expand(after), Render(after));
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void What_was_written_is_read_back(string before, string after)
    {
        using Machine machine = new();
        File.WriteAllBytes(machine.EnvFile, Encoding.Latin1.GetBytes(Expand(after)));

        InjectResult result = machine.Inject("dotenv");

        Assert.AreEqual((Fake.Key("New"), Fake.Url, Fake.Project(5)), (result.Key, result.Url, result.ProjectId), before);
        Assert.IsFalse(result.Changed);
    }

    [TestMethod]
    public void A_missing_file_is_made_without_bom_and_with_plain_line_ends() =>
        Assert.AreEqual(Expand("KEY=NEW\nURL=HOST\nPROJECT=ID\n"), Encoding.Latin1.GetString(DotenvOutput.Render(null, NewSet, "x").Content));

    [TestMethod]
    public void A_variable_without_a_value_is_left_alone()
    {
        Rendering rendering = DotenvOutput.Render(Encoding.Latin1.GetBytes(Expand("PROJECT=old\n")), Given.Credentials(), "x");
        Assert.AreEqual(Expand("PROJECT=old\nKEY=NEW\n"), Encoding.Latin1.GetString(rendering.Content));
    }

    [TestMethod]
    [DataRow("A=1\nM=\"open\nKEY=old\n", "2")]
    [DataRow("A=1\r\nM=\"open\r\nKEY=old\r\n", "2")]
    [DataRow("P='a\nb'\nM='open\n", "3")]
    [DataRow("A=1\rM='open\r", "2")]
    [DataRow("A=1\n<<<<<<< HEAD\nB=1\n||||||| base\nB=0\n=======\nB=2\n>>>>>>> topic\n", "2 4 6 8")]
    public void Lines_of_others_that_readers_disagree_on_are_warned_of(string before, string lines)
    {
        IReadOnlyList<Diagnostic> diagnostics = DotenvOutput.Render(Encoding.Latin1.GetBytes(Expand(before)), NewSet, "/app/.env").Diagnostics;

        Assert.AreEqual(lines, string.Join(' ', diagnostics.Select(d => d.Line)));
        Assert.IsTrue(diagnostics.All(d => d is { Code: DiagnosticCodes.MalformedFile, Severity: DiagnosticSeverity.Warning, File: "/app/.env" }));
    }

    [TestMethod]
    [DataRow("KEY=\"open\nA=1\n")]
    [DataRow("P=\"x\ny\"\nA=it's\nB=`x`\n")]
    [DataRow("=======x\n# <<<<<<<\n")]
    public void Lines_that_are_repaired_or_fine_are_not(string before) =>
        Assert.IsEmpty(DotenvOutput.Render(Encoding.Latin1.GetBytes(Expand(before)), NewSet, "x").Diagnostics);

    [TestMethod]
    [DataRow("\u00FF\u00FEA\0=\01\0")]
    [DataRow("\u00FE\u00FF\0A\0=\01")]
    [DataRow("A=1\nB=x\0y\n")]
    public void A_file_that_cannot_be_edited_safely_is_an_error(string before)
    {
        Rendering rendering = DotenvOutput.Render(Encoding.Latin1.GetBytes(before), NewSet, "/app/.env");

        Diagnostic diagnostic = rendering.Diagnostics.Single();
        Assert.AreEqual((DiagnosticCodes.MalformedFile, DiagnosticSeverity.Error, "/app/.env"), (diagnostic.Code, diagnostic.Severity, diagnostic.File));
        Assert.AreEqual(before, Encoding.Latin1.GetString(rendering.Content));
    }

    [TestMethod]
    public void A_diagnostic_never_quotes_a_line()
    {
        Rendering rendering = DotenvOutput.Render(Encoding.UTF8.GetBytes("OPENAI_API_KEY=\"sk-FakeSecret\n<<<<<<< sk-FakeSecret\n"), NewSet, "x");

        Assert.HasCount(2, rendering.Diagnostics);
        Assert.DoesNotContain("FakeSecret", string.Join('\n', rendering.Diagnostics));
    }

    private static IReadOnlyList<Credential> NewSet => Given.Credentials(Fake.Key("New"), Fake.Url, Fake.Project(5));

    private static string Render(string before) =>
        Encoding.Latin1.GetString(DotenvOutput.Render(Encoding.Latin1.GetBytes(Expand(before)), NewSet, "x").Content);

    private static string Expand(string text) => Words.Replace(text, match => s_words[match.Value]);

    [GeneratedRegex("KEY|URL|PROJECT|NEW|HOST|ID")]
    private static partial Regex Words { get; }
}
