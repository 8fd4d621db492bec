using System.Text;

namespace LlamaEnv.Conformance.Tests;

/// <summary>The manual's table of what the readers made of the values.</summary>
[TestClass]
public sealed class ManualTests
{
    private const string Switch = "LLAMAENV_UPDATE_DOCS";

    private const string Start = "<!-- Made by tests/LlamaEnv.Conformance.Tests; LLAMAENV_UPDATE_DOCS=1 makes it anew. -->\n";

    private const string End = "<!-- End of what is made. -->\n";

    [TestMethod]
    public void The_table_in_the_manual_is_what_the_readers_say()
    {
        string path = Repository.At("docs", "dotenv.md");
        string manual = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = manual.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = manual.IndexOf(End, StringComparison.Ordinal);
        string made = MakeTable([.. Reader.All.Select(r => (r.Name, r.Run()))]);

        if (Environment.GetEnvironmentVariable(Switch) == "1")
            File.WriteAllText(path, manual[..start] + made + manual[end..]);
        else
            Assert.AreEqual(Rows(made), Rows(manual[start..end]), $"docs/dotenv.md is out of date: run this test with {Switch}=1 and commit what it writes.");
    }

    private static string MakeTable((string Name, ReaderRun Run)[] readers)
    {
        StringBuilder table = new();
        table.Append("With ").AppendJoin(", ", readers.Where(r => r.Run.Version.Length > 0).Select(r => $"{r.Name} {r.Run.Version}")).Append(":\n\n");
        table.Append("| value has | values | written | ").AppendJoin(" | ", readers.Select(r => r.Name)).Append(" |\n|---|---|---|").Insert(table.Length, "---|", readers.Length).Append('\n');
        foreach (IGrouping<string, WrittenValue> values in WrittenFiles.Values.GroupBy(v => v.Value.Class))
        {
            string style = string.Join(" or ", values.Select(v => v.Style).Distinct());
            string written = values.First().IsRefused ? $"refused; by hand {style}" : style;
            table.Append($"| {Escape(values.Key)} | {values.Count()} | {written} | ").AppendJoin(" | ", readers.Select(r => Result(values, r.Run))).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Result(IEnumerable<WrittenValue> values, ReaderRun run)
    {
        int all = values.Count();
        int right = values.Count(v => v.IsReadBy(run));
        return right == all ? "all" : right == 0 ? "none" : $"{right}";
    }

    /// <summary>Without the versions: others may say the same.</summary>
    private static string Rows(string table) => string.Join('\n', table.Split('\n').Where(line => line.StartsWith('|')));

    private static string Escape(string cell) => cell.Replace("|", @"\|", StringComparison.Ordinal);
}
