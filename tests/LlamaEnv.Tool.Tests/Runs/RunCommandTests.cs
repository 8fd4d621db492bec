using System.Diagnostics;
using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary><c>run</c> on Unix, where the tool becomes the command: everything but three variables is as without it.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class RunCommandTests
{
    /// <summary>What a process has of others: signals, limits, descriptors, folder and mask.</summary>
    private const string Inherited = "grep -E '^Sig(Blk|Ign)' /proc/self/status; cat /proc/self/limits; ls /proc/self/fd; umask; pwd";

    [TestMethod]
    public void The_command_gets_the_set_and_every_other_byte_as_it_was()
    {
        using Store store = new();
        RawStart start = new(store)
        {
            Environment =
            [
                "TWICE=first", "LLAMA_CLOUD_API_KEY=" + Sample.KeyText, "latin=caf\xe9", "NOEQUALS", "=nameless", "empty=",
                "LLAMA_CLOUD_API_KEY=" + Sample.KeyText, "llama_cloud_base_url=" + Sample.Europe, "TWICE=second", "\xff=\xfe", "equals=a=b=",
            ],
        };
        string[] bare = start.Run("/usr/bin/env", "-0").Output.Split('\0');

        RawStart.Result run = start.Run(Built.Tool, "run", "--", "/usr/bin/env", "-0");

        Assert.AreEqual(0, run.Status, run.Error);
        CollectionAssert.AreEqual(
            (string[])
            [
                .. bare.SkipLast(1).Where(static v => !v.StartsWith("LLAMA_CLOUD_", StringComparison.OrdinalIgnoreCase)),
                "LLAMA_CLOUD_API_KEY=" + Sample.KeyText, "LLAMA_CLOUD_BASE_URL=" + Sample.Europe, "",
            ],
            run.Output.Split('\0'));
        Assert.Contains("TWICE=first\0latin=caf\xe9\0NOEQUALS\0=nameless\0empty=\0TWICE=second\0\xff=\xfe\0equals=a=b=\0", run.Output);
    }

    [TestMethod]
    public void Values_of_another_source_come_with_the_mark_that_they_were_decided()
    {
        using Store store = new();
        File.WriteAllText(Path.Combine(store.Root, "other.env"), $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\n");
        store.Environment["LLAMA_AGENTS_PROJECT_ID"] = Sample.OtherProject;

        RawStart.Result run = new RawStart(store).Run(Built.Tool, "run", "--source", "dotenv:other.env", "--", "/usr/bin/env", "-0");

        Assert.AreEqual(0, run.Status, run.Error);
        Assert.EndsWith($"\0LLAMA_CLOUD_API_KEY={Sample.KeyText}\0LLAMA_CLOUD_BASE_URL={Sample.Cloud}\0LLAMA_ENV_RUN=1\0", run.Output);
        Assert.DoesNotContain("LLAMA_AGENTS_PROJECT_ID", run.Output); // Another set's.
    }

    [TestMethod]
    public void A_decision_of_an_outer_run_is_handed_on()
    {
        using Store store = WithKey();
        store.Environment["LLAMA_ENV_RUN"] = "1";

        Outcome run = Built.Run(store, Built.Tool, "run", "--", "sh", "-c", "echo $LLAMA_ENV_RUN").Exits(0);

        Assert.AreEqual("1\n", run.Output);
    }

    [TestMethod]
    public void Arguments_are_the_commands_own_to_the_last_byte()
    {
        using Store store = WithKey();
        string[] arguments = ["%s|", "--help", "-h", "--version", "@file", "[suggest:1]", "", "a b", "--", "caf\xe9", "-m", RawStart.Utf8("é東🦙"), "$X*`'\"\\"];

        RawStart.Result run = new RawStart(store).Run([Built.Tool, "run", "--no-project", "--", "printf", .. arguments]);

        Assert.AreEqual((0, string.Join('|', arguments.Skip(1)) + "|", ""), (run.Status, run.Output, run.Error));
    }

    [TestMethod]
    [DataRow("exit 0", 0)]
    [DataRow("exit 42", 42)]
    [DataRow("exit 255", 255)]
    [DataRow("kill -TERM $$", -15)]
    [DataRow("kill -SEGV $$", -11)]
    [DataRow("kill -PIPE $$", -13)]
    public void It_ends_as_the_command_does(string script, int status)
    {
        using Store store = WithKey();

        RawStart.Result run = new RawStart(store).Run(Built.Tool, "run", "--", "sh", "-c", $"echo $$; {script}");

        Assert.AreEqual((status, $"{run.Process}\n", ""), (run.Status, run.Output, run.Error));
    }

    [TestMethod]
    public void Standard_input_is_the_commands_byte_for_byte()
    {
        using Store store = WithKey();
        string bytes = string.Concat(Enumerable.Range(0, 100_000).Select(static i => (char)(i % 256)));

        RawStart.Result run = new RawStart(store) { Input = bytes }.Run(Built.Tool, "run", "--", "cat");

        Assert.AreEqual((0, ""), (run.Status, run.Error));
        Assert.IsTrue(bytes == run.Output);
    }

    [TestMethod]
    public void Signals_limits_descriptors_folder_and_mask_are_as_they_were()
    {
        using Store store = WithKey();
        string script = $"umask 027; trap '' HUP USR1 TSTP; ulimit -Sn 777; ulimit -c 0; exec 7</dev/null; \"$@\"; true";
        RawStart.Result bare = new RawStart(store).Run("/bin/sh", "-c", script, "sh", "sh", "-c", Inherited);

        RawStart.Result run = new RawStart(store).Run("/bin/sh", "-c", script, "sh", Built.Tool, "run", "--", "sh", "-c", Inherited);

        Assert.AreEqual(bare, run with { Process = bare.Process });
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1, 2)]
    [DataRow(0, 1, 2)]
    public void A_closed_stream_is_closed_for_the_command(params int[] closed)
    {
        using Store store = WithKey();
        string script = $"ls /proc/$$/fd >'{store.Root}/descriptors'";
        RawStart start = new(store) { Closed = closed };

        start.Run("/bin/sh", "-c", script);
        string bare = File.ReadAllText(Path.Combine(store.Root, "descriptors"));
        start.Run(Built.Tool, "run", "--", "/bin/sh", "-c", script);

        Assert.AreEqual(bare, File.ReadAllText(Path.Combine(store.Root, "descriptors")));
    }

    [TestMethod]
    public void A_pipe_that_nobody_reads_ends_the_command()
    {
        using Store store = WithKey();

        RawStart.Result run = new RawStart(store).Run("/bin/bash", "-c", "\"$0\" run -- yes | head -n 1; echo ${PIPESTATUS[0]}", Built.Tool);

        Assert.AreEqual((0, "y\n141\n", ""), (run.Status, run.Output, run.Error));
    }

    [TestMethod]
    public void The_command_handles_signals_itself()
    {
        using Store store = WithKey();
        using Process process = Built.Start(store, Built.Tool, "run", "--", "sh", "-c", "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        Assert.AreEqual("ready", process.StandardOutput.ReadLine());

        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();

        Assert.AreEqual("got it\n", Built.Wait(process).Exits(3).Output);
    }

    [TestMethod]
    [DataRow("run", "-- ")]
    [DataRow("run", "--mask -- ")]
    public void It_is_the_first_process_of_a_container(string command, string options)
    {
        using Store store = WithKey();
        const string Script = "sleep 0.1 & echo $$; exit 3";

        Outcome run = Built.Run(store, "unshare", ["--user", "--pid", "--fork", Built.Tool, command, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "sh", "-c", Script]);
        if (run.Error.Contains("unshare", StringComparison.Ordinal))
            Assert.Inconclusive(run.Error);

        run.Exits(3);
        Assert.AreEqual(options.Contains("mask", StringComparison.Ordinal), run.Output != "1\n", run.ToString());
    }

    [TestMethod]
    public void It_starts_itself()
    {
        using Store store = WithKey();

        Outcome run = Built.Run(store, Built.Tool, "run", "--", Built.Tool, "run", "--mask", "--", "sh", "-c", "echo \"$LLAMA_CLOUD_API_KEY.\"; exit 5").Exits(5);

        Assert.AreEqual("***.\n", run.Output);
    }

    /// <summary>Natively a start costs milliseconds.</summary>
    [TestMethod]
    public void Start_after_start_is_the_same()
    {
        using Store store = WithKey();
        int starts = Repository.GivenTool is null ? 3 : 50;

        RawStart.Result run = new RawStart(store).Run("/bin/sh", "-c", $"i=0; while [ $i -lt {starts} ]; do \"$0\" run -- sh -c 'exit 7'; echo $?; i=$((i+1)); done", Built.Tool);

        Assert.AreEqual((string.Concat(Enumerable.Repeat("7\n", starts)), ""), (run.Output, run.Error));
    }

    [TestMethod]
    public void Settings_and_declared_variables_of_a_project_count()
    {
        using Store store = WithKey();
        File.WriteAllText(Path.Combine(store.Root, "app.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><LlamaEnvBaseUrl>https://llama.example.com</LlamaEnvBaseUrl></PropertyGroup>
              <ItemGroup><LlamaEnvVariable Include="CACHE_MODE" Default="two words" /></ItemGroup>
            </Project>
            """);

        Outcome run = Built.Run(store, Built.Tool, "run", "app.csproj", "--", "sh", "-c", "echo $LLAMA_CLOUD_BASE_URL, $CACHE_MODE; read children </proc/$$/task/$$/children; echo \"[$children]\"").Exits(0);

        Assert.AreEqual("https://llama.example.com, two words\n[]\n", run.Output, "no child is left of what read the project");
    }

    internal static Store WithKey()
    {
        Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        return store;
    }
}
