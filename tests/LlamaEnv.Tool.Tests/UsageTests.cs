using LlamaEnv.Tool.Commands;

namespace LlamaEnv.Tool.Tests;

/// <summary>What a command line that cannot be understood is answered, and what help says.</summary>
[TestClass]
[DoNotParallelize] // The options of a command are one for the process.
public sealed class UsageTests
{
    [TestMethod]
    [DataRow("inejct", "There is no command 'inejct'. Did you mean 'inject'? Try 'dotnet llama-env --help'.")]
    [DataRow("auth lgoin", "There is no command 'lgoin'. Did you mean 'login'? Try 'dotnet llama-env auth --help'.")]
    [DataRow("login", "There is no command 'login'. Did you mean 'auth login'? Try 'dotnet llama-env --help'.")]
    [DataRow("Check", "There is no command 'Check'. Did you mean 'check'? Try 'dotnet llama-env --help'.")]
    [DataRow("zzz", "There is no command 'zzz'. Try 'dotnet llama-env --help'.")]
    [DataRow("inject --proifle x", "There is no option '--proifle'. Did you mean '--profile'? Try 'dotnet llama-env inject --help'.")]
    [DataRow("inject --dryrun", "There is no option '--dryrun'. Did you mean '--dry-run'? Try 'dotnet llama-env inject --help'.")]
    [DataRow("check --on-line=1", "There is no option '--on-line'. Did you mean '--online'? Try 'dotnet llama-env check --help'.")]
    [DataRow("check -x", "There is no option '-x'. Try 'dotnet llama-env check --help'.")]
    [DataRow("auth", "'auth' needs a command: login, token, get, use, logout, inject, rotate. Try 'dotnet llama-env auth --help'.")]
    [DataRow("auth get a b", "'b' is one argument too many. Try 'dotnet llama-env auth get --help'.")]
    [DataRow("explain llx-FakeFakeFakeFake a b", "'b' is one argument too many. Try 'dotnet llama-env explain --help'.")]
    [DataRow("check --llx-FakeFakeFakeFake", "There is no option '--***'. Try 'dotnet llama-env check --help'.")]
    public void A_typing_error_is_one_line_with_what_was_meant(string arguments, string expected)
    {
        (int exitCode, string output, string error) = Run(arguments.Split(' '));

        Assert.AreEqual(2, exitCode);
        Assert.AreEqual($"llama-env: {expected}{Environment.NewLine}", error);
        Assert.AreEqual("", output);
    }

    [TestMethod]
    public void The_name_alone_shows_what_there_is()
    {
        (int exitCode, string output, string error) = Run();

        Assert.AreEqual("", error);
        Assert.AreEqual(0, exitCode);
        Assert.Contains("dotnet llama-env auth login", output);
        Assert.Contains("completion", output);
    }

    [TestMethod]
    public void Every_command_has_examples_and_the_address_of_its_page()
    {
        foreach (string[] path in Paths(CommandLine.MakeRoot(), []))
        {
            (int exitCode, string output, _) = Run([.. path, "--help"]);

            Assert.AreEqual(0, exitCode);
            Assert.MatchesRegex(@"Examples:\r?\n  \S+", output, string.Join(' ', path));
            string page = output.TrimEnd().Split('/')[^1];
            Assert.IsTrue(File.Exists(Repository.At("docs", page)), $"{string.Join(' ', path)}: {page}");
        }
    }

    private static IEnumerable<string[]> Paths(System.CommandLine.Command command, string[] path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(c => Paths(c, [.. path, c.Name]));

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = CommandLine.Run(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
