using System.Text.Json;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests;

/// <summary>Names in the store that would act on a terminal or a pipeline, through the real tool.</summary>
[TestClass]
public sealed class HostileNamesTests
{
    private static readonly string[] s_names =
    [
        "##vso[task.setvariable variable=PATH]/tmp", "x ##[error]forged", "##teamcity[buildStatus status='SUCCESS']", "::add-mask::a", "y ::set-env name=PATH::/tmp", "y::error::x",
        "\u001B[2J\u001B]0;title\a", "a\u202Eb", "a\u2066b", "a\u200Bb", "a\uFEFFb", "a\u2028b", "a\u2029b", "a\u0085b", "a\r\nllama-env : error LLENV0001: forged", "a\u009B31mb", "\U000E0041", "a\u00ADb", "a\u3164b",
    ];

    public static IEnumerable<object[]> Formats => [["text"], ["json"], ["yaml"]];

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void A_listing_shows_them_and_none_of_them_acts(string format)
    {
        using Store store = WithNames();

        Outcome run = Built.Run(store, Built.Tool, "auth", "get", "-o", format).Exits(0);

        IsHarmless(run.Output, lineEnds: true);
        if (format == "text")
            Assert.HasCount(s_names.Length + 1, run.Output.TrimEnd('\n').Split('\n'));
        if (format == "json")
            CollectionAssert.AreEquivalent(s_names, JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(row => row.GetProperty("name").GetString()).ToArray());
    }

    [TestMethod]
    [DataRow("auth", "use")]
    [DataRow("auth", "use", "nobody")]
    [DataRow("auth", "logout", "nobody")]
    [DataRow("environments", "get")]
    [DataRow("environments", "get", "-o", "yaml")]
    [DataRow("environments", "use", "https://nowhere.example.com")]
    [DataRow("inject", "--no-project", "--dry-run", "--source", "profile", "--profile", "nobody\u202E##vso[x]\n::error::x")]
    [DataRow("inject", "--no-project", "--to", "x\u202E##vso[x]\n::error::x")]
    [DataRow("inject", "--no-project", "--env-file", "no/such/\u202E##vso[x]\n::error::x\u0085")]
    [DataRow("inject", "no-such-\u202E##vso[x]\n::error::x")]
    [DataRow("\u202E##vso[x]\n::error::x")]
    [DataRow("inject", "--\u202E##vso[x]\n::error::x")]
    [DataRow("check", "--no-project", "-o", "json", "--source", "profile", "--profile", "nobody\u202E##vso[x]\n::error::x")]
    [DataRow("check", "--no-project", "--wait", "\u202E##vso[x]\n::error::x")]
    [DataRow("explain", "--no-project", "-o", "yaml", "--source", "dotenv:no/such/\u202E##vso[x]\n::error::x")]
    [DataRow("explain", "LLENV1\u202E##vso[x]\n::error::x")]
    [DataRow("explain", ".", "\u202E##vso[x]\n::error::x")]
    [DataRow("auth", "get", "-o", "\u202E##vso[x]\n::error::x")]
    public void A_message_names_them_and_none_of_them_acts(params string[] arguments)
    {
        using Store store = WithNames();

        Outcome run = Built.Run(store, Built.Tool, arguments);

        IsHarmless(run.Output, lineEnds: true);
        IsHarmless(run.Error, lineEnds: true);
    }

    [TestMethod]
    [DataRow("GITHUB_ACTIONS", "::")]
    [DataRow("TF_BUILD", "##vso[")]
    public void An_annotation_is_the_only_command(string system, string command)
    {
        using Store store = WithNames();
        store.Environment[system] = "true";

        Outcome run = Built.Run(store, Built.Tool, "auth", "use", "nobody\u202E##vso[x]\n::error::x").Exits(1);

        string[] lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.HasCount(2, lines);
        Assert.StartsWith(command, lines[1]);
        IsHarmless(lines[0], lineEnds: false);
        IsHarmless(lines[1][(lines[1].IndexOf(command == "::" ? "::profile" : "]profile", StringComparison.Ordinal) + 1)..], lineEnds: false);
    }

    [TestMethod]
    public void A_trace_and_a_summary_name_them_and_none_of_them_acts()
    {
        foreach (string name in s_names)
        {
            using Store store = new Store().With("");
            store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
            using (SqliteConnection connection = store.Open())
            {
                connection.Change("UPDATE profiles SET name = ?1", name);
                connection.Change("UPDATE settings SET value = ?1 WHERE key = 'current_profile'", name);
            }

            Outcome trace = Built.Run(store, Built.Tool, "inject", "--no-project", "--dry-run").Exits(0);
            Outcome summary = Built.Run(store, Built.Tool, "inject", "--no-project").Exits(0);
            string[] explained = [.. ((string[])["text", "json", "yaml"]).Select(format => Built.Run(store, Built.Tool, "explain", "--no-project", "-o", format).Exits(0).Output)];

            foreach (string text in (IEnumerable<string>)[trace.Output, trace.Error, summary.Error, .. explained])
                IsHarmless(text, lineEnds: true);
            Assert.HasCount(1, summary.Error.TrimEnd('\n').Split('\n'));
        }
    }

    internal static void IsHarmless(string text, bool lineEnds)
    {
        foreach (string command in (IEnumerable<string>)["##vso[", "##[", "##teamcity[", "::add-mask", "::set-env", "::error"])
            Assert.DoesNotContain(command, text, StringComparison.OrdinalIgnoreCase);
        foreach (char c in "\u202E\u2066\u200B\uFEFF\u2028\u2029\u0085\u009B\u001B\a\r\u00AD\u3164\uDB40")
            Assert.IsFalse(text.Contains(c, StringComparison.Ordinal), $"U+{(int)c:X4} in {text}");
        Assert.IsTrue(lineEnds || !text.Contains('\n', StringComparison.Ordinal), text);
    }

    private static Store WithNames()
    {
        Store store = new();
        store.Database.PutEnvironment(StoredEnvironment.Default);
        using SqliteConnection connection = store.Open();
        foreach (string name in s_names)
        {
            connection.Change("INSERT INTO profiles (name, api_url, project_id, api_key, id) VALUES (?1, ?2, ?3, ?4, ?5)", name, Sample.Cloud, name, Sample.KeyText, Guid.NewGuid().ToString());
            connection.Change("INSERT INTO environments (api_url, requires_auth) VALUES (?1, 1)", name);
        }

        return store;
    }
}
