using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Ci;
using LlamaEnv.Tool.Terminal;

namespace LlamaEnv.Tool.Tests.Terminal;

[TestClass]
public sealed class AnnotationTests
{
    private const string Link = "(https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/LLENV0033.md)";

    [TestMethod]
    [DataRow(DiagnosticSeverity.Error, "::error title=LLENV0033::Repair it " + Link)]
    [DataRow(DiagnosticSeverity.Warning, "::warning title=LLENV0033::Repair it " + Link)]
    [DataRow(DiagnosticSeverity.Notice, "::notice title=LLENV0033::Repair it " + Link)]
    public void GitHub_has_a_command_for_each_severity(DiagnosticSeverity severity, string annotation) =>
        Assert.AreEqual(annotation, OnGitHub(new Diagnostic("LLENV0033", severity, "Repair it")));

    [TestMethod]
    [DataRow(DiagnosticSeverity.Error, "##vso[task.logissue type=error;code=LLENV0033]Repair it " + Link)]
    [DataRow(DiagnosticSeverity.Warning, "##vso[task.logissue type=warning;code=LLENV0033]Repair it " + Link)]
    [DataRow(DiagnosticSeverity.Notice, null)]
    public void Azure_has_a_type_for_errors_and_warnings(DiagnosticSeverity severity, string? annotation) =>
        Assert.AreEqual(annotation, OnAzure(new Diagnostic("LLENV0033", severity, "Repair it")));

    [TestMethod]
    [DataRow("/work/app/src/a.env", 7, "file=src/a.env,line=7,")]
    [DataRow("/work/app/src/a.env", 0, "file=src/a.env,")]
    [DataRow("/work/app/..a/a.env", 0, "file=..a/a.env,")]
    [DataRow("/work/app2/a.env", 7, "file=/work/app2/a.env,line=7,")]
    [DataRow("/work/app/a,b:c%d.env", 1, "file=a%2Cb%3Ac%25d.env,line=1,")]
    public void GitHub_knows_files_by_their_place_in_the_repository(string file, int line, string properties)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("The paths are those of Unix.");

        Assert.AreEqual($"::error {properties}title=LLENV0033::x {Link}", OnGitHub(new Diagnostic("LLENV0033", DiagnosticSeverity.Error, "x", file, line)));
    }

    [TestMethod]
    [DataRow("/work/app/src/a.env", 7, "sourcepath=/work/app/src/a.env;linenumber=7;")]
    [DataRow("/work/app/a;b]c%d.env", 0, "sourcepath=/work/app/a%3Bb%5Dc%AZP25d.env;")]
    public void Azure_knows_files_by_their_absolute_path(string file, int line, string properties) =>
        Assert.AreEqual($"##vso[task.logissue type=error;{properties}code=LLENV0033]x {Link}", OnAzure(new Diagnostic("LLENV0033", DiagnosticSeverity.Error, "x", file, line)));

    [TestMethod]
    public void A_message_is_escaped_as_each_system_takes_it_back()
    {
        Diagnostic diagnostic = new("LLENV0033", DiagnosticSeverity.Error, "100% a:b,c;d]e\r\n::error::f");

        Assert.AreEqual($"::error title=LLENV0033::100%25 a:b,c;d]e\\u000D\\u000A:\\u003Aerror:\\u003Af {Link}", OnGitHub(diagnostic));
        Assert.AreEqual($"##vso[task.logissue type=error;code=LLENV0033]100%AZP25 a:b,c%3Bd%5De\\u000D\\u000A:\\u003Aerror:\\u003Af {Link}", OnAzure(diagnostic));
    }

    [TestMethod]
    public void Line_ends_in_the_name_of_a_file_do_not_make_a_second_command()
    {
        Diagnostic diagnostic = new("LLENV0033", DiagnosticSeverity.Error, "x", "/a\r\n::error::b", 1);

        Assert.AreEqual($"::error file=/a\\u000D\\u000A%3A\\u003Aerror%3A\\u003Ab,line=1,title=LLENV0033::x {Link}", OnGitHub(diagnostic));
        Assert.AreEqual($"##vso[task.logissue type=error;sourcepath=/a\\u000D\\u000A:\\u003Aerror:\\u003Ab;linenumber=1;code=LLENV0033]x {Link}", OnAzure(diagnostic));
    }

    [TestMethod]
    [DataRow("GITLAB_CI")]
    [DataRow("TEAMCITY_VERSION")]
    public void Other_systems_have_no_annotations(string name)
    {
        Assert.IsNull(Annotate(new Diagnostic("LLENV0033", DiagnosticSeverity.Error, "x"), new KeyValuePair<string, string>(name, "true")));
    }

    private static string? OnGitHub(Diagnostic diagnostic) => Annotate(diagnostic, new("GITHUB_ACTIONS", "true"), new("GITHUB_WORKSPACE", "/work/app"));

    private static string? OnAzure(Diagnostic diagnostic) => Annotate(diagnostic, new KeyValuePair<string, string>("TF_BUILD", "True"));

    private static string? Annotate(Diagnostic diagnostic, params KeyValuePair<string, string>[] variables)
    {
        HostEnvironment host = new() { Variables = variables, CurrentDirectory = "/", HomeDirectory = "/", Platform = HostPlatform.Linux };
        return Annotation.Of(diagnostic, CiSystem.FindRun(host), host);
    }
}
