using LlamaEnv.Diagnostics;
using LlamaEnv.Files;

namespace LlamaEnv.Conformance.Tests;

/// <summary>Every value, written by our output, read by everything that is here to read it.</summary>
[TestClass]
public sealed class ValueTests
{
    public static IEnumerable<string> Readers => Reader.All.Select(r => r.Name);

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void A_value_that_is_written_is_read_back_exactly(string name)
    {
        Reader reader = Reader.All.Single(r => r.Name == name);
        ReaderRun run = reader.Run();

        IEnumerable<string> wrong = WrittenFiles.Values
            .Where(v => !v.IsRefused && v.Diagnostic?.Message.Contains(name, StringComparison.Ordinal) != true && !v.IsReadBy(run))
            .Select(v => v.Describe(run));

        Expect.None($"misread by {name} {run.Version}", wrong);
    }

    [TestMethod]
    public void A_quoted_value_warns_of_the_readers_that_keep_the_quotes()
    {
        foreach (WrittenValue value in WrittenFiles.Values.Where(v => !v.IsRefused && v.Style != "bare"))
        {
            Assert.AreEqual(DiagnosticSeverity.Warning, value.Diagnostic?.Severity, value.Value.Text);
            StringAssert.Contains(value.Diagnostic!.Message, "docker --env-file and kubectl --from-env-file keep the quotes");
            Assert.AreEqual(value.Value.Text.Contains('$'), value.Diagnostic.Message.Contains("Vite", StringComparison.Ordinal), value.Value.Text);
        }
    }

    [TestMethod]
    public void A_line_that_docker_refuses_warns_of_it()
    {
        foreach (WrittenValue value in WrittenFiles.Values.Where(v => !v.IsRefused && v.Content.Length > 64 * 1024))
            StringAssert.Contains(value.Diagnostic?.Message ?? "(no warning)", "64 KiB");
    }

    [TestMethod]
    public void A_bare_value_of_usual_length_warns_of_nothing()
    {
        foreach (WrittenValue value in WrittenFiles.Values.Where(v => v.Style == "bare" && v.Content.Length < 61_000))
            Assert.IsNull(value.Diagnostic, value.Value.Text);
    }

    [TestMethod]
    public void What_is_refused_is_misread_by_docker_and_by_others()
    {
        // docker --env-file is the first, as it keeps any quotes. VS Code cannot be run here.
        ReaderRun[] runs = [.. Reader.All.Select(r => r.Run())];

        Expect.None("refused without need", WrittenFiles.Values
            .Where(v => v.IsRefused && !v.Diagnostic!.Message.Contains("VS Code", StringComparison.Ordinal))
            .GroupBy(v => v.Value.Class)
            .Where(refused => runs.All(run => refused.All(v => v.IsReadBy(run))))
            .Select(refused => refused.Key));
    }

    [TestMethod]
    public void A_refused_value_leaves_the_file_as_it_was()
    {
        DirectoryInfo project = Directory.CreateTempSubdirectory("llama-env-test-");
        string file = Path.Combine(project.FullName, ".env");
        try
        {
            foreach (WrittenValue value in WrittenFiles.Values.Where(v => v.IsRefused))
            {
                Inject(value.Value.Text, project.FullName);
                Assert.IsFalse(File.Exists(file), Visible.Text(value.Value.Text));

                File.WriteAllText(file, "A=1\nLLAMA_CLOUD_API_KEY=old\n");
                Inject(value.Value.Text, project.FullName);
                Assert.AreEqual("A=1\nLLAMA_CLOUD_API_KEY=old\n", File.ReadAllText(file), Visible.Text(value.Value.Text));
                File.Delete(file);
            }
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void The_corpus_has_each_value_once_and_each_class_is_written_in_one_way()
    {
        Assert.IsGreaterThanOrEqualTo(200, Corpus.Values.Count);
        Expect.None("twice", Corpus.Values.GroupBy(v => v.Text, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => Visible.Text(g.Key)));
        Expect.None("classes that differ in themselves", WrittenFiles.Values
            .GroupBy(v => v.Value.Class)
            .Where(g => g.Select(v => (v.IsRefused, v.IsRefused ? "" : v.Style, v.Diagnostic?.Severity)).Distinct().Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(v => $"{Visible.Text(v.Value.Text)} {v.Style} {v.Diagnostic?.Severity}"))}"));
    }

    private static void Inject(string key, string project)
    {
        HostEnvironment host = new()
        {
            Variables = [new("LLAMA_CLOUD_API_KEY", key), new("LLAMA_CLOUD_BASE_URL", "https://llama.example.test")],
            CurrentDirectory = project,
            HomeDirectory = project,
            Platform = HostPlatform.Linux,
        };
        InjectResult result = Injector.Inject(new Settings { [Setting.Sources] = ["environment"] }, project, host);
        Assert.IsFalse(result.Succeeded, Visible.Text(key));
    }
}
