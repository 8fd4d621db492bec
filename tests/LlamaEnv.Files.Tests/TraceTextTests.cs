using LlamaEnv.Resolving;

namespace LlamaEnv.Files.Tests;

/// <summary>The trace in words, as <c>explain</c> and a detailed build log have it.</summary>
[TestClass]
public sealed class TraceTextTests
{
    private static readonly Settings s_all = new() { AskEverySource = true, DryRun = true };

    [TestMethod]
    public void Every_line_names_its_variable()
    {
        using Machine machine = new Machine().WithKey().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        foreach (VariableTrace trace in machine.Inject(s_all).Trace)
            Assert.IsTrue(TraceText.Lines([trace]).All(line => line.StartsWith(trace.Variable.Name, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void No_line_has_a_value_of_a_secret()
    {
        using Machine machine = new Machine().WithKey().WithProfile().Set("OTHER", "canary-of-a-declared-secret").WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\nOTHER=another-canary\n");
        InjectResult result = machine.Inject(s_all with { Variables = [new VariableDeclaration("OTHER")] });

        string text = string.Join('\n', TraceText.Lines(result.Trace));

        Assert.Contains("OTHER: dotenv shadowed: *** (14 characters), differs, ", text);
        Assert.EndsWith(", environment comes first", text);
        Assert.DoesNotContain("canary", text);
        foreach (Credential offered in result.Trace.SelectMany(trace => trace.Steps).Select(step => step.Offered).OfType<Credential>().Where(c => c.Variable.IsSecret))
            Assert.DoesNotContain(offered.Value.Reveal(), text);
    }

    [TestMethod]
    public void A_key_that_is_the_name_of_a_folder_is_hidden_where_it_is_a_place()
    {
        const string Key = "not.the.shape.of.any.key";
        using Machine machine = new();
        string file = machine.Folder.Write($"{Key}/.env", $"LLAMA_CLOUD_API_KEY={Key}\nLLAMA_CLOUD_BASE_URL={Fake.Url}\n");

        string text = string.Join('\n', TraceText.Lines(machine.Inject(s_all.With(Setting.Sources, $"dotenv:{file}")).Trace));

        Assert.Contains("LLAMA_CLOUD_API_KEY: dotenv", text);
        Assert.DoesNotContain(Key, text);
    }

    [TestMethod]
    public void What_a_build_did_not_ask_is_not_asked()
    {
        using Machine machine = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        Assert.Contains("LLAMA_CLOUD_API_KEY: dotenv not asked: the search ended before it", TraceText.Lines(machine.Inject().Trace).ToArray());
    }
}
