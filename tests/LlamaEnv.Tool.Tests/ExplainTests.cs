using System.Text.Json.Nodes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Tool.Formatting;

namespace LlamaEnv.Tool.Tests;

[TestClass]
public sealed class ExplainTests
{
    private const string Other = "llx-FakeOtherOtherOtherOtherOtherOtherOtherOtherFake";

    [TestMethod]
    public void Each_line_names_the_variable_the_source_and_what_became_of_it()
    {
        using Store store = WithShadowedKey();

        Outcome run = Tool(store, "explain", "LLAMA_CLOUD_API_KEY").Exits(0);

        Assert.AreEqual(
            $"""
            LLAMA_CLOUD_API_KEY=llx-*** (52 characters) (from environment)
            LLAMA_CLOUD_API_KEY: environment used
            LLAMA_CLOUD_API_KEY: profile absent: there is no llamactl store at {store.File}
            LLAMA_CLOUD_API_KEY: user-secrets absent: the project has no UserSecretsId
            LLAMA_CLOUD_API_KEY: dotenv shadowed: llx-*** (52 characters), differs, {EnvFile(store)}(2), environment comes first

            """,
            run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_BASE_URL", "it belongs to a key that was not used")]
    [DataRow("llama_agents_project_id", "dotenv .env has no LLAMA_AGENTS_PROJECT_ID")]
    public void What_belongs_to_the_key_is_explained_by_the_key(string name, string reason)
    {
        using Store store = WithShadowedKey();

        string[] lines = Tool(store, "explain", name).Exits(0).Output.TrimEnd().Split('\n');

        Assert.IsTrue(lines.All(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)), string.Join('\n', lines));
        Assert.IsTrue(lines.Any(line => line.EndsWith(reason, StringComparison.Ordinal)), string.Join('\n', lines));
    }

    [TestMethod]
    public void A_profile_is_called_by_its_name()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.Environment["LLAMA_CLOUD_API_KEY"] = Other;

        string output = Tool(store, "explain").Exits(0).Output;

        Assert.Contains($"LLAMA_AGENTS_PROJECT_ID={Sample.Project} (from profile 'llx-Fa****Fake', {store.File})\n", output);
        Assert.Contains("LLAMA_CLOUD_API_KEY: environment shadowed: llx-*** (52 characters), differs, LLAMA_AGENTS_PROJECT_ID is not set, and a key without a project yields to profile 'llx-Fa****Fake'\n", output);
    }

    [TestMethod]
    public void The_same_value_further_down_is_called_the_same()
    {
        using Store store = WithShadowedKey();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Other;

        Assert.Contains("dotenv shadowed: llx-*** (52 characters), same, ", Tool(store, "explain").Exits(0).Output);
        Assert.IsTrue(JsonNode.Parse(Tool(store, "explain", "-o", "json").Exits(0).Output)!["variables"]![0]!["shadowed"]![0]!["same"]!.GetValue<bool>());
    }

    [TestMethod]
    public void Json_has_the_documented_members()
    {
        using Store store = WithShadowedKey();

        JsonNode json = JsonNode.Parse(Tool(store, "explain", "-o", "json").Exits(0).Output)!;

        Assert.AreEqual(1, json["version"]!.GetValue<int>());
        Assert.AreEqual("LLAMA_CLOUD_API_KEY LLAMA_CLOUD_BASE_URL LLAMA_AGENTS_PROJECT_ID", string.Join(' ', json["variables"]!.AsArray().Select(v => v!["name"])));
        JsonNode key = json["variables"]![0]!;
        Assert.AreEqual("name source file line masked shadowed asked", string.Join(' ', key.AsObject().Select(member => member.Key)));
        Assert.AreEqual("environment llx-*** (52 characters)", $"{key["source"]} {key["masked"]}");
        Assert.AreEqual($"dotenv .env {EnvFile(store)} 2 False", $"{key["shadowed"]![0]!["source"]} {key["shadowed"]![0]!["file"]} {key["shadowed"]![0]!["line"]} {key["shadowed"]![0]!["same"]!.GetValue<bool>()}");
        Assert.AreEqual("environment used; profile absent; user-secrets absent; dotenv shadowed", string.Join("; ", key["asked"]!.AsArray().Select(step => $"{step!["source"]} {step["outcome"]}")));
        Assert.IsEmpty(json["diagnostics"]!.AsArray());
    }

    [TestMethod]
    public void Without_a_key_it_fails_with_the_trace()
    {
        using Store store = new();

        Outcome text = Tool(store, "explain").Exits(1);
        JsonNode json = JsonNode.Parse(Tool(store, "explain", "-o", "json").Exits(1).Output)!;

        Assert.StartsWith("LLAMA_CLOUD_API_KEY: no value\nLLAMA_CLOUD_API_KEY: environment absent: LLAMA_CLOUD_API_KEY is not set\n", text.Output);
        Assert.StartsWith("llama-env : error LLENV0001: ", text.Error);
        Assert.AreEqual("LLENV0001 error LLAMA_CLOUD_API_KEY", $"{json["diagnostics"]![0]!["code"]} {json["diagnostics"]![0]!["severity"]} {json["diagnostics"]![0]!["variable"]}");
        Assert.IsNull(json["variables"]![0]!["source"]);
    }

    [TestMethod]
    public void A_broken_source_is_named_and_nothing_behind_it_is_used()
    {
        using Store store = WithShadowedKey();
        Directory.CreateDirectory(store.Directory);
        File.WriteAllText(store.File, "no database, but longer than the header of one would have to be, so that it is taken for none");
        store.Environment.Remove("LLAMA_CLOUD_API_KEY");

        Outcome run = Tool(store, "explain", "LLAMA_CLOUD_API_KEY").Exits(1);

        Assert.Contains("LLAMA_CLOUD_API_KEY: profile broken: ", run.Output);
        Assert.Contains("LLAMA_CLOUD_API_KEY: dotenv not asked: the search ended before it\n", run.Output);
        Assert.Contains(" error LLENV0002: ", run.Error);
    }

    [TestMethod]
    public void A_variable_that_the_project_declares_is_explained_like_the_others()
    {
        using Store store = WithShadowedKey();
        store.Environment["OTHER_KEY"] = "OtherOtherOther";
        Directory.CreateDirectory(Path.Combine(store.Root, "App"));
        File.WriteAllText(
            Path.Combine(store.Root, "App", "App.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><LlamaEnvVariable Include=\"OTHER_KEY\" /></ItemGroup></Project>");

        Assert.StartsWith("OTHER_KEY=*** (15 characters) (from environment)\nOTHER_KEY: environment used\n", Tool(store, "explain", "App", "other_key").Exits(0).Output);
        Assert.Contains("Known: LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID, OTHER_KEY.", Tool(store, "explain", "App", "NOBODY").Exits(1).Error);
    }

    [TestMethod]
    public void Nothing_is_written_and_no_folder_is_made()
    {
        using Store store = WithShadowedKey();

        Tool(store, "explain").Exits(0);
        Tool(store, "explain", "--env-file", "sub/other.env").Exits(0);

        Assert.AreEqual(".env", string.Join(' ', Directory.GetFileSystemEntries(store.Root).Select(Path.GetFileName)));
    }

    [TestMethod]
    [DataRow("LLENV0014", "LLENV0014")]
    [DataRow("llenv0014", "LLENV0014")]
    [DataRow("LLENV14", "LLENV0014")]
    public void A_page_is_printed_as_it_stands(string typed, string code)
    {
        using Store store = new();

        string page = Tool(store, "explain", typed).Exits(0).Output;

        Assert.AreEqual(File.ReadAllText(Repository.At("docs", "diagnostics", $"{code}.md")).ReplaceLineEndings("\n"), page);
    }

    [TestMethod]
    public void Every_code_has_its_page_in_the_tool()
    {
        foreach (string code in DiagnosticCodes.All)
        {
            DiagnosticPage page = DiagnosticPage.Find(code);
            Assert.StartsWith($"# {code}: {page.Title}\n", page.Text);
            Assert.EndsWith($"docs/diagnostics/{code}.md\n", page.Layout(80));
        }
    }

    [TestMethod]
    public void A_page_fits_the_window()
    {
        foreach (string code in DiagnosticCodes.All)
        {
            bool isCode = false;
            foreach (string line in DiagnosticPage.Find(code).Layout(80).Split('\n'))
            {
                isCode ^= line.StartsWith("```", StringComparison.Ordinal);
                Assert.IsTrue(isCode || line.StartsWith('|') || line.Length <= 80, line);
                Assert.DoesNotContain("](", line);
            }
        }
    }

    [TestMethod]
    public void A_page_as_json_has_its_heading_and_its_text()
    {
        using Store store = new();

        JsonNode json = JsonNode.Parse(Tool(store, "explain", "LLENV0053", "-o", "json").Exits(0).Output)!;

        Assert.AreEqual("1 LLENV0053 the key belongs to another region", $"{json["version"]} {json["code"]} {json["title"]}");
        Assert.AreEqual(DiagnosticPage.Find("LLENV0053").Text, json["page"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("LLENV9999", "there is no code LLENV9999")]
    [DataRow("LLENV00014x", "there is no code LLENV00014X")]
    [DataRow("LLENV0", "there is no code LLENV0")]
    [DataRow("LLENV-0014", "there is no code LLENV-0014")]
    [DataRow("NOBODY", "there is no variable 'NOBODY' here. Known: LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID.")]
    public void What_is_not_known_is_one_line_with_a_code(string subject, string message)
    {
        using Store store = WithShadowedKey();

        Outcome run = Tool(store, "explain", subject).Exits(1);

        Assert.StartsWith($"llama-env : error LLENV0006: {message}", run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    public void A_file_with_the_name_of_our_variable_is_no_project()
    {
        using Store store = WithShadowedKey();
        File.WriteAllText(Path.Combine(store.Root, "LLAMA_CLOUD_API_KEY"), "");

        Tool(store, "explain", "LLAMA_CLOUD_API_KEY").Exits(0);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(80)]
    [DataRow(50)]
    [DataRow(200)]
    public void At_a_terminal_it_is_a_table_that_fits(int columns)
    {
        using Store store = WithShadowedKey();
        File.Move(EnvFile(store), Path.Combine(Directory.CreateDirectory(Path.Combine(store.Root, new string('d', 90))).FullName, "long.env"));
        string file = Directory.GetFiles(store.Root, "long.env", SearchOption.AllDirectories).Single();

        Outcome run = new PseudoTerminal(store, Built.Tool, "explain", "--source", "environment", "--source", $"dotenv:{file}")
        {
            Columns = columns,
            Environment = new() { ["LLAMA_CLOUD_API_KEY"] = Sample.KeyText },
        }.Type("never", "").Exits(0);

        string[] lines = run.Output.Split('\n');
        Assert.IsTrue(lines.Any(line => line.TrimStart().StartsWith("SOURCE", StringComparison.Ordinal)), run.Output);
        foreach (string line in lines.Where(line => !line.Contains('\e', StringComparison.Ordinal)))
            Assert.IsLessThanOrEqualTo(columns, line.Length, line);
        Assert.DoesNotContain("FakeFake", run.Output);
    }

    private static Store WithShadowedKey()
    {
        Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        File.WriteAllText(EnvFile(store), $"# mine\nLLAMA_CLOUD_API_KEY={Other}\nLLAMA_CLOUD_BASE_URL={Sample.Europe}\n");
        return store;
    }

    private static string EnvFile(Store store) => Path.Combine(store.Root, ".env");

    /// <summary>Runs it, and looks for a key in what it says.</summary>
    private static Outcome Tool(Store store, params IEnumerable<string> arguments)
    {
        Outcome run = Built.Run(store, Built.Tool, arguments);
        Assert.DoesNotContain("FakeFake", run.Output + run.Error);
        Assert.DoesNotContain("OtherOther", run.Output + run.Error);
        return run;
    }
}
