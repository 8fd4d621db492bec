using System.Runtime.Versioning;
using System.Text;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>How a command is looked for on Unix: as shells and <c>execvp</c> do.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RunSearchTests
{
    [TestMethod]
    [DataRow("PATH=/a:/b/", "x", "/a/x /b//x")]
    [DataRow("PATH=/a::/b", "x", "/a/x ./x /b/x")]
    [DataRow("PATH=:/a", "x", "./x /a/x")]
    [DataRow("PATH=/a:", "x", "/a/x ./x")]
    [DataRow("PATH=", "x", "./x")]
    [DataRow("PATH=bin:../b", "x", "bin/x ../b/x")]
    [DataRow("PATHS=/a", "x", "/usr/local/bin/x /usr/bin/x /bin/x")]
    [DataRow("PATH=/a\nPATH=/b", "x", "/a/x")]
    [DataRow("PATH=/a", "./x", "./x")]
    [DataRow("PATH=/a", "b/x", "b/x")]
    [DataRow("PATH=/a", "/x", "/x")]
    [DataRow("PATH=/a", "", "")]
    [DataRow("PATH=/a", "-x", "/a/-x")]
    [DataRow("PATH=/caf\xe9", "\xff", "/caf\xe9/\xff")]
    public void Candidates_are_tried_in_the_order_of_PATH(string environment, string command, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', UnixProgram.Find([Bytes(command)], [.. environment.Split('\n').Select(Bytes)]).Paths.Select(Encoding.Latin1.GetString)));

    [TestMethod]
    [DataRow("13 0", 0, "a b")]
    [DataRow("2 20 0", 0, "a b c")]
    [DataRow("2 2 2", 2, "a b c")]
    [DataRow("2 13 20", 13, "a b c")]
    [DataRow("13 2 2", 13, "a b c")]
    [DataRow("7 0 0", 7, "a")]
    [DataRow("20 20 20", 2, "a b c")]
    public void What_is_not_there_or_not_for_us_is_no_reason_to_stop(string errors, int result, string tried)
    {
        Queue<int> answers = new(errors.Split(' ').Select(int.Parse));
        List<string> paths = [];

        int error = new UnixProgram { Paths = [.. "abc".Select(c => Bytes(c.ToString()))], Arguments = [], Environment = [], IsSearched = true }.Start((path, _) =>
        {
            paths.Add(Encoding.Latin1.GetString(path));
            return answers.Dequeue();
        });

        Assert.AreEqual((result, tried), (error, string.Join(' ', paths)));
    }

    [TestMethod]
    public void A_folder_of_that_name_is_passed_over_and_a_script_without_a_first_line_is_the_shells()
    {
        using Store store = RunCommandTests.WithKey();
        Built.Run(store, "/bin/sh", "-c", "mkdir -p a/it b; printf 'echo \"$0:$1\"; exit 6' >b/it; chmod +x b/it").Exits(0);
        store.Environment["PATH"] = "a:b:" + Environment.GetEnvironmentVariable("PATH");

        Outcome run = Built.Run(store, Built.Tool, "run", "--", "it", "two words").Exits(6);

        Assert.AreEqual("b/it:two words\n", run.Output);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
