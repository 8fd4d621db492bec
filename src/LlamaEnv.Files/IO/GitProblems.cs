using System.Text.RegularExpressions;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.IO;

/// <summary>What keeps git from answering, in our words.</summary>
internal static partial class GitProblems
{
    internal static GitProblem NotInstalled { get; } =
        new("there is no git on PATH (relative folders do not count)", "Install it where the build runs");

    internal static GitProblem DoesNotStart { get; } =
        new("the git on PATH does not start", "Repair it, or take it off PATH");

    internal static GitProblem TooSlow(TimeSpan limit) =>
        new($"it did not answer within {limit.TotalSeconds:0} s", "Run 'git status' there and see what holds it up");

    internal static GitProblem Bare(string directory) =>
        new($"{directory} is a bare repository, or looks like one, and has no work tree", "Move the project out of it");

    /// <param name="variable">The variable that names another repository.</param>
    internal static GitProblem Redirected(string variable) =>
        new($"{variable} in the environment points git to a repository other than the one around the file, so git was not run", $"Unset {variable} where the build runs");

    /// <summary>By what git printed. An end without a word that we know is one, too: it may have been killed.</summary>
    internal static GitProblem FromMessages(string messages, GitRepository repository)
    {
        foreach ((string phrase, Func<string, GitRepository, GitProblem> explain) in s_known)
        {
            if (messages.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return explain(messages, repository);
        }

        return new("its output cannot be used", $"Run 'git status' in {repository.Root}, and repair what it reports");
    }

    private static readonly (string Phrase, Func<string, GitRepository, GitProblem> Explain)[] s_known =
    [
        ("dubious ownership", Foreign),
        ("unsafe repository", Foreign), // Git 2.35.2 to 2.35.4.
        ("Permission denied", static (_, repository) => new($"a part of the repository at {repository.Root} cannot be read", "Give the build's user the right to read it")),
        ("lazy fetching disabled", Incomplete),
        ("Could not read", Incomplete),
        ("unable to read tree", Incomplete),
        ("not allowed", Incomplete), // A transport that would have fetched them.
        ("promisor", Incomplete),
        ("repository extension", Newer),
        ("Expected git repo version", Newer),
        ("which we do not understand", Newer),
        ("unknown index entry format", Newer),
        ("bad index version", Newer),
        ("index file", Index),
        ("broken index", Index),
        ("bad signature", Index),
        ("cache entry", Index),
        ("bad config", Configuration),
        ("bad numeric config", Configuration),
        ("bad boolean config", Configuration),
        ("invalid value for", Configuration),
        ("unable to parse", Configuration),
        ("while reading the configuration", Configuration),
        ("not a git repository: ", static (_, repository) => new($"{repository.Entry} names a folder that is not here, as can happen to a worktree or submodule in a container or a copy", "Make that folder available too, or run 'git worktree repair'")),
        ("invalid gitfile format", static (_, repository) => new($"{repository.Entry} is a file that names no folder", "Repair or remove it")),
        ("not a git repository", static (_, repository) => new($"{repository.Entry} is there, but git does not recognize it as a repository: its HEAD may be damaged, it may be empty, or it may not be readable", "Repair or remove it")),
        ("cannot chdir", static (_, repository) => new($"the configuration of {repository.Entry} names another work tree (core.worktree)", "Correct it")),
        ("outside repository", static (_, repository) => new($"the configuration of {repository.Entry} names another work tree (core.worktree)", "Correct it")),
        ("work tree", static (_, repository) => new($"the repository at {repository.Root} has no work tree here", "Correct core.bare or core.worktree in its configuration")),
        ("in submodule", static (_, repository) => new($"the file lies in a submodule of {repository.Root} that is not checked out", "Run 'git submodule update --init'")),
        ("unknown option", static (_, _) => new("it is too old", "Update it")),
        ("No developer tools", static (_, _) => new("the developer tools that bring it are not installed", "Run 'xcode-select --install'")),
    ];

    private static GitProblem Incomplete(string messages, GitRepository repository) =>
        new("the repository lacks objects that git would have to fetch, and to fetch them it would start programs that the repository names", $"If you trust it, run 'git status' in {repository.Root}, and build again");

    private static GitProblem Foreign(string messages, GitRepository repository) =>
        new($"the repository at {repository.Root} belongs to another user, and git refuses to work with it", $"If you trust it, run 'git config --global --add safe.directory {ShellWord.Quote(repository.Root)}' as the user of the build");

    private static GitProblem Newer(string messages, GitRepository repository) =>
        new($"the repository at {repository.Root} uses something this git does not know", "Update git");

    private static GitProblem Index(string messages, GitRepository repository) => DamagedIndex(repository);

    internal static GitProblem DamagedIndex(GitRepository repository) =>
        new($"the index of the repository at {repository.Root} is damaged", $"Delete {Path.Combine(repository.Directory, "index")} and run 'git reset' there");

    private static GitProblem Configuration(string messages, GitRepository repository) =>
        new($"its configuration is broken{(LineNumber().Match(messages) is { Success: true } line ? $", at line {line.Groups[1].Value} of one of its files" : "")}", $"Run 'git config --list --show-origin' in {repository.Root}, and repair what it names");

    [GeneratedRegex(@"config.{0,20} line ([0-9]{1,9})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LineNumber();
}
