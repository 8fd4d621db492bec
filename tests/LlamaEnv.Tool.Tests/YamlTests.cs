using System.ComponentModel;
using System.Text.Json.Nodes;

namespace LlamaEnv.Tool.Tests;

/// <summary>Other programs read what <c>-o yaml</c> prints and find what <c>-o json</c> says.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class YamlTests
{
    private static readonly string[] s_names =
    [
        "plain", "with blank", " edges ", "true", "No", "null", "~", "0123", "0x1f", "1e3", "1_000", "2024-01-01", "12:30:45", ".inf", "=", "<<",
        "- dash", "-", "? question", "key: value", "tail:", "a #b", "# c", "&anchor", "*alias", "!tag", "%percent", "@at", "`tick", "[a]", "{a}", ",", "|", ">",
        "'single'", "\"double\"", "back\\slash", "tab\there", "line\nend", "bell\a", "ä ö", "日本", "😀", "\u2028", "\ufeff", "---", "...",
    ];

    [TestMethod]
    [DataRow("python3", "-c", "import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))")]
    [DataRow("ruby", "-ryaml", "-rjson", "-e", "$stdin.set_encoding('UTF-8'); puts JSON.generate(YAML.safe_load($stdin.read))")]
    public void Every_text_is_read_back(string program, params string[] arguments)
    {
        using Store store = new();
        foreach (string name in s_names)
            store.Database.SaveLogin(Sample.Cloud, name.Trim().Length > 0 ? name : "x", Sample.Login with { UserId = name, Email = name });
        string yaml = Built.Run(store, Built.Tool, "auth", "get", "-o", "yaml").Exits(0).Output;
        string json = Built.Run(store, Built.Tool, "auth", "get", "-o", "json").Exits(0).Output;

        string read;
        try
        {
            using System.Diagnostics.Process reader = Built.Start(store, program == "python3" ? Python.Program : program, arguments);
            reader.StandardInput.Write(yaml);
            reader.StandardInput.Close();
            read = Built.Wait(reader).Exits(0).Output;
        }
        catch (Exception e) when (e is Win32Exception || (e is AssertFailedException && e.Message.Contains("No module named", StringComparison.Ordinal)))
        {
            Assert.Inconclusive($"{program} is not there, or has no YAML reader.");
            return;
        }

        string[] expected = [.. JsonNode.Parse(json)!.AsArray().Select(n => n!["name"]!.GetValue<string>())];
        string[] actual = [.. JsonNode.Parse(read)!.AsArray().Select(n => n!["name"]!.ToString())];
        CollectionAssert.AreEqual(expected, actual);
        Assert.HasCount(s_names.Length, expected);
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(read)));
    }
}
