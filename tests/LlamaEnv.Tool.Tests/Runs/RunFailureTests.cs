using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>What cannot be started, and what must not be: one line with a code, and the exit code that shells have.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RunFailureTests
{
    [TestMethod]
    [DataRow("LLENV0006", "Write: dotnet llama-env run -- touch started -m (", "touch", "started", "-m")]
    [DataRow("LLENV0006", "Write: dotnet llama-env run --no-project --source environment -- touch 'two words' (", "--no-project", "--source", "environment", "touch", "two words")]
    [DataRow("LLENV0006", "Write: dotnet llama-env run app.csproj --mask -- COMMAND (", "app.csproj", "--mask", "--")]
    [DataRow("LLENV0006", "Write: dotnet llama-env run -- COMMAND (")]
    public void A_line_without_a_command_names_the_one_that_was_meant(string code, string meant, params string[] arguments)
    {
        using Store store = RunCommandTests.WithKey();
        File.WriteAllText(Path.Combine(store.Root, "app.csproj"), "<Project />");

        Outcome run = Built.Run(store, Built.Tool, ["run", .. arguments]).Exits(2).Reports(code);

        IsOneLine(run, store);
        Assert.Contains(meant, run.Error);
    }

    [TestMethod]
    [DataRow(127, "it is in no folder of PATH", "no-such-program")]
    [DataRow(127, "leave out the quotes around them", "touch started")]
    [DataRow(127, "there is no such file", "./no-such-program")]
    [DataRow(127, "there is no such file", "")]
    [DataRow(127, "./interpreter is there, but not what it needs", "./interpreter")]
    [DataRow(126, "you may not execute ./closed", "./closed")]
    [DataRow(126, "./folder is a folder", "./folder")]
    [DataRow(126, "for another kind of machine", "./foreign")]
    [DataRow(126, "for another kind of machine", "./foreign", "--mask")]
    public void A_command_that_cannot_be_started(int exitCode, string reason, string command, params string[] options)
    {
        using Store store = RunCommandTests.WithKey();
        Built.Run(store, "/bin/sh", "-c", "mkdir folder; printf '#!/no/such\\n' >interpreter; printf '\\177ELF\\2\\1\\1\\0\\0\\0' >foreign; >closed; chmod +x interpreter foreign").Exits(0);

        Outcome run = Built.Run(store, Built.Tool, ["run", "--no-project", .. options, "--", command, "touch", "started"]).Exits(exitCode).Reports("LLENV0904");

        IsOneLine(run, store);
        Assert.Contains(reason, run.Error);
    }

    [TestMethod]
    [DataRow("run --no-project --source process:./give -- touch started", "TERM", 143)]
    [DataRow("run --no-project --source process:./give -- touch started", "HUP", 129)]
    [DataRow("inject --no-project --source process:./give", "HUP", 130)]
    [DataRow("inject --no-project --source process:./give", "TERM", 130)]
    [DataRow("check --no-project --source process:./give", "HUP", 130)]
    [DataRow("export --no-project --source process:./give --format bash", "HUP", 130)]
    [DataRow("explain --no-project --source process:./give", "HUP", 130)]
    [DataRow("run --no-project --source process:./give -- touch started", "QUIT", 131)]
    [DataRow("check --no-project --source process:./give", "QUIT", 130)]
    [DataRow("inject --no-project --source process:./give", "QUIT", 130)]
    public void A_source_that_is_asked_when_it_is_ended_ends_with_it(string command, string signal, int exitCode)
    {
        using Store store = new();
        Script.Make(Path.Combine(store.Root, "give"), "echo $$ >asked.new; mv asked.new asked\nexec sleep 600");

        Outcome run = Built.Run(store, "/bin/sh", "-c", $"""
            {(signal == "QUIT" ? "env --default-signal=QUIT " : "")}"$0" {command} &
            until [ -s asked ]; do sleep 0.1; done
            kill -{signal} $!; wait $!; code=$?
            while kill -0 "$(cat asked)" 2>/dev/null; do sleep 0.1; done
            exit $code
            """, Built.Tool);

        Assert.AreEqual(exitCode, run.ExitCode, run.ToString());
        Assert.IsFalse(File.Exists(Path.Combine(store.Root, "started")));
    }

    [TestMethod]
    [DataRow("", "LLENV0001")]
    [DataRow("llx-...", "LLENV0010")]
    [DataRow("sk-proj-FakeFakeFakeFakeFakeFakeFakeFakeFake", "LLENV0011")]
    public void Nothing_is_started_without_a_valid_key(string key, string code)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = key;

        Outcome run = Built.Run(store, Built.Tool, "run", "--", "touch", "started").Exits(1).Reports(code);

        IsOneLine(run, store);
        if (key.Length > 0)
            Assert.DoesNotContain(key, run.Error);
    }

    [TestMethod]
    [DataRow(1, "--source", "no-such-source")]
    [DataRow(1, "--profile", "no-such-profile")]
    [DataRow(2, "--no-such-option")]
    [DataRow(2, "no-such.csproj")]
    public void Nothing_is_started_where_an_option_cannot_be_followed(int exitCode, params string[] options)
    {
        using Store store = RunCommandTests.WithKey();

        Outcome run = Built.Run(store, Built.Tool, ["run", .. options, "--", "touch", "started"]).Exits(exitCode);

        Assert.AreEqual("", run.Output);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    public void Help_is_ours_before_the_separator_alone()
    {
        using Store store = RunCommandTests.WithKey();

        Outcome help = Built.Run(store, Built.Tool, "run", "--help", "--", "touch", "started").Exits(0);
        Outcome command = Built.Run(store, Built.Tool, "run", "--", "--help").Exits(127);

        Assert.Contains("-- docker compose up", help.Output);
        Assert.AreEqual("", command.Output);
        Assert.AreEqual("", store.Files);
    }

    private static void IsOneLine(Outcome run, Store store)
    {
        Assert.HasCount(1, run.Error.TrimEnd('\n').Split('\n'), run.ToString());
        Assert.AreEqual("", run.Output);
        Assert.IsFalse(File.Exists(Path.Combine(store.Root, "started")));
        Assert.DoesNotContain(Sample.KeyText[..8], run.Error);
    }
}
