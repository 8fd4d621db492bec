using LlamaEnv.Tool.Exports;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>The command as users start it.</summary>
[TestClass]
public sealed class ExportCommandTests
{
    private const string OwnHost = "https://llama.example.com";

    public static IEnumerable<object[]> Formats => ExportFormat.All.Select(format => new object[] { format.Name });

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Values_go_to_standard_output_alone_and_to_no_file(string format)
    {
        using Store store = WithKey();

        Outcome run = Export(store, format).Exits(0);

        Assert.Contains(format == "kubernetes" ? Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Sample.KeyText)) : Sample.KeyText, run.Output);
        Assert.AreEqual(format == "azure-pipelines" ? 1 : 0, run.Error.Count(c => c == '\n'), run.ToString());
        DoesNotShow(Sample.KeyText, run.Error);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void Without_a_key_nothing_is_printed(string format)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_BASE_URL"] = Sample.Europe;
        store.Environment["GITHUB_ENV"] = "github.env";

        Outcome run = Export(store, format).Exits(1).Reports("LLENV0001");

        Assert.AreEqual("", run.Output);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY", "llx-...", "LLENV0010")]
    [DataRow("LLAMA_CLOUD_BASE_URL", "api.cloud.llamaindex.ai", "LLENV0015")]
    [DataRow("LLAMA_CLOUD_USE_PROFILE", "perhaps", "LLENV0005")]
    public void With_a_value_that_is_none_nothing_is_printed(string name, string value, string code)
    {
        using Store store = WithKey();
        store.Environment[name] = value;

        Outcome run = Export(store, "json").Exits(1);

        Assert.AreEqual("", run.Output);
        Assert.Contains($"error {code}: ", run.Error);
    }

    [TestMethod]
    public void An_unknown_format_lists_those_there_are_and_asks_no_source()
    {
        using Store store = new();

        Outcome run = Export(store, "yaml").Exits(1).Reports("LLENV0006");

        Assert.AreEqual("", run.Output);
        Assert.Contains($"'yaml' is not a valid value for --format. Known: {string.Join(", ", ExportFormat.All.Select(f => f.Name))} (", run.Error);
    }

    [TestMethod]
    [DataRow("json", "--no-project", "--name", "x")]
    [DataRow("json", "--no-project", "app.csproj")]
    [DataRow("json", "--to", "none")]
    [DataRow("json", "--dry-run")]
    [DataRow("", "--no-project")]
    public void What_makes_no_sense_exits_with_2(string format, params string[] options)
    {
        using Store store = WithKey();

        Outcome run = Built.Run(store, Built.Tool, ["export", .. format.Length > 0 ? (string[])["--format", format] : [], .. options]).Exits(2);

        Assert.AreEqual("", run.Output);
        Assert.Contains("Try 'dotnet llama-env export --help'.", run.Error);
    }

    [TestMethod]
    [DataRow("cmd", "fake!key!of!our!own")]
    [DataRow("cmd", "fakekéyofourown")]
    [DataRow("dotenv", "fake\\key\\\\of-our-own")]
    [DataRow("dotenv", "fake-key-of-our-own\\")]
    public void A_value_that_the_format_cannot_carry_is_not_printed(string format, string key)
    {
        using Store store = WithKey(key);

        Outcome run = Export(store, format).Exits(1).Reports("LLENV0034");

        Assert.AreEqual("", run.Output);
        Assert.Contains($"error LLENV0034: LLAMA_CLOUD_API_KEY cannot be exported as {format}: ", run.Error);
        DoesNotShow(key, run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("C")]
    [DataRow("en_US.ISO-8859-1")]
    [DataRow("ja_JP.eucJP")]
    public void Values_are_utf_8_whatever_the_locale_is(string locale)
    {
        using Store store = WithKey("fakekéy東of🦙our‘own");
        store.Environment["LANG"] = locale;
        store.Environment["LC_ALL"] = locale;

        Outcome run = Export(store, "bash").Exits(0);

        Assert.Contains("export LLAMA_CLOUD_API_KEY='fakekéy東of🦙our‘own';\n", run.Output);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(">&-")]
    [DataRow("1<\"$0\"")]
    public void Output_that_cannot_be_written_is_an_error_without_the_value(string redirection)
    {
        using Store store = WithKey();

        Outcome run = Built.Run(store, "/bin/sh", "-c", $"\"$0\" export --no-project --format json {redirection}", Built.Tool).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0903: standard output cannot be written to: ", run.Error);
        DoesNotShow(Sample.KeyText, run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void At_a_terminal_a_warning_goes_first()
    {
        using Store store = new();
        PseudoTerminal terminal = new(store, Built.Tool, "export", "--no-project", "--format", "bash") { Environment = { ["LLAMA_CLOUD_API_KEY"] = Sample.KeyText } };

        string output = terminal.Type().Exits(0).Output;

        int warning = output.IndexOf("llama-env: warning: the secrets below are on this screen", StringComparison.Ordinal);
        int key = output.IndexOf($"export LLAMA_CLOUD_API_KEY='{Sample.KeyText}';\n", StringComparison.Ordinal);
        Assert.IsTrue(warning >= 0 && warning < key, output);
    }

    [TestMethod]
    public void On_GitHub_the_file_gets_the_values_on_lines_of_their_own_and_the_log_the_mask_first()
    {
        using Store store = WithKey();
        string file = Path.Combine(store.Root, "github.env");
        File.WriteAllText(file, "A=1"); // Another writer did not end its line.
        store.Environment["GITHUB_ENV"] = file;

        Outcome run = Export(store, "github").Exits(0);

        Assert.AreEqual("", run.Output);
        Assert.AreEqual($"::add-mask::{Sample.KeyText}\nllama-env: appended LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL to {file}\n", run.Error);
        Dictionary<string, string> read = RuleReaders.ReadRunnerFile(File.ReadAllText(file));
        Assert.AreEqual($"A=1 LLAMA_CLOUD_API_KEY={Sample.KeyText} LLAMA_CLOUD_BASE_URL={Sample.Cloud}", string.Join(' ', read.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [TestMethod]
    public void A_relative_or_missing_file_of_GitHub_is_made_for_its_owner_alone()
    {
        using Store store = WithKey();
        store.Environment["GITHUB_ENV"] = "github.env";

        Export(store, "github").Exits(0);

        string file = Path.Combine(store.Root, "github.env");
        Assert.StartsWith("LLAMA_CLOUD_API_KEY<<", File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("no/such/folder")]
    [DataRow("config")]
    [DataRow("/dev/full")]
    [DataRow("pipe")]
    public void A_file_of_GitHub_that_cannot_be_appended_to_is_an_error(string path)
    {
        using Store store = WithKey();
        Directory.CreateDirectory(Path.Combine(store.Root, "config"));
        Built.Run(store, "/usr/bin/mkfifo", "pipe").Exits(0);
        store.Environment["GITHUB_ENV"] = path;

        Outcome run = Export(store, "github").Exits(1).Reports("LLENV0032");

        Assert.AreEqual("", run.Output);
        Assert.Contains("the file that GITHUB_ENV names", run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Where_the_mask_cannot_be_written_GitHub_gets_no_value()
    {
        using Store store = WithKey();
        store.Environment["GITHUB_ENV"] = "github.env";

        Outcome run = Built.Run(store, "/bin/sh", "-c", "\"$0\" export --no-project --format github 2<\"$0\"", Built.Tool).Exits(1);

        Assert.AreEqual("", run.Output);
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    public void Without_a_file_GitHub_gets_the_lines_on_standard_output_and_still_the_mask()
    {
        using Store store = WithKey();
        store.Environment["GITHUB_ACTIONS"] = "true";

        Outcome run = Export(store, "github").Exits(0);

        Assert.AreEqual(Sample.KeyText, RuleReaders.ReadRunnerFile(run.Output)["LLAMA_CLOUD_API_KEY"]);
        Assert.AreEqual($"::add-mask::{Sample.KeyText}\n", run.Error);
    }

    [TestMethod]
    public void Options_say_what_they_say_to_inject()
    {
        using Store store = WithKey();
        File.WriteAllText(Path.Combine(store.Root, "other.env"), $"LLAMA_CLOUD_API_KEY={Sample.AlikeKey.Reveal()}\n");
        TempFolder.Close(Path.Combine(store.Root, "other.env"));

        foreach (string[] sources in (string[][])[["--source", "dotenv:other.env"], ["--source", "dotenv", "--env-file", "other.env"]])
        {
            string output = Built.Run(store, Built.Tool, ["export", "--no-project", "--format", "docker", .. sources, "--base-url", Sample.Europe, "--project", Sample.Project]).Exits(0).Output;

            Assert.AreEqual($"LLAMA_CLOUD_API_KEY={Sample.AlikeKey.Reveal()}\nLLAMA_CLOUD_BASE_URL={Sample.Europe}\nLLAMA_AGENTS_PROJECT_ID={Sample.Project}\n", output);
        }

        Export(store, "docker", "--require-project").Exits(1).Reports("LLENV0001", "LLENV0004");
    }

    [TestMethod]
    public void A_project_says_what_else_is_exported_and_whether_a_key_may_be_missing()
    {
        using Store store = WithKey();
        string project = Path.Combine(store.Root, "app.csproj");
        File.WriteAllText(project, """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><LlamaEnvOutput>dotenv;user-secrets</LlamaEnvOutput><LlamaEnvMissing>ignore</LlamaEnvMissing></PropertyGroup><ItemGroup><LlamaEnvVariable Include="OTHER" Secret="false" /></ItemGroup></Project>""");
        store.Environment["OTHER"] = "two words";

        string[] withKey = [.. Built.Run(store, Built.Tool, "export", "app.csproj", "--format", "cmd").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        store.Environment.Remove("LLAMA_CLOUD_API_KEY");
        store.Environment.Remove("OTHER");
        Outcome without = Built.Run(store, Built.Tool, "export", "app.csproj", "--format", "json").Exits(0);

        Assert.AreEqual("set \"OTHER=two words\"", withKey[^1].TrimEnd('\r'));
        Assert.HasCount(3, withKey);
        Assert.AreEqual("", without.Output);
        Assert.AreEqual("app.csproj", store.Files);
    }

    [TestMethod]
    public void The_help_has_the_options_of_resolving_and_examples()
    {
        using Store store = new();

        string help = Built.Run(store, Built.Tool, "export", "--help").Exits(0).Output;

        string[] options = [.. help.Split('\n').Select(l => l.TrimStart()).Where(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l.Split(' ')[0])];
        Assert.AreEqual("--format --name --source --env-file --environment --key-fingerprint --profile --project --base-url --require-project --resolve-references --no-project", string.Join(' ', options));
        Assert.Contains("\nExamples:\n  eval \"$(dotnet-llama-env export --format bash)\"\n", help);
        foreach (ExportFormat format in ExportFormat.All)
            Assert.Contains(format.Name, help);
    }

    private static Store WithKey(string? ofOwnHost = null)
    {
        Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = ofOwnHost ?? Sample.KeyText;
        if (ofOwnHost is not null)
            store.Environment["LLAMA_CLOUD_BASE_URL"] = OwnHost;
        return store;
    }

    private static Outcome Export(Store store, string format, params string[] options) => Built.Run(store, Built.Tool, ["export", "--no-project", "--format", format, .. options]);

    /// <summary>Not even its beginning.</summary>
    private static void DoesNotShow(string key, string text) => Assert.DoesNotContain(key[..8], text);
}
