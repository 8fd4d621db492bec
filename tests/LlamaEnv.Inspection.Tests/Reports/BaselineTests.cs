using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Reports;

namespace LlamaEnv.Inspection.Tests.Reports;

[TestClass]
public sealed class BaselineTests
{
    private static readonly Finding s_finding = Make("LLENV0060", "a", "src/a.cs", 7);

    [TestMethod]
    public void A_finding_is_known_again_wherever_its_line_moved()
    {
        Baseline baseline = Baseline.Parse(Baseline.Format([s_finding]));

        Assert.IsTrue(baseline.Covers(s_finding));
        Assert.IsTrue(baseline.Covers(Make("LLENV0060", "a", "src/a.cs", 70)));
        Assert.IsFalse(baseline.Covers(Make("LLENV0060", "b", "src/a.cs", 7)), "another key");
        Assert.IsFalse(baseline.Covers(Make("LLENV0060", "a", "src/b.cs", 7)), "another file");
        Assert.IsFalse(baseline.Covers(Make("LLENV0061", "a", "src/a.cs", 7)), "another code");
        Assert.IsFalse(baseline.Covers(s_finding with { Fingerprint = null }));
        Assert.IsFalse(Baseline.Empty.Covers(s_finding));
    }

    [TestMethod]
    public void The_file_is_sorted_and_its_comments_and_line_ends_do_not_count()
    {
        string text = Baseline.Format([Make("LLENV0061", "b", null, 0), s_finding, s_finding, Make("LLENV0060", "c", "line\nend", 1)]);
        string[] entries = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

        Assert.HasCount(3, entries);
        CollectionAssert.AreEqual(entries.Order(StringComparer.Ordinal).ToArray(), entries);
        Assert.IsTrue(Baseline.Parse(text.ReplaceLineEndings("\r\n")).Covers(s_finding));
        Assert.IsTrue(Baseline.Parse(text).Covers(Make("LLENV0060", "c", "line\nend", 9)));
    }

    [TestMethod]
    public void It_is_written_whole_and_read_again()
    {
        using TempFolder folder = new();
        string path = folder.At("sub", Baseline.FileName);

        Baseline.Write(path, [s_finding], CancellationToken.None);

        Assert.IsTrue(Baseline.Read(path).Covers(s_finding));
        Assert.AreEqual($"sub sub/{Baseline.FileName}", string.Join(' ', folder.Listing()));
        Assert.IsFalse(Baseline.Read(folder.At("none")).Covers(s_finding));
    }

    private static Finding Make(string code, string what, string? file, int line) =>
        new(new Diagnostic(code, DiagnosticSeverity.Error, "x", file, line), "x") { Fingerprint = Fingerprint.Of(what) };
}
