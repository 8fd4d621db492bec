using System.Globalization;
using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Outputs.Readers;

namespace LlamaEnv.Conformance.Tests;

/// <summary>What LlamaEnv believes of readers is asked of the readers.</summary>
[TestClass]
public sealed class ReaderModelTests
{
    /// <summary>The model of each reader.</summary>
    private static readonly Dictionary<string, string> s_models = new()
    {
        ["dotenv"] = "dotenv and what builds on it (npm)",
        ["Node.js"] = "Node.js --env-file",
        ["dash"] = "sh",
    };

    public static IEnumerable<string> Readers => Reader.All.Select(r => r.Name);

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void A_reader_sees_our_lines_where_its_model_does(string name)
    {
        ReaderRun run = Reader.All.Single(r => r.Name == name).Run();
        string model = ModelOf(name, run);

        Expect.None($"read by {name} {run.Version} and not by its model, or the other way round", ModelFile.All
            .Where(file => !run.Files[file.File].IsRefused && !(IsOldNode(name, run) && (IsRead(file, model) || file.HasBlanksForAValue)) && IsRead(run.Files[file.File]) != IsRead(file, model))
            .Select(file => $"{(IsRead(file, model) ? "model" : "reader")} only: {Visible.Text(Encoding.UTF8.GetString(file.Content))}"));
    }

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void Our_lines_are_seen_among_those_of_others_or_it_is_said_who_does_not_see_them(string name)
    {
        ReaderRun run = Reader.All.Single(r => r.Name == name).Run();
        string model = ModelOf(name, run);

        Expect.None($"not read by {name} {run.Version}, and not said", ModelFile.All
            .Where(file => !run.Files[file.RenderedFile].IsRefused && !IsOldNode(name, run) && !IsRead(run.Files[file.RenderedFile]) && !file.Rendering.Diagnostics.Any(d => d.Message.Contains(model, StringComparison.Ordinal)))
            .Select(file => Visible.Text(Encoding.UTF8.GetString(file.Rendering.Content))));
    }

    [TestMethod]
    public void A_second_run_finds_nothing_to_write() => Expect.None("written again", ModelFile.All
        .Where(file => !file.Rendering.Content.AsSpan().SequenceEqual(DotenvOutput.Render(file.Rendering.Content, ModelFile.Credentials, ".env").Content))
        .Select(file => Visible.Text(Encoding.UTF8.GetString(file.Rendering.Content))));

    [TestMethod]
    public void Nothing_is_refused() => Expect.None("refused", ModelFile.All
        .Where(file => file.Rendering.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        .Select(file => Visible.Text(Encoding.UTF8.GetString(file.Rendering.Content))));

    /// <summary>Debian 12's ruby dotenv reads line by line.</summary>
    private static string ModelOf(string name, ReaderRun run) =>
        name == "ruby dotenv" && run.Version.StartsWith("2.", StringComparison.Ordinal) ? "docker --env-file and others that read line by line" : s_models.GetValueOrDefault(name, name);

    /// <summary>Node.js 20 glues a line without an equals sign, or of blanks, to the next.</summary>
    private static bool IsOldNode(string name, ReaderRun run) => name == "Node.js" && int.Parse(run.Version.Split('.')[0], CultureInfo.InvariantCulture) < 22;

    private static bool IsRead(Reading reading) => ModelFile.Ours.All(v => reading.Says(v.Name, v.Value));

    private static bool IsRead(ModelFile file, string model) =>
        !ReadBack.Find(file.Content, [], [.. ModelFile.Ours.Select(v => Encoding.ASCII.GetBytes(v.Name))], file.Places).Exists(loss => loss.Reader.Name == model);
}
