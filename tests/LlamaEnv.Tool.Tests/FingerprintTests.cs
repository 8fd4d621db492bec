using System.Text.RegularExpressions;

namespace LlamaEnv.Tool.Tests;

/// <summary><c>fingerprint</c>, and what a project does with it.</summary>
[TestClass]
public sealed partial class FingerprintTests
{
    [TestMethod]
    [DataRow("", "^1\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\n$")]
    [DataRow("--environment Production", "^Production=1\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\n$")]
    public void It_stands_alone_on_standard_output_and_is_good_for_that_key(string options, string form)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;

        Outcome run = Built.Run(store, Built.Tool, ["fingerprint", "--no-project", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Exits(0);

        Assert.MatchesRegex(form, run.Output);
        Assert.DoesNotContain(Sample.KeyText[4..], run.ToString());
        string[] check = ["check", "--no-project", "--key-fingerprint", run.Output.Trim(), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Built.Run(store, Built.Tool, check).Exits(0);
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText[..^1] + "X";
        string said = Built.Run(store, Built.Tool, check).Exits(1).Reports("LLENV0023").Error;
        Assert.Contains($"put the output of 'dotnet llama-env fingerprint{(options.Length == 0 ? "" : " " + options)}' in its place", said);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    public void Without_a_key_there_is_none()
    {
        using Store store = new();
        Assert.AreEqual("", Built.Run(store, Built.Tool, "fingerprint", "--no-project").Exits(1).Reports("LLENV0001").Output);
    }

    [TestMethod]
    public void The_sample_shows_which_key_goes_where()
    {
        using Store store = new();
        string script = Repository.At("samples", "Environments", "run.sh");

        Outcome run = Built.Run(store, "/bin/sh", "-c", $"ln -s \"$0\" dotnet-llama-env; PATH=$PWD:$PATH; exec sh '{script}' 2>&1", Built.Tool).Exits(0);

        // In the order of the script: what each line said, and how it ended.
        Assert.AreEqual("0 LLENV0001 1 LLENV0023 1 0 LLENV0023 1", string.Join(' ', Answers().Matches(run.Output).Select(static m => m.Groups["answer"].Value)), run.ToString());
    }

    [GeneratedRegex("(?:error |exit code )(?<answer>LLENV[0-9]{4}|[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Answers();
}
