using System.Text.RegularExpressions;

namespace LlamaEnv.Files.IO;

/// <summary>What keeps git from answering, in our words.</summary>
internal static partial class GitTroubles
{
    internal static GitTrouble NotInstalled { get; } =
        new("there is no git on PATH (folders that are not absolute do not count)", "Install it where the build runs");

    internal static GitTrouble DoesNotStart { get; } =
        new("the git on PATH does not start", "Repair it, or take it off PATH");

    internal static GitTrouble TooSlow(TimeSpan limit) =>
        new($"it did not answer within {limit.TotalSeconds:0} s", "Run 'git status' there and see what holds it up");

    internal static GitTrouble Bare(string directory) =>
        new($"{directory} is a bare repository, or looks like one, and has no work tree", "Move the project out of it");

    /// <param name="variable">The variable that names another repository.</param>
    internal static GitTrouble Redirected(string variable) =>
        new($"{variable} in the environment points git to a repository that is not the one around the file, and that one was not asked", $"Unset {variable} where the build runs");

    /// <summary>By what git printed. An end without a word that we know is one, too: it may have been killed.</summary>
    internal static GitTrouble FromMessages(string messages, GitPlace place)
    {
        foreach ((string phrase, Func<string, GitPlace, GitTrouble> explain) in s_known)
        {
            if (messages.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return explain(messages, place);
        }

        return new("it gave no answer that can be used", $"Run 'git status' in {place.Root}, and repair what it complains of");
    }

    private static readonly (string Phrase, Func<string, GitPlace, GitTrouble> Explain)[] s_known =
    [
        ("dubious ownership", Foreign),
        ("unsafe repository", Foreign), // Git 2.35.2 to 2.35.4.
        ("Permission denied", static (_, place) => new($"a part of the repository at {place.Root} may not be read", "Give the user of the build the right to read it")),
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
        ("not a git repository: ", static (_, place) => new($"{place.Entry} names a folder that is not here, as that of a worktree or submodule may be in a container or a copy", "Make that folder available too, or run 'git worktree repair'")),
        ("invalid gitfile format", static (_, place) => new($"{place.Entry} is a file that names no folder", "Repair or remove it")),
        ("not a git repository", static (_, place) => new($"{place.Entry} is there, but git does not take it for a repository: its HEAD may be damaged, it may be empty, or it may not be readable", "Repair or remove it")),
        ("cannot chdir", static (_, place) => new($"the configuration of {place.Entry} names another work tree (core.worktree)", "Correct it")),
        ("outside repository", static (_, place) => new($"the configuration of {place.Entry} names another work tree (core.worktree)", "Correct it")),
        ("work tree", static (_, place) => new($"the repository at {place.Root} has no work tree here", "Correct core.bare or core.worktree in its configuration")),
        ("in submodule", static (_, place) => new($"the file lies in a submodule of {place.Root} that is not checked out", "Run 'git submodule update --init'")),
        ("unknown option", static (_, _) => new("it is too old", "Update it")),
        ("No developer tools", static (_, _) => new("the developer tools that bring it are not installed", "Run 'xcode-select --install'")),
    ];

    private static GitTrouble Incomplete(string messages, GitPlace place) =>
        new("objects of the repository are missing that git would have to fetch, for which it would start programs of the repository", $"If you trust it, run 'git status' in {place.Root}, and build again");

    private static GitTrouble Foreign(string messages, GitPlace place) =>
        new($"the repository at {place.Root} belongs to another user, and git does not work with it", $"If you trust it, run 'git config --global --add safe.directory {place.Root}' as the user of the build");

    private static GitTrouble Newer(string messages, GitPlace place) =>
        new($"the repository at {place.Root} uses something this git does not know", "Update git");

    private static GitTrouble Index(string messages, GitPlace place) => DamagedIndex(place);

    internal static GitTrouble DamagedIndex(GitPlace place) =>
        new($"the index of the repository at {place.Root} is damaged", $"Delete {Path.Combine(place.Directory, "index")} and run 'git reset' there");

    private static GitTrouble Configuration(string messages, GitPlace place) =>
        new($"its configuration is broken{(LineNumber().Match(messages) is { Success: true } line ? $", at line {line.Groups[1].Value} of a file of it" : "")}", $"Run 'git config --list --show-origin' in {place.Root}, and repair what it names");

    [GeneratedRegex(@"config.{0,20} line ([0-9]{1,9})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LineNumber();
}
