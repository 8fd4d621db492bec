using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

[TestClass]
public sealed class DotenvEditTests
{
    private const string Ours = $"LLAMA_CLOUD_API_KEY={Given.Key}\nLLAMA_CLOUD_BASE_URL={Given.Url}\n";

    [TestMethod]
    [DataRow("A=1\nB=2\r", "A=1\nB=2\r\nLLAMA_CLOUD_API_KEY=k\nLLAMA_CLOUD_BASE_URL=u", DisplayName = "a half line end is completed")]
    [DataRow("A=1\nLLAMA_CLOUD_API_KEY=old\r", "A=1\nLLAMA_CLOUD_API_KEY=k\r\nLLAMA_CLOUD_BASE_URL=u", DisplayName = "also behind a line of ours")]
    [DataRow("A=1\r", "A=1\rLLAMA_CLOUD_API_KEY=k\rLLAMA_CLOUD_BASE_URL=u\r", DisplayName = "a file of carriage returns has lines, too")]
    [DataRow("A=1", "A=1\nLLAMA_CLOUD_API_KEY=k\nLLAMA_CLOUD_BASE_URL=u", DisplayName = "an open end stays open")]
    [DataRow("\uFEFF", "\uFEFF\nLLAMA_CLOUD_API_KEY=k\nLLAMA_CLOUD_BASE_URL=u", DisplayName = "a byte order mark keeps its line")]
    public void Line_ends_continue_what_is_there(string before, string after) =>
        Bytes.AreEqual(Bytes.Of(after), DotenvOutput.Render(Bytes.Of(before), Given.Set("k", "u", null), ".env").Content);

    [TestMethod]
    public void A_quote_left_open_that_would_swallow_our_line_is_an_error_and_the_file_stays()
    {
        byte[] before = Bytes.Of("A=\"open\nLLAMA_CLOUD_API_KEY=\"x\"\nZ=5\"\n");
        Rendering rendering = DotenvOutput.Render(before, Given.Set(), ".env");
        Diagnostic error = rendering.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual(DiagnosticCodes.MalformedFile, error.Code);
        Assert.AreEqual(1, error.Line);
        Bytes.AreEqual(before, rendering.Content);
    }

    [TestMethod]
    [DataRow("\uFEFFLLAMA_CLOUD_API_KEY=old\n", true)]
    [DataRow("\uFEFFLLAMA_CLOUD_API_KEY=old # why\n", false, DisplayName = "its comment goes first now")]
    [DataRow("\uFEFF\nLLAMA_CLOUD_API_KEY=old\n", false)]
    public void A_byte_order_mark_is_a_warning_where_it_hides_our_line(string before, bool isHidden) =>
        Assert.AreEqual(isHidden, DotenvOutput.Render(Bytes.Of(before), Given.Set(), ".env").Diagnostics.Any(d => d.Code == DiagnosticCodes.MalformedFile));

    [TestMethod]
    public void A_value_no_quoting_carries_is_one_error()
    {
        Diagnostic error = DotenvOutput.Render("A=1\n"u8.ToArray(), Given.Set(url: "a\nb"), ".env").Diagnostics.Single();
        Assert.AreEqual(DiagnosticCodes.NotExpressible, error.Code);
    }

    [TestMethod]
    [DataRow("", false, DisplayName = "no project, no pair")]
    [DataRow("LLAMA_CLOUD_API_KEY=old\n", false, DisplayName = "a key alone")]
    [DataRow("#LLAMA_AGENTS_PROJECT_ID=old\n", false, DisplayName = "commented out")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID=old\n", true, DisplayName = "somebody else's project")]
    public void A_project_is_stale_only_where_one_is_left(string before, bool isStale)
    {
        Assert.AreEqual(isStale, IsStale(before, null));
        Assert.IsFalse(IsStale(before, Given.Project));
    }

    [TestMethod]
    public void A_stale_project_is_named_in_every_run_not_only_when_the_key_changes() =>
        Assert.IsTrue(IsStale($"LLAMA_CLOUD_API_KEY={Given.Key}\nLLAMA_AGENTS_PROJECT_ID={Given.OldProject}\n", null));

    [TestMethod]
    public void A_file_that_is_not_there_gets_three_lines() =>
        Bytes.AreEqual(Bytes.Of($"{Ours}LLAMA_AGENTS_PROJECT_ID={Given.Project}\n"), DotenvOutput.Render(null, Given.Set(), ".env").Content);

    private static bool IsStale(string before, string? project) =>
        DotenvOutput.Render(Bytes.Of(before), Given.Set(project: project), ".env").Diagnostics.Any(d => d.Code == DiagnosticCodes.ForeignProject);
}
