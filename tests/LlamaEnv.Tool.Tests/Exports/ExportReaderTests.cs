using System.Text;
using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>Every value, in every format, read back by what reads that.</summary>
[TestClass]
public sealed class ExportReaderTests
{
    private const string Switch = "LLAMAENV_UPDATE_DOCS";

    private const string Start = "<!-- Made by tests/LlamaEnv.Tool.Tests; LLAMAENV_UPDATE_DOCS=1 makes it anew. -->\n";

    private const string End = "<!-- End of what is made. -->\n";

    public static IEnumerable<object[]> Readers => ExportReader.All.Select(reader => new object[] { reader.Format, reader.Name });

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public async Task What_is_exported_is_read_back_exactly(string format, string name)
    {
        ExportReader reader = ExportReader.All.Single(r => r.Format == format && r.Name == name);
        ExportRendering rendering = new(ExportFormat.Find(format)!);

        IReadOnlyDictionary<string, string> read = await reader.ReadAsync(rendering.Document);

        string[] wrong = [.. rendering.Carried.Where(index => read.GetValueOrDefault(ExportValues.NameOf(index)) != ExportValues.All[index].Text).Select(index => ExportValues.All[index].What)];
        Assert.IsEmpty(wrong, string.Join(", ", wrong));
        Assert.IsGreaterThan(ExportValues.All.Count / 2, rendering.Carried.Count);
    }

    [TestMethod]
    public void Every_format_is_read_back()
    {
        Assert.HasCount(52, ExportValues.All);
        foreach (ExportFormat format in ExportFormat.All)
            Assert.IsTrue(ExportReader.All.Any(reader => reader.Format == format.Name), format.Name);
    }

    [TestMethod]
    public void The_table_in_the_manual_is_what_was_read()
    {
        string path = Repository.At("docs", "export.md");
        string manual = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = manual.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = manual.IndexOf(End, StringComparison.Ordinal);

        if (Environment.GetEnvironmentVariable(Switch) == "1")
            File.WriteAllText(path, manual[..start] + MakeTable() + manual[end..]);
        else
            Assert.AreEqual(MakeTable(), manual[start..end], $"docs/export.md is out of date: run this test with {Switch}=1 and commit what it writes.");
    }

    /// <summary>That the readers get what is not refused, the test above shows for each of them.</summary>
    private static string MakeTable()
    {
        StringBuilder table = new("| format | exact | refused (LLENV0034) | read back by |\n|---|---|---|---|\n");
        foreach (ExportFormat format in ExportFormat.All)
        {
            ExportRendering rendering = new(format);
            string refused = string.Join(", ", rendering.Refused);
            string readers = string.Join("; ", ExportReader.All.Where(r => r.Format == format.Name).Select(r => r.Name));
            table.Append($"| `{format.Name}` | {rendering.Carried.Count} of {ExportValues.All.Count} | {(refused.Length == 0 ? "none" : refused)} | {readers} |\n");
        }

        return table.ToString();
    }
}
