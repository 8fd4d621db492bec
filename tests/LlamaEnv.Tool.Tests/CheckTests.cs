using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LlamaEnv.Tool.Tests;

[TestClass]
public sealed class CheckTests
{
    private const string Europe = "LLAMA_CLOUD_BASE_URL=https://api.cloud.eu.llamaindex.ai\n";

    [TestMethod]
    public void What_is_valid_is_one_line()
    {
        using Store store = WithKey();

        Outcome run = Tool(store, "check").Exits(0);

        Assert.AreEqual("LLAMA_CLOUD_API_KEY from environment; LLAMA_CLOUD_BASE_URL from default: valid\n", run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    [DataRow("--environment Staging", "a profile is a developer's own, which Staging does not read unless it is named. Looked in ")]
    [DataRow("--source environment", "a profile is not among the sources. Looked in ")]
    [DataRow("--source environment --environment Staging", "a profile is not among the sources. Looked in ")]
    public void A_profile_that_is_asked_for_and_not_read_is_to_be_named_and_not_the_variable_set(string options, string reason)
    {
        using Store store = WithKey();
        store.Environment["LLAMA_CLOUD_USE_PROFILE"] = "1";

        string said = Tool(store, ["check", .. options.Split(' ')]).Exits(1).Error;

        Assert.StartsWith("llama-env : error LLENV0001: LLAMA_CLOUD_API_KEY is missing. Name the profile (LlamaEnvSources / --source profile), or unset LLAMA_CLOUD_USE_PROFILE: it passes the environment over, and ", said);
        Assert.Contains(reason, said);
        Assert.DoesNotContain("Set LLAMA_CLOUD_API_KEY", said);
    }

    [TestMethod]
    [DataRow("your-api-key", "LLENV0010")]
    [DataRow("sk-proj-FakeFakeFakeFakeFake", "LLENV0011")]
    [DataRow("llx-Fake Fake", "LLENV0012")]
    [DataRow("FakeFakeFakeFakeFakeFakeFakeFake", "LLENV0013")]
    [DataRow("$(LLAMA_CLOUD_API_KEY)", "LLENV0018")]
    [DataRow("", "LLENV0001")]
    public void What_cannot_work_is_an_error_and_nothing_else_is_said(string key, string code)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = key;

        Outcome run = Tool(store, "check", "--wait", "0").Exits(1);

        Assert.StartsWith($"llama-env : error {code}: ", run.Error);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    public void A_warning_leaves_it_valid()
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = "llx-FakeFakeFakeFakeFakeFakeFake";

        Outcome run = Tool(store, "check").Exits(0);

        Assert.StartsWith("llama-env : warning LLENV0014: ", run.Error);
        Assert.EndsWith(": valid\n", run.Output);
    }

    [TestMethod]
    public void Nothing_is_written_no_lock_is_taken_and_no_folder_is_made()
    {
        using Store store = WithKey();
        Directory.CreateDirectory(Path.Combine(store.Root, "project"));
        File.WriteAllText(Path.Combine(store.Root, "project", ".env"), "LLAMA_CLOUD_API_KEY=old\n");

        Tool(store, "check").Exits(0);
        Tool(store, "check", "--env-file", "sub/folder/.env", "-o", "json").Exits(0);
        Tool(store, "check", "--env-file", "project/.env").Exits(0);

        Assert.AreEqual("project/.env", store.Files);
        Assert.AreEqual("LLAMA_CLOUD_API_KEY=old\n", File.ReadAllText(Path.Combine(store.Root, "project", ".env")));
    }

    [TestMethod]
    public void Json_tells_what_is_wrong_where_and_what_to_do()
    {
        using Store store = new();
        File.WriteAllText(Path.Combine(store.Root, ".env"), $"# mine\nLLAMA_CLOUD_API_KEY=changeme\n{Europe}");

        Outcome run = Tool(store, "check", "-o", "json").Exits(1);
        JsonNode json = JsonNode.Parse(run.Output)!;
        JsonNode found = json["diagnostics"]!.AsArray().Single()!;

        Assert.AreEqual("", run.Error);
        Assert.AreEqual("version valid accepted ageInDays errorCount warningCount diagnostics variables", string.Join(' ', json.AsObject().Select(member => member.Key)));
        Assert.AreEqual("1 false 1 0", $"{json["version"]} {json["valid"]} {json["errorCount"]} {json["warningCount"]}");
        Assert.AreEqual("code severity message variable source file line kind fix help", string.Join(' ', found.AsObject().Select(member => member.Key)));
        Assert.AreEqual($"LLENV0010 error LLAMA_CLOUD_API_KEY dotenv .env {Path.Combine(store.Root, ".env")} 2 value", $"{found["code"]} {found["severity"]} {found["variable"]} {found["source"]} {found["file"]} {found["line"]} {found["kind"]}");
        Assert.StartsWith("Replace it with the key from ", found["fix"]!.GetValue<string>());
        Assert.EndsWith("LLENV0010.md", found["help"]!.GetValue<string>());
    }

    [TestMethod]
    public void Json_is_printed_in_the_good_case_too()
    {
        using Store store = WithKey();

        JsonNode json = JsonNode.Parse(Tool(store, "check", "-o", "json").Exits(0).Output)!;

        Assert.AreEqual("true  0 0", $"{json["valid"]} {json["accepted"]} {json["errorCount"]} {json["diagnostics"]!.AsArray().Count}");
        Assert.AreEqual("LLAMA_CLOUD_API_KEY environment true; LLAMA_CLOUD_BASE_URL default false", string.Join("; ", json["variables"]!.AsArray().Select(v => $"{v!["name"]} {v["source"]} {v["secret"]}")));
    }

    [TestMethod]
    public void Of_a_project_it_says_what_the_build_would_meet()
    {
        using Store store = WithKey();
        WriteProject(store, "<LlamaEnvOutput>launch-settings</LlamaEnvOutput>");
        Directory.CreateDirectory(Path.Combine(store.Root, "App", "Properties"));
        string file = Path.Combine(store.Root, "App", "Properties", "launchSettings.json");
        File.WriteAllText(file, "{");

        Outcome run = Tool(store, "check", "App").Exits(1);

        Assert.StartsWith($"{file}(1): error LLENV0033: ", run.Error);
        Assert.AreEqual("App/App.csproj App/Properties/launchSettings.json", store.Files);
        Assert.AreEqual("{", File.ReadAllText(file));
    }

    [TestMethod]
    public void Of_a_project_it_is_one_line_and_makes_no_file()
    {
        using Store store = WithKey();
        WriteProject(store, "");

        Outcome run = Tool(store, "check", "App").Exits(0);

        Assert.AreEqual("LLAMA_CLOUD_API_KEY from environment; LLAMA_CLOUD_BASE_URL from default: valid\n", run.Output);
        Assert.AreEqual("App/App.csproj", store.Files);
    }

    [TestMethod]
    public void A_project_that_does_not_evaluate_is_one_line_and_one_diagnostic()
    {
        using Store store = WithKey();
        WriteProject(store, "<Broken>");

        Outcome text = Tool(store, "check", "App").Exits(1);
        JsonNode json = JsonNode.Parse(Tool(store, "check", "App", "-o", "json").Exits(1).Output)!;

        Assert.Contains("error MSB4025: the project cannot be evaluated", text.Error);
        Assert.HasCount(1, text.Error.TrimEnd().Split('\n'));
        Assert.AreEqual("", text.Output);
        Assert.AreEqual("false 1 MSB4025 project ", $"{json["valid"]} {json["errorCount"]} {json["diagnostics"]![0]!["code"]} {json["diagnostics"]![0]!["kind"]} {json["diagnostics"]![0]!["help"]}");
    }

    [TestMethod]
    [DataRow("--wait", "-1")]
    [DataRow("--wait", "1.5")]
    [DataRow("--wait", "soon")]
    [DataRow("--wait", "")]
    [DataRow("--wait", "99999999999")]
    [DataRow("--to", "none")]
    [DataRow("no-such-project")]
    public void A_command_line_that_makes_no_sense_exits_with_2(params string[] options)
    {
        using Store store = WithKey();

        Tool(store, ["check", .. options]).Exits(2);
    }

    [TestMethod]
    public void A_file_that_is_mounted_late_is_waited_for()
    {
        using Store store = new();
        using Process check = Built.Start(store, Built.Tool, "check", "--source", "dotenv:mounted/llama.env", "--wait", "3000");
        check.StandardInput.Close();

        // It was looked for, and was not there.
        Limits.WaitUntil(() => check.HasExited || check.TotalProcessorTime > TimeSpan.Zero, "start");
        Thread.Sleep(TimeSpan.FromSeconds(1));
        Assert.IsFalse(check.HasExited);
        Directory.CreateDirectory(Path.Combine(store.Root, "mounted"));
        File.WriteAllText(Path.Combine(store.Root, "made.env"), $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        File.Move(Path.Combine(store.Root, "made.env"), Path.Combine(store.Root, "mounted", "llama.env"));

        Assert.StartsWith("LLAMA_CLOUD_API_KEY from dotenv llama.env", Built.Wait(check).Exits(0).Output);
    }

    [TestMethod]
    [DataRow("dotenv:mounted/llama.env", "LLENV0002")]
    [DataRow("dotenv", "LLENV0001")]
    public void When_time_is_up_it_is_the_error_it_was(string source, string code)
    {
        using Store store = new();

        Assert.Contains($" error {code}: ", Tool(store, "check", "--source", source, "--wait", "1").Exits(1).Error);
    }

    /// <summary>A day would be waited, if anything.</summary>
    [TestMethod]
    [DataRow("--source environment", "", "LLENV0001")]
    [DataRow("--source dotenv", "LLAMA_CLOUD_API_KEY=changeme\n", "LLENV0010")]
    [DataRow("--source dotenv", "LLAMA_CLOUD_API_KEY=\"open\n", "LLENV0002")]
    [DataRow("--source dotenv", "LLAMA_PARSE_API_KEY=llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake\n", "LLENV0001")]
    [DataRow("--source nonsense", "", "LLENV0006")]
    [DataRow("--source profile:nobody", "", "LLENV0007")]
    public void What_cannot_come_by_itself_is_not_waited_for(string options, string file, string code)
    {
        using Store store = new();
        File.WriteAllText(Path.Combine(store.Root, ".env"), file);

        Assert.Contains($" error {code}: ", Tool(store, ["check", .. options.Split(' '), "--wait", "86400"]).Exits(1).Error);
    }

    private static void WriteProject(Store store, string properties)
    {
        Directory.CreateDirectory(Path.Combine(store.Root, "App"));
        File.WriteAllText(Path.Combine(store.Root, "App", "App.csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup></Project>");
    }

    private static Store WithKey()
    {
        Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        return store;
    }

    /// <summary>Runs it, and looks for a key in what it says.</summary>
    private static Outcome Tool(Store store, params IEnumerable<string> arguments)
    {
        Outcome run = Built.Run(store, Built.Tool, arguments);
        Assert.DoesNotContain("FakeFake", run.Output + run.Error);
        return run;
    }
}
