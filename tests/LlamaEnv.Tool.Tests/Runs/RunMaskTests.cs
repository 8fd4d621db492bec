using System.Diagnostics;
using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary><c>run --mask</c>, where a parent stays: it is to be noticed by nothing but the masks.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RunMaskTests
{
    [TestMethod]
    public void Secrets_are_masked_in_both_streams_and_nothing_else_is()
    {
        using Store store = RunCommandTests.WithKey();
        const string Script = """
            printf '%s\n' "key $LLAMA_CLOUD_API_KEY" "url $LLAMA_CLOUD_BASE_URL"; printf %s "$LLAMA_CLOUD_API_KEY" | base64 -w0; echo
            echo "error $LLAMA_CLOUD_API_KEY" >&2; printf %s "$LLAMA_CLOUD_API_KEY" | cut -c1-20; kill -KILL $$
            """;

        Outcome run = Mask(store, Script).Exits(137);

        Assert.AreEqual($"key ***\nurl {Sample.Cloud}\n***\n{Sample.KeyText[..20]}\n", run.Output.Replace("***Q==", "***", StringComparison.Ordinal));
        Assert.AreEqual("error ***\n", run.Error);
    }

    [TestMethod]
    public void Both_streams_in_one_file_keep_their_order()
    {
        using Store store = RunCommandTests.WithKey();

        Outcome run = Built.Run(store, "/bin/sh", "-c", "\"$0\" run --mask -- sh -c 'for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done; exit 4' 2>&1", Built.Tool).Exits(4);

        Assert.AreEqual(string.Concat(Enumerable.Range(1, 5).Select(static i => $"out {i}\nerr {i}\n")), run.Output);
    }

    [TestMethod]
    public void A_key_in_two_halves_is_masked_and_a_prompt_comes_before_its_answer()
    {
        using Store store = RunCommandTests.WithKey();
        using Process process = Built.Start(store, Built.Tool, "run", "--mask", "--", "sh", "-c", "printf 'Shell? l'; read answer; printf %.30s \"$LLAMA_CLOUD_API_KEY\"; sleep 0.3; printf '%s\\n' \"${LLAMA_CLOUD_API_KEY#??????????????????????????????}$answer\"");

        char[] prompt = new char[8];
        process.StandardOutput.ReadBlock(prompt);
        process.StandardInput.WriteLine("yes");

        Assert.AreEqual("Shell? l", new string(prompt));
        Assert.AreEqual("***yes\n", Built.Wait(process).Exits(0).Output);
    }

    [TestMethod]
    [DataRow("TERM", 143)]
    [DataRow("HUP", 129)]
    [DataRow("QUIT", 131)]
    [DataRow("INT", 130)]
    public void A_signal_reaches_the_command(string signal, int exitCode)
    {
        using Store store = RunCommandTests.WithKey();
        // Without a terminal: in a session of its own. Whoever starts these tests in the background has SIGQUIT and SIGINT ignored.
        using Process process = Built.Start(store, "setsid", "-w", "env", "--default-signal=INT,QUIT", Built.Tool, "run", "--mask", "--", "sh", "-c", $"trap 'echo got it; trap - {signal}; kill -{signal} $$' {signal}; echo $PPID; while :; do sleep 0.05; done");
        string parent = process.StandardOutput.ReadLine()!;

        Process.Start("kill", [$"-{signal}", parent]).WaitForExit();

        Assert.AreEqual("got it\n", Built.Wait(process).Exits(exitCode).Output);
    }

    [TestMethod]
    public void What_the_command_leaves_running_is_not_waited_for_and_all_it_wrote_is_there()
    {
        using Store store = RunCommandTests.WithKey();
        string rest = Path.Combine(store.Root, "rest");

        // It keeps both pipes open until this test has seen the end.
        Outcome run = Mask(store, $"sh -c 'echo $$ >\"{rest}\"; while [ -e \"{rest}\" ]; do sleep 0.05; done' & head -c 200000 /dev/zero | tr '\\0' x; exit 6").Exits(6);

        Assert.HasCount(200_000, run.Output);
        Limits.WaitUntil(() => File.Exists(rest), "the rest runs");
        File.Delete(rest);
    }

    [TestMethod]
    public void A_reader_that_goes_ends_the_command()
    {
        using Store store = RunCommandTests.WithKey();

        Outcome run = Built.Run(store, "/bin/bash", "-c", "\"$0\" run --mask -- yes | head -n 1; echo ${PIPESTATUS[0]}", Built.Tool).Exits(0);

        Assert.AreEqual(("y\n141\n", ""), (run.Output, run.Error));
    }

    [TestMethod]
    public void What_is_ignored_stays_so_and_what_is_closed_too()
    {
        using Store store = RunCommandTests.WithKey();
        string path = Path.Combine(store.Root, "seen");

        Built.Run(store, "/bin/sh", "-c", "trap '' HUP QUIT; \"$0\" run --mask -- sh -c 'kill -HUP $PPID; kill -QUIT $PPID; kill -QUIT $$; grep SigIgn /proc/self/status >\"$0\"; test -e /proc/$$/fd/2 || echo closed >>\"$0\"' \"$1\" 2>&- </dev/null", Built.Tool, path).Exits(0);

        string[] lines = File.ReadAllLines(path);
        Assert.AreEqual(0x5, Convert.ToInt64(lines[0].Split('\t')[1], 16) & 0x7FFFFFFF);
        Assert.AreEqual("closed", lines[1]);
    }

    [TestMethod]
    public void Bytes_go_through_as_they_are()
    {
        using Store store = RunCommandTests.WithKey();
        string bytes = string.Concat(Enumerable.Range(0, 300_000).Select(static i => (char)(i * 7 % 256)));

        RawStart.Result run = new RawStart(store) { Input = bytes, Environment = ["latin=caf\xe9"] }.Run(Built.Tool, "run", "--mask", "--", "sh", "-c", "cat; printf %s \"$latin\"; kill -ABRT $$");

        Assert.AreEqual((134, ""), (run.Status, run.Error));
        Assert.IsTrue(bytes + "caf\xe9" == run.Output);
    }

    private static Outcome Mask(Store store, string script) => Built.Run(store, Built.Tool, "run", "--mask", "--", "sh", "-c", script);
}
