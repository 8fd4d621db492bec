using System.Text.RegularExpressions;

namespace LlamaEnv.Tool.Tests.Completion;

/// <summary>The scripts in the shells they are for: what is typed, the key, and the line that there is then.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed partial class ShellTests
{
    /// <summary>What is typed, and what the shell makes of it.</summary>
    private static readonly (string Typed, string Expected)[] s_lines =
    [
        ("dotnet-llama-env inj", "dotnet-llama-env inject"),
        ("dotnet-llama-env inject --to la", "dotnet-llama-env inject --to launch-settings"),
        ("dotnet-llama-env inject --source=profile:user@ex", "dotnet-llama-env inject --source=profile:user@example.com"),
        ("dotnet-llama-env inject --source profile:user@ex", "dotnet-llama-env inject --source profile:user@example.com"),
        ("dotnet-llama-env auth use my", @"dotnet-llama-env auth use my\ own"),
        ("dotnet-llama-env auth use 'my", "dotnet-llama-env auth use 'my own'"),
        ("dotnet-llama-env inject --env-file /bi", "dotnet-llama-env inject --env-file /bin"),
        ("dotnet-llama-env inject --source dotenv:/bi", "dotnet-llama-env inject --source dotenv:/bin"),
        ("dotnet llama-env auth logi", "dotnet llama-env auth login"),
        ("dotnet ll", "dotnet llama-env"),
        ("dotnet build-s", "dotnet build-server"),
    ];

    [TestMethod]
    public void Bash()
    {
        using Store store = WithProfiles();
        string setup = WriteScripts(store, "bash");
        File.WriteAllText(Path.Combine(store.Root, "rc"), $$"""
            PS1='READY '
            {{setup}}
            bind -x '"\C-g": printf "\nLINE<%s>END\n" "$READLINE_LINE"'
            """);

        Compare(Type(store, "bash", ["--noprofile", "--rcfile", Path.Combine(store.Root, "rc"), "-i"]));
    }

    [TestMethod]
    public void Zsh()
    {
        using Store store = WithProfiles();
        string setup = WriteScripts(store, "zsh");
        File.WriteAllText(Path.Combine(store.Root, ".zshrc"), $$"""
            PS1='READY '
            autoload -Uz compinit && compinit -u -D
            {{setup}}
            unset zle_bracketed_paste
            show() { print -r -- $'\n'"LINE<$BUFFER>END" >/dev/tty }
            zle -N show
            bindkey -e
            bindkey '^G' show
            """);
        store.Environment["ZDOTDIR"] = store.Root;

        Compare(Type(store, "zsh", ["-d", "-i"]));
    }

    [TestMethod]
    public void Fish()
    {
        using Store store = WithProfiles();
        string setup = WriteScripts(store, "fish");
        File.WriteAllText(Path.Combine(store.Root, "ask.fish"), $"{setup}\n{string.Concat(s_lines.Select(l => $"complete -C {Quote(l.Typed)} | string replace -r '\\t.*' '' | string join '|'\n"))}");

        Outcome run = Built.Run(store, Find("fish"), "--no-config", Path.Combine(store.Root, "ask.fish")); // Its exit code is that of the last 'string join'.

        CheckLastWords(run);
    }

    [TestMethod]
    public void PowerShell()
    {
        using Store store = WithProfiles();
        string installed = Repository.At("artifacts", "readers", "powershell", "pwsh");
        string pwsh = File.Exists(installed) ? installed : Find("pwsh");
        string setup = WriteScripts(store, "pwsh");
        File.WriteAllText(Path.Combine(store.Root, "ask.ps1"), $"{setup}\n{string.Concat(s_lines.Select(l => $"(TabExpansion2 {QuoteForPowerShell(l.Typed)} {l.Typed.Length}).CompletionMatches.ListItemText -join '|'\n"))}");
        store.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        store.Environment["POWERSHELL_UPDATECHECK"] = "Off";

        Outcome run = Built.Run(store, pwsh, "-NoProfile", "-NonInteractive", "-File", Path.Combine(store.Root, "ask.ps1")).Exits(0);

        Assert.AreEqual("", run.Error);
        CheckLastWords(run);
    }

    /// <summary>Ours first, then the SDK's, which must not take ours away; what the shell has to run for both.</summary>
    private static string WriteScripts(Store store, string shell)
    {
        string bin = Path.Combine(store.Root, "bin");
        Directory.CreateDirectory(bin);
        File.CreateSymbolicLink(Path.Combine(bin, "dotnet-llama-env"), Built.Tool);
        store.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        string extension = shell == "pwsh" ? "ps1" : shell;
        string ours = Path.Combine(store.Root, $"ours.{extension}");
        string sdk = Path.Combine(store.Root, $"sdk.{extension}");
        File.WriteAllText(ours, Built.Run(store, Built.Tool, "completion", shell).Exits(0).Output);
        File.WriteAllText(sdk, Built.Run(store, "dotnet", "completions", "script", shell).Exits(0).Output);
        string source = shell == "pwsh" ? "." : "source";
        return $"{source} {ours}\n{source} {sdk}";
    }

    private static IReadOnlyList<string> Type(Store store, string shell, string[] arguments)
    {
        PseudoTerminal terminal = new(store, Find(shell), arguments)
        {
            Columns = 200,
            Environment = { ["TERM"] = "dumb", ["LC_ALL"] = "C.UTF-8" },
        };
        string[][] steps =
        [
            ["READY ", $"{s_lines[0].Typed}\t\a"],
            .. s_lines.Skip(1).Select(static l => (string[])[">END", $"\u0005\u0015{l.Typed}\t\a"]),
            [">END", "\u0005\u0015exit\r"],
        ];
        return [.. Line().Matches(terminal.Type(steps).Output).Select(static m => m.Groups["line"].Value.TrimEnd(' ', '/'))];
    }

    private static void Compare(IReadOnlyList<string> lines) => Assert.AreEqual(
        string.Join('\n', s_lines.Select(static l => l.Expected)),
        string.Join('\n', lines));

    /// <summary>Where a shell is asked and not typed at, it answers words: the last of each line, without quotes.</summary>
    private static void CheckLastWords(Outcome run)
    {
        string[] answers = run.Output.TrimEnd('\n').Split('\n');
        Assert.HasCount(s_lines.Length, answers, run.ToString());
        foreach (((string typed, string expected), string answer) in s_lines.Zip(answers))
        {
            string word = expected.Contains("my", StringComparison.Ordinal) ? "my own" : expected.Split(' ')[^1];
            Assert.Contains(word, answer.Split('|').Select(static a => a.TrimEnd('/')).Select(a => word.StartsWith("dotenv:", StringComparison.Ordinal) && a == "bin" ? word : word.StartsWith('/') && a == "bin" ? word : a), $"{typed}: {answer}");
        }
    }

    private static string Find(string shell)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, shell)).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Inconclusive($"{shell} is not installed.");
        return path;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string QuoteForPowerShell(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Store WithProfiles()
    {
        Store store = new();
        foreach (string name in (string[])["my own", "user@example.com"])
            store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = name, Email = name });
        return store;
    }

    [GeneratedRegex(@"LINE<(?<line>[^\n]*)>END")]
    private static partial Regex Line();
}
