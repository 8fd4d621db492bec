using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests;

/// <summary>Surroundings in which not everything works: a line with a code says so, and no stack trace.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class ToughStartTests
{
    private const string DryRun = "inject --no-project --dry-run";

    /// <summary>From too few for .NET itself to enough; which library is the first that cannot be loaded depends on the system.</summary>
    [TestMethod]
    public void With_few_files_a_line_says_so()
    {
        int said = 0;
        for (int limit = 4; limit <= 60; limit += limit < 8 ? 1 : 4)
        {
            using Store store = new();
            Outcome run = Shell(store, $"ulimit -n {limit}; \"$0\" {DryRun}");

            if (run.Error.Contains("LLENV0903", StringComparison.Ordinal))
            {
                said++;
                Assert.AreEqual(1, run.ExitCode);
                Assert.HasCount(1, run.Error.TrimEnd('\n').Split('\n'), run.Error);
            }

            // With still fewer, .NET does not get as far as to ours.
            Assert.IsTrue(run.ExitCode < 126 || !run.Error.Contains("LlamaEnv", StringComparison.Ordinal), run.Error);
        }

        Assert.IsGreaterThan(0, said);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("garbage")]
    [DataRow("../../../../etc/passwd")]
    [DataRow("%s%n")]
    public void Whatever_the_terminal_is_called(string name)
    {
        using Store store = new();
        store.Environment["TERM"] = name;

        Works(Shell(store, $"\"$0\" {DryRun}"));
    }

    [TestMethod]
    [DataRow("xx_XX.NONSENSE")]
    [DataRow("C")]
    [DataRow("@")]
    [DataRow("..")]
    [DataRow("de_DE.ISO-8859-1")]
    public void Whatever_the_language_is(string locale)
    {
        using Store store = new();
        store.Environment["LANG"] = store.Environment["LC_ALL"] = locale;

        Works(Shell(store, $"\"$0\" {DryRun}"));
    }

    [TestMethod]
    [DataRow("unset HOME; \"$0\" " + DryRun)]
    [DataRow("HOME= \"$0\" " + DryRun)]
    [DataRow("HOME=no/such \"$0\" " + DryRun)]
    [DataRow("TMPDIR=/no/such \"$0\" " + DryRun)]
    [DataRow("\"$0\" " + DryRun + " <&-")]
    public void Without_home_temporary_folder_or_input(string command)
    {
        using Store store = new();

        Works(Shell(store, command));
    }

    [TestMethod]
    [DataRow("\"$0\" " + DryRun + " >&-", "LLENV0903")]
    [DataRow("\"$0\" --help >&-", "LLENV0903")]
    [DataRow("\"$0\" " + DryRun + " >/dev/full", "LLENV0903")]
    [DataRow("mkdir gone; cd gone; rmdir ../gone; \"$0\" " + DryRun, "LLENV0903")]
    [DataRow("mkdir gone; cd gone; rmdir ../gone; \"$0\" auth inject", "LLENV0903")]
    public void What_cannot_work_says_so(string command, string code)
    {
        using Store store = new();

        Outcome run = Shell(store, command).Exits(1);

        Assert.StartsWith($"llama-env : error {code}: ", run.Error);
        Assert.HasCount(1, run.Error.TrimEnd('\n').Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)));
        Assert.DoesNotContain("   at ", run.Error);
    }

    [TestMethod]
    [DataRow("inject --no-project")]
    [DataRow("inject --no-project --to launch-settings --to dotenv")]
    public void A_limit_on_the_size_of_files_leaves_everything_as_it_was(string command)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        store.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // It needs a large file, so that .NET would not start.
        string file = Path.Combine(store.Root, ".env");
        File.WriteAllText(file, "A=1\n");

        Outcome run = Shell(store, $"ulimit -f 0; \"$0\" {command}").Exits(1);

        Assert.Contains("LLENV0032", run.Error);
        Assert.Contains("Raise the limit for the size of files (ulimit -f)", run.Error);
        Assert.AreEqual(".env", store.Files);
        Assert.AreEqual("A=1\n", File.ReadAllText(file));
    }

    [TestMethod]
    public void A_closed_standard_error_keeps_no_work_from_being_done()
    {
        using Store store = new();

        Shell(store, "\"$0\" inject --no-project 2>&-").Exits(0);

        Assert.IsTrue(File.Exists(Path.Combine(store.Root, ".env")));
    }

    [TestMethod]
    [DataRow("@arguments", 2)]
    [DataRow("inject @arguments", 2)]
    [DataRow("inject --no-project --dry-run --env-file @arguments", 0)]
    [DataRow("auth get @arguments", 1)]
    public void An_argument_with_an_at_sign_is_no_file_of_arguments(string arguments, int code)
    {
        using Store store = new();
        File.WriteAllText(Path.Combine(store.Root, "arguments"), "--version\n");
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;

        Outcome run = Built.Run(store, Built.Tool, arguments.Split(' '));

        Assert.AreEqual(code, run.ExitCode, run.Error);
        Assert.Contains("@arguments", run.Output + run.Error);
    }

    [TestMethod]
    [DataRow("--env-file")]
    [DataRow("--source dotenv:")]
    [DataRow("--profile")]
    [DataRow("--base-url")]
    [DataRow("--project")]
    [DataRow("--launch-profile")]
    [DataRow("")]
    public void Bytes_that_are_no_text_end_in_no_internal_error(string option)
    {
        using Store store = new();

        foreach (string bytes in (IEnumerable<string>)[@"caf\351", @"\377\376", @"\355\240\200", @"a\200b"])
        {
            Outcome run = Shell(store, $"\"$0\" inject --no-project --dry-run {option}{(option.EndsWith(':') || option.Length == 0 ? "" : " ")}\"$(printf '{bytes}')\"");

            Assert.DoesNotContain("LLENV0999", run.Error, option);
            Assert.IsLessThan(3, run.ExitCode);
        }
    }

    private static Outcome Shell(Store store, string command)
    {
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.KeyText;
        return Built.Run(store, "/bin/sh", "-c", command, Built.Tool);
    }

    private static void Works(Outcome run)
    {
        run.Exits(0);
        Assert.Contains("would write", run.Output);
    }
}
