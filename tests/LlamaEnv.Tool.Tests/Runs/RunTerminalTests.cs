using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>A command at a terminal, under a shell with job control.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RunTerminalTests
{
    private const string Looping = "echo ready; while :; do sleep 0.05; done";

    [TestMethod]
    [DataRow("", "trap 'echo got it; exit 3' INT; ", 3)]
    [DataRow("", "", 130)]
    [DataRow("--mask", "trap 'echo got it; exit 3' INT; ", 3)]
    [DataRow("--mask", "", 130)]
    public void Control_C_is_the_commands(string options, string trap, int exitCode)
    {
        using Store store = new();

        Outcome run = At(store, [.. Line(options), "sh", "-c", trap + Looping]).Type("ready", "\u0003").Exits(exitCode);

        Assert.AreEqual(trap.Length > 0 ? 1 : 0, run.Output.Split("got it").Length - 1, "once");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("--mask")]
    public void Control_Z_stops_it_and_fg_goes_on(string options)
    {
        using Store store = new();
        string command = string.Join(' ', (string[])[Built.Tool, .. Line(options), "sh -c 'echo rea''dy; read answer; echo \"<$answer>\"; exit 5'"]);

        Outcome run = new PseudoTerminal(store, "/bin/sh", "-i") { Environment = new() { ["PS1"] = "now? ", ["TERM"] = "dumb", ["LLAMA_CLOUD_API_KEY"] = Sample.KeyText } }.Type(
            ["now? ", $"{command}\n"],
            ["ready", "\u001a"],
            // The first key behind Ctrl-Z may be lost to whoever read the terminal last: it is one that does nothing.
            ["now? ", "\njobs\n"],
            ["topped", "\nfg\n"],
            ["exit 5", "answer\n"],
            ["<answer>", ""],
            ["now? ", "exit $?\n"]);

        run.Exits(5);
    }

    [TestMethod]
    public void The_command_has_the_terminal_itself_and_finds_it_as_it_was()
    {
        using Store store = new();
        const string Script = "test -t 0 && test -t 1 && test -t 2 && stty -g && echo mine";

        string settings = At(store, ["run", "--", "sh", "-c", Script]).Type("mine", "").Exits(0).Output;
        string bare = new PseudoTerminal(store, "/bin/sh", "-c", Script).Type("mine", "").Exits(0).Output;

        Assert.AreEqual(bare, settings); // Not a byte of ours, not even to the terminal itself.
    }

    [TestMethod]
    public void A_mask_at_a_terminal_says_that_the_terminal_is_gone_for_the_command()
    {
        using Store store = new();

        Outcome run = At(store, ["run", "--mask", "--", "sh", "-c", "test -t 0 && ! test -t 1 && echo \"$LLAMA_CLOUD_API_KEY\" done"]).Type("done", "").Exits(0);

        Assert.Contains("*** done", run.Output);
        Assert.Contains("llama-env: warning: with --mask the command sees a pipe", run.Output);
        Assert.DoesNotContain(Sample.KeyText, run.Output);
    }

    private static string[] Line(string options) => ["run", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--"];

    private static PseudoTerminal At(Store store, string[] arguments) => new(store, Built.Tool, arguments) { Environment = new() { ["LLAMA_CLOUD_API_KEY"] = Sample.KeyText } };
}
