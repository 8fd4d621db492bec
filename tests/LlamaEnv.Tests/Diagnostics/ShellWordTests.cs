using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tests.Diagnostics;

/// <summary>What is pasted into a shell is the text that was meant, and starts nothing.</summary>
[TestClass]
public sealed class ShellWordTests
{
    private static readonly string[] s_texts =
    [
        "plain", "user@example.com", "gh:acme/app,env=prod", "--finish", "50%", "", " ", "two words", "x$(touch PWNED)", "x`touch PWNED`", "a\"b", "it's", "''", "a\\", "a\\\\b", "$HOME", "${x}",
        "!!", "a!b", "***", "[a-z]", "{a,b}", "~", "#x", "a;touch PWNED", "a|touch PWNED", "a&touch PWNED", ">PWNED", "<x", "(x)", "=ls", "a\ttab", "größe", "\u201Cx\u201D", "\u2018x\u2019",
    ];

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_shell_takes_every_text_for_one_word_and_runs_none_of_it()
    {
        using TempFolder folder = new();
        string line = string.Join(' ', s_texts.Select(ShellWord.QuoteForUnix));

        Outcome run = new Command("/bin/sh", "-c", $"printf '%s\\n' {line}") { Directory = folder.Path }.Run().Exits(0);

        CollectionAssert.AreEqual(s_texts, run.Output.Split('\n')[..^1]);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    [DataRow("plain")]
    [DataRow("profile:user@example.com")]
    [DataRow("gh:acme/app,env=prod")]
    [DataRow("/home/me/.env.local")]
    public void What_is_plain_to_a_shell_stands_as_it_is(string text) => Assert.AreEqual(text, ShellWord.QuoteForUnix(text));

    [TestMethod]
    [DataRow(@"C:\a\.env", @"C:\a\.env")]
    [DataRow("user@example.com", "user@example.com")]
    [DataRow("@splat", "\"@splat\"")]
    [DataRow("", "\"\"")]
    [DataRow(@"C:\my app\.env", "\"C:\\my app\\.env\"")]
    [DataRow("it's & so", "\"it's & so\"")]
    [DataRow("gh:acme/app,env=Production EU", "\"gh:acme/app,env=Production EU\"")]
    [DataRow("x$(calc)", "'x$(calc)'")]
    [DataRow("x`calc", "'x`calc'")]
    [DataRow("%PATH%", "'%PATH%'")]
    [DataRow("a\"b's", "'a\"b''s'")]
    [DataRow("a\u201D; calc; \u2019b", "'a\u201D; calc; \u2019\u2019b'")]
    [DataRow("a b\\", "'a b\\'")]
    public void On_Windows_a_word_is_one_to_cmd_and_PowerShell_and_else_to_PowerShell(string text, string word) => Assert.AreEqual(word, ShellWord.QuoteForWindows(text));
}
