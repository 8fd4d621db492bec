using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Tests.Outputs;

/// <summary>What holds for whatever JSON somebody has in launch settings or user secrets.</summary>
[TestClass]
public sealed partial class JsonOutputProperties
{
    private static readonly Plan s_plan = Given.Plan(new Settings { [Setting.ProjectFile] = "/project/App.csproj" }, "/project");

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_result_means_what_the_file_meant_with_our_values_set(bool isLaunchSettings) => ForAllEdited(isLaunchSettings, (json, after) =>
    {
        JsonTree expected = JsonTree.Parse(json.Content);
        if (isLaunchSettings)
            EditProfiles(expected);
        else
            EditSecrets(expected);
        Assert.AreEqual(expected.ToString(), JsonTree.Parse(after).ToString());
    });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Editing_twice_is_editing_once(bool isLaunchSettings) => ForAllEdited(isLaunchSettings, (json, after) =>
        Bytes.AreEqual(after, Render(isLaunchSettings, after).Content));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Every_other_byte_stays_and_in_order(bool isLaunchSettings) => ForAllEdited(isLaunchSettings, (json, after) =>
    {
        // Blanks in an otherwise empty object are the one thing an inserted member takes the place of.
        string kept = EmptyObject().Replace(OldValue().Replace(Bytes.Text(json.Content), ""), "{}");
        string text = Bytes.Text(after);
        int at = 0;
        foreach (char c in kept)
        {
            at = text.IndexOf(c, at) + 1;
            if (at == 0)
                Assert.Fail($"lost a byte of {Bytes.Show(json.Content)} in {Bytes.Show(after)}");
        }

        CollectionAssert.AreEqual(Comments(json.Content), Comments(after));
    });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_line_end_the_file_does_not_have_is_not_introduced(bool isLaunchSettings) => ForAllEdited(isLaunchSettings, (json, after) =>
    {
        string before = Bytes.Text(json.Content);
        string text = Bytes.Text(after);
        Assert.IsTrue(before.Contains('\n', StringComparison.Ordinal) || !text.Contains('\n', StringComparison.Ordinal), Bytes.Show(after));
        Assert.IsTrue(before.Contains('\r', StringComparison.Ordinal) || !text.Contains('\r', StringComparison.Ordinal), Bytes.Show(after));
        if (before.Contains("\r\n", StringComparison.Ordinal) && !MixedLineEnd().IsMatch(before))
            Assert.IsFalse(MixedLineEnd().IsMatch(text), Bytes.Show(after));
    });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Invalid_json_is_an_error_with_its_place_and_stays(bool isLaunchSettings) => Check.ForAll(
        from json in OddJson.All(isLaunchSettings)
        from at in Gen.Choose(0, 10000)
        from what in Gen.Elements("cut", "{", "}", "\"", ",", "\0", "x", "/", "]")
        select (json, at, what),
        _ => [],
        broken =>
        {
            byte[] content = broken.json.Content;
            int at = broken.at % (content.Length + 1);
            byte[] damaged = broken.what == "cut" ? content[..at] : [.. content[..at], .. Bytes.Of(broken.what), .. content[at..]];
            if (JsonFile.IsBlank(damaged) || IsJson(damaged))
                return;

            Rendering rendering = Render(isLaunchSettings, damaged);
            Diagnostic error = rendering.Diagnostics.Single();
            Assert.AreEqual(DiagnosticCodes.MalformedFile, error.Code);
            Assert.AreEqual(DiagnosticSeverity.Error, error.Severity);
            Assert.MatchesRegex(@"at line \d+, column \d+", error.Message);
            Assert.IsGreaterThan(0, error.Line);
            Bytes.AreEqual(damaged, rendering.Content);
        });

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Any_bytes_at_all_are_edited_or_refused_but_nothing_is_thrown(bool isLaunchSettings) => Check.ForAll(
        Gen.Elements("{}[]\":,/*\\u \r\n\ta1é\0\uFEFF".ToCharArray()).ArrayOf(),
        Check.WithoutOne,
        text => { Render(isLaunchSettings, Bytes.Of(new string(text))); });

    private static void ForAllEdited(bool isLaunchSettings, Action<OddJson, byte[]> property) => Check.ForAll(OddJson.All(isLaunchSettings), OddJson.Shrink, json =>
    {
        Rendering rendering = Render(isLaunchSettings, json.Content);
        Assert.IsEmpty(rendering.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), string.Join('\n', rendering.Diagnostics));
        property(json, rendering.Content);
    });

    private static Rendering Render(bool isLaunchSettings, byte[] existing) => isLaunchSettings
        ? LaunchSettingsOutput.Render(existing, Given.Set(), s_plan, "launchSettings.json")
        : UserSecretsOutput.Render(existing, Given.Set(), "secrets.json");

    private static void EditSecrets(JsonTree root)
    {
        foreach (Credential credential in Given.Set())
        {
            string[] keys = credential.Variable == Variable.ApiKey ? ["LLAMA_CLOUD_API_KEY", "LlamaCloud:ApiKey"]
                : credential.Variable == Variable.BaseUrl ? ["LLAMA_CLOUD_BASE_URL", "LlamaCloud:BaseUrl"]
                : ["LLAMA_AGENTS_PROJECT_ID", "LlamaCloud:ProjectId"];
            List<JsonTree> places = [.. Flatten(root, "").Where(m => keys.Contains(m.Name, StringComparer.OrdinalIgnoreCase)).Select(m => m.Value)];
            places.ForEach(p => p.Replace(credential.Value.Reveal()));
            if (places.Count == 0)
                root.Members.Add((credential.Variable.Name, JsonTree.Text(credential.Value.Reveal())));
        }
    }

    /// <summary>As the configuration system names values: the names on the way to them, joined by colons.</summary>
    private static List<(string Name, JsonTree Value)> Flatten(JsonTree tree, string prefix) =>
        [.. tree.Members.SelectMany(m => Flatten(m.Value, $"{prefix}{m.Name}:").Prepend(($"{prefix}{m.Name}", m.Value)))];

    private static void EditProfiles(JsonTree root)
    {
        JsonTree variables = JsonTree.Object([.. Given.Set().Select(c => (c.Variable.Name, JsonTree.Text(c.Value.Reveal())))]);
        JsonTree profile = JsonTree.Object(("commandName", JsonTree.Text("Project")), ("environmentVariables", variables));
        if (root.Last("profiles") is not { } profiles)
        {
            root.Members.Add(("profiles", JsonTree.Object(("App", profile))));
            return;
        }

        List<JsonTree> chosen = [.. profiles.Members.Select(m => m.Value).Where(p => string.Equals(p.Last("commandName")?.Scalar, "s:project", StringComparison.OrdinalIgnoreCase))];
        if (chosen.Count == 0)
            profiles.Members.Add((profiles.Members.Any(m => m.Name == "App") ? "App (Project)" : "App", profile));

        foreach (JsonTree one in chosen)
        {
            if (one.Last("environmentVariables") is not { } environment)
            {
                one.Members.Add(("environmentVariables", variables));
                continue;
            }

            foreach ((string name, JsonTree value) in variables.Members)
            {
                List<JsonTree> places = [.. environment.Members.Where(m => m.Name == name).Select(m => m.Value)];
                places.ForEach(p => p.Replace(value.Scalar![2..]));
                if (places.Count == 0)
                    environment.Members.Add((name, value));
            }
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            JsonTree.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return true; // JSON whose strings are no text.
        }
    }

    private static string[] Comments(byte[] bytes)
    {
        Utf8JsonReader reader = new(bytes.AsSpan(bytes.AsSpan().StartsWith(Bytes.Bom) ? 3 : 0), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Allow, MaxDepth = 256 });
        List<string> comments = [];
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Comment)
                comments.Add(reader.GetComment());
        }

        return [.. comments];
    }

    [GeneratedRegex("\"OLD\"|987654321")]
    private static partial Regex OldValue();

    [GeneratedRegex(@"\{[ \t\r\n]+\}")]
    private static partial Regex EmptyObject();

    [GeneratedRegex(@"(?<!\r)\n|\r(?!\n)")]
    private static partial Regex MixedLineEnd();
}
