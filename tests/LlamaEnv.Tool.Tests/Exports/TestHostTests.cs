using System.Collections;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>These tests as the reader of a <c>.runsettings</c> file: they are started once more with it.</summary>
[TestClass]
public sealed class TestHostTests
{
    /// <summary>Where the test host that was started writes what it got.</summary>
    private const string Answer = "LLAMAENV_TEST_ANSWER";

    [TestMethod]
    public void A_test_host_has_the_variables_of_its_run_settings()
    {
        if (Environment.GetEnvironmentVariable(Answer) is { } answer)
        {
            File.WriteAllText(answer, string.Concat(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static v => $"{v.Key}={v.Value}\0")));
            return;
        }

        using TempFolder folder = new();
        string settings = folder.Write("export", "<RunSettings><RunConfiguration><EnvironmentVariables><V00>a&#xA;b</V00></EnvironmentVariables></RunConfiguration></RunSettings>");

        Assert.AreEqual("a\nb", Read(settings)["V00"]);
    }

    internal static Dictionary<string, string> Read(string settings)
    {
        string answer = settings + ".answer";
        string runSettings = settings + ".runsettings";
        File.Copy(settings, runSettings);
        new Command(Repository.Executable("tests/LlamaEnv.Tool.Tests", "LlamaEnv.Tool.Tests"), "--settings", runSettings, "--filter", $"FullyQualifiedName~{nameof(A_test_host_has_the_variables_of_its_run_settings)}", "--results-directory", Path.GetDirectoryName(settings)!)
        {
            Directory = Path.GetDirectoryName(settings)!,
        }.With(Answer, answer).Run().Exits(0);
        return ExportReader.Parse(File.ReadAllText(answer));
    }
}
