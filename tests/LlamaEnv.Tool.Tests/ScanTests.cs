using System.Text.Json.Nodes;

namespace LlamaEnv.Tool.Tests;

/// <summary><c>scan</c> as users start it; what it finds in what, the tests of LlamaEnv.Inspection show.</summary>
[TestClass]
public sealed class ScanTests : IDisposable
{
    /// <summary>Nobody's: drawn here.</summary>
    private const string Key = "llx-" + "q7Rt2LmZx9Vb4KcW8sYd3NfH6gJp" + "1TzQ5uXa0EoBvCiMnFkD";

    private readonly Store _store = new();

    public void Dispose() => _store.Dispose();

    [TestMethod]
    public void A_key_is_an_error_with_file_and_line_and_never_its_value()
    {
        Write("src/a.cs", $"// none\nvar key = \"{Key}\";\n");
        Write("ok.md", "llx-... llx-your-key");

        Outcome run = Scan().Exits(1);

        Assert.StartsWith($"{Path.Combine("src", "a.cs")}(2): error LLENV0060: a LlamaCloud API key stands in this file. ", run.Error);
        Assert.AreEqual("2 files: 1 error, 0 warnings\n", run.Output);
        Assert.DoesNotContain(Key[6..16], run.Output + run.Error);
    }

    [TestMethod]
    public void Nothing_found_is_one_line_and_0()
    {
        Write("a.cs", "nothing");

        Outcome run = Scan().Exits(0);

        Assert.AreEqual("1 file: nothing found\n", run.Output);
        Assert.AreEqual("", run.Error);
        Assert.AreEqual("1 file: nothing found\n", Scan("a.cs").Exits(0).Output);
    }

    [TestMethod]
    public void A_warning_is_0_and_a_note_is_0()
    {
        Write("a.env", $"LLAMA_CLOUD_API_KEY={Key[..40]}\n");
        File.WriteAllBytes(Path.Combine(_store.Root, "b.gz"), [0x1F, 0x8B, 8, 1, 2, 3]);

        Outcome run = Scan().Exits(0);

        Assert.Contains("a.env(1): warning LLENV0060: ", run.Error);
        Assert.Contains("b.gz : message LLENV0905: ", run.Error);
        Assert.AreEqual("2 files: 0 errors, 1 warning\n", run.Output);
    }

    [TestMethod]
    public void Json_has_the_members_of_a_check_in_the_good_case_and_the_bad()
    {
        Write("a.cs", $"\n\n{Key}");
        JsonNode json = JsonNode.Parse(Scan("-o", "json").Exits(1).Output)!;
        JsonNode found = json["diagnostics"]!.AsArray().Single()!;

        Assert.AreEqual("version valid errorCount warningCount diagnostics", string.Join(' ', json.AsObject().Select(member => member.Key)));
        Assert.AreEqual("1 false 1 0", $"{json["version"]} {json["valid"]} {json["errorCount"]} {json["warningCount"]}");
        Assert.AreEqual("code severity message variable source file line kind fix help", string.Join(' ', found.AsObject().Select(member => member.Key)));
        Assert.AreEqual("LLENV0060 error LLAMA_CLOUD_API_KEY a.cs 3 hard-coded", $"{found["code"]} {found["severity"]} {found["variable"]} {found["file"]} {found["line"]} {found["kind"]}");
        Assert.DoesNotContain(Key[6..16], json.ToJsonString());
        Write("a.cs", "");
        Assert.AreEqual("true", $"{JsonNode.Parse(Scan("-o", "json").Exits(0).Output)!["valid"]}");
    }

    [TestMethod]
    public void Sarif_has_a_result_with_a_place_and_no_key()
    {
        Write("a.cs", $"\n\n{Key}");

        Outcome run = Scan("-o", "sarif").Exits(1);
        JsonNode result = JsonNode.Parse(run.Output)!["runs"]![0]!["results"]!.AsArray().Single()!;

        Assert.AreEqual("LLENV0060 error a.cs 3", $"{result["ruleId"]} {result["level"]} {result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]} {result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]}");
        Assert.DoesNotContain(Key[6..16], run.Output + run.Error);
    }

    [TestMethod]
    public void A_baseline_takes_what_is_known_out_of_the_report()
    {
        Write("a.cs", Key);
        Assert.Contains("now has 1 findings", Scan("--update-baseline").Exits(0).Error);
        Write("a.cs", $"moved\n{Key}");

        Assert.AreEqual("2 files: nothing found; 1 in the baseline\n", Scan().Exits(0).Output);
        Write("b.cs", Key);
        Assert.Contains("b.cs(1): error", Scan().Exits(1).Error);
        Assert.DoesNotContain(Key[6..16], File.ReadAllText(Path.Combine(_store.Root, ".llama-env-baseline")));
        Scan("--baseline", "other.txt").Exits(2);
        Scan("--baseline", "other.txt", "--update-baseline").Exits(0);
        Scan("--baseline", "other.txt").Exits(0);
    }

    [TestMethod]
    [DataRow("nowhere")]
    [DataRow("--staged --history")]
    [DataRow("--staged --no-ignore")]
    [DataRow("--staged")]
    [DataRow("--history")]
    [DataRow("-o xml")]
    [DataRow("--such-an-option")]
    public void What_makes_no_sense_is_2(string arguments)
    {
        Write("a.cs", "x");

        Outcome run = Scan(arguments.Split(' ')).Exits(2);

        Assert.AreEqual("", run.Output);
        Assert.Contains("--help", run.Error);
    }

    [TestMethod]
    public void What_git_does_not_answer_for_is_2()
    {
        Git("init", "--quiet", "--bare", "bare.git");

        Assert.Contains("error LLENV0038", Scan("bare.git").Exits(2).Error);
        Assert.AreEqual("LLENV0038", $"{JsonNode.Parse(Scan("bare.git", "-o", "json").Exits(2).Output)!["diagnostics"]![0]!["code"]}");
        Write("a.cs", Key);
        Scan("bare.git", "a.cs").Exits(1);
    }

    [TestMethod]
    public void Staged_changes_and_the_history_are_looked_at()
    {
        Git("init", "--quiet", ".");
        Write("a.cs", Key);
        Git("add", "--all");
        Write("a.cs", "gone");

        Assert.Contains("a.cs(1): error LLENV0060: a LlamaCloud API key is staged", Scan("--staged").Exits(1).Error);
        Git("-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "x");
        Assert.AreEqual("0 staged files: nothing found\n", Scan("--staged").Exits(0).Output);
        Assert.Contains("is in the history, since commit ", Scan("--history").Exits(1).Error);
        Assert.AreEqual("1 file: nothing found\n", Scan().Exits(0).Output);
    }

    [TestMethod]
    public void Help_ends_with_examples() => Assert.Contains("  dotnet llama-env scan --staged\n", Scan("--help").Exits(0).Output);

    private Outcome Scan(params string[] arguments) => Built.Run(_store, Built.Tool, ["scan", .. arguments]);

    private void Git(params string[] arguments) => Built.Run(_store, "git", arguments).Exits(0);

    private void Write(string name, string text)
    {
        string path = Path.Combine([_store.Root, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
