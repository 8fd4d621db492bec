using LlamaEnv.Tool.Commands;

namespace LlamaEnv.Tool.Tests.Completion;

/// <summary>What may stand at the cursor, as the scripts of the shells are told it.</summary>
[TestClass]
[DoNotParallelize] // The options of a command are one for the process.
public sealed class CompletionTests
{
    private const string Breaks = " \t\n\"'@><=;|&(:";

    /// <summary>The typed words, separated by bars, the last is at the cursor.</summary>
    [TestMethod]
    [DataRow("in", "inject")]
    [DataRow("auth|l", "login logout")]
    [DataRow("auth|login|--n", "--no-browser")]
    [DataRow("inject|--to|", "dotenv launch-settings user-secrets run none")]
    [DataRow("inject|--to=la", "--to=launch-settings")]
    [DataRow("inject|--to|dotenv|--to|u", "user-secrets")]
    [DataRow("inject|--source|e", "environment")]
    [DataRow("inject|--source|dot", "dotenv dotenv:")]
    [DataRow("check|-o|", "text json yaml")]
    [DataRow("check|-o", "-o")]
    [DataRow("check|--output|j", "json")]
    [DataRow("export|--format|azure", "azure-pipelines")]
    [DataRow("completion|", "bash zsh fish pwsh")]
    [DataRow("explain|LLENV005", "LLENV0050 LLENV0051 LLENV0052 LLENV0053 LLENV0054 LLENV0055 LLENV0056 LLENV0057 LLENV0058 LLENV0059")]
    [DataRow("explain|LLAMA_A", "LLAMA_AGENTS_PROJECT_ID")]
    [DataRow("inject|--dry-run|--dr", "")]
    [DataRow("inject|--", "--source --to --env-file --environment --key-fingerprint --profile --project --base-url --require-project --launch-profile --overwrite-references --resolve-references --gitignore --dry-run --no-project --help")]
    [DataRow("inject|/", "")]
    [DataRow("inject|-?", "")]
    [DataRow("complete", "")]
    [DataRow("check|--wait|", "")]
    [DataRow("check|--oops=", "")]
    [DataRow("inject|@file|--dry", "--dry-run")]
    [DataRow("inject|[suggest:3]|--dry", "--dry-run")]
    public void Words_that_begin_so(string typed, string expected) => Assert.AreEqual(expected, string.Join(' ', Ask(typed.Split('|')).Words));

    [TestMethod]
    [DataRow("inject|", true)]
    [DataRow("inject|--env-file|", true)]
    [DataRow("inject|--source|dotenv:", true)]
    [DataRow("inject|--source=dotenv:/et", true)]
    [DataRow("run|--|x", true)]
    [DataRow("inject|--to|", false)]
    [DataRow("inject|--project|", false)]
    [DataRow("export|--format|x", false)]
    [DataRow("auth|", false)]
    [DataRow("auth|use|", false)]
    [DataRow("|", false)]
    public void Whether_a_path_may_stand_there_too(string typed, bool takesPath) => Assert.AreEqual(takesPath, Ask(typed.Split('|')).TakesPath);

    /// <summary>bash has only the part behind its last break replaced, and puts it in as it is.</summary>
    [TestMethod]
    [DataRow("dotnet-llama-env inject --source=dot", "dotenv dotenv:")]
    [DataRow("dotnet-llama-env inject --to=us", "user-secrets")]
    [DataRow("dotnet-llama-env inject --to='us", "user-secrets")]
    [DataRow("dotnet-llama-env inject --to \"us", "user-secrets")]
    [DataRow("dotnet llama-env inject --to us", "user-secrets")]
    [DataRow("/opt/a\\ b/dotnet-llama-env inject --to us", "user-secrets")]
    [DataRow("A=b dotnet-llama-env inject --to us", "user-secrets")]
    [DataRow("dotnet-llama-env 'inject'  \\--to u", "user-secrets")]
    public void A_line_of_bash(string line, string expected) => Assert.AreEqual(expected, string.Join(' ', Run("bash", Breaks, line).Words));

    [TestMethod]
    public void Every_option_that_has_known_values_completes_them_and_no_other_list_is_needed()
    {
        foreach (string[] command in (string[][])[["check"], ["explain"], ["auth", "get"], ["projects", "get"]])
            CollectionAssert.AreEqual(new[] { "text", "json", "yaml" }, Ask([.. command, "-o", ""]).Words);
    }

    [TestMethod]
    public void Descriptions_stand_behind_a_tab_and_are_short()
    {
        StringWriter output = new();
        CommandLine.Run(["complete", "fish", ""], output, TextWriter.Null);

        foreach (string line in output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.MatchesRegex("^[a-z]+\t[A-Z].{5,60}$", line);
    }

    [TestMethod]
    public void Profiles_are_read_as_they_stand_and_nothing_is_made()
    {
        using Store store = new();
        Assert.AreEqual("", Built.Run(store, Built.Tool, "complete", "zsh", "auth", "use", "").Exits(0).Output);
        Assert.AreEqual("", store.Files);

        foreach (string name in (string[])["my own", "user@example.com", "it's", "a\e[31mb", Sample.KeyText])
            store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = name, Email = name });
        string files = store.Files;

        Assert.AreEqual("it's\nmy own\nuser@example.com\n", Built.Run(store, Built.Tool, "complete", "zsh", "auth", "use", "").Exits(0).Output);
        Assert.AreEqual("profile:user@example.com\n", Built.Run(store, Built.Tool, "complete", "zsh", "inject", "--source", "profile:u").Exits(0).Output);
        Assert.AreEqual("my\\ own\n", Built.Run(store, Built.Tool, "complete", "bash", Breaks, "dotnet-llama-env auth use m").Exits(0).Output);
        Assert.AreEqual("it\\'s\n", Built.Run(store, Built.Tool, "complete", "bash", Breaks, "dotnet-llama-env auth use i").Exits(0).Output);
        Assert.AreEqual(files, store.Files);
    }

    [TestMethod]
    public void A_store_that_cannot_be_read_is_silence()
    {
        using Store store = new();
        Directory.CreateDirectory(store.Directory);
        File.WriteAllText(store.File, "no database");

        Outcome run = Built.Run(store, Built.Tool, "complete", "bash", Breaks, "dotnet-llama-env auth use ").Exits(0);

        Assert.AreEqual("", run.Output + run.Error);
    }

    [TestMethod]
    public void Launch_profiles_come_from_the_file()
    {
        using Store store = new();
        Directory.CreateDirectory(Path.Combine(store.Root, "Properties"));
        File.WriteAllText(Path.Combine(store.Root, "Properties", "launchSettings.json"), """{ /* two */ "profiles": { "https": {}, "My App": {}, } }""");

        Assert.AreEqual("https\nMy App\n", Built.Run(store, Built.Tool, "complete", "fish", "inject", "--launch-profile", "").Exits(0).Output);
    }

    private static (string[] Words, bool TakesPath) Ask(string[] words) => Run(["zsh", .. words]);

    private static (string[] Words, bool TakesPath) Run(params string[] query)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = CommandLine.Run(["complete", .. query], output, error);
        Assert.AreEqual("", error.ToString());
        return ([.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')[0])], exitCode == 1);
    }
}
