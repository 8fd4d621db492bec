using System.Diagnostics;

namespace LlamaEnv.Files.IO;

/// <summary>
/// Asks the <c>git</c> command, which alone knows all of its rules (worktrees, submodules, global excludes). A repository's
/// configuration is a stranger's, whoever owns the files now: nothing of it may start a program. What is asked needs no
/// objects, no network, no hook and no filter, and all that could bring one in is off. Whoever owns the repository is left
/// to git to judge.
/// </summary>
internal static class Git
{
    /// <summary>For both questions together. Git needs some milliseconds; where it needs more, a build would not wait for it.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private const string NotTracked = "did not match any file";

    /// <summary>What git asks of the machine. Proxies, prompts, traces, other repositories, and every secret stay out.</summary>
    private static readonly string[] s_passed =
    [
        "HOME", "XDG_CONFIG_HOME", "SUDO_UID", // Whose configuration and repositories; under sudo also those of who called it.
        "SYSTEMROOT", "WINDIR", "PROGRAMDATA", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", // Windows.
        "DEVELOPER_DIR", // Which of its tools macOS takes.
    ];

    // Without a pager, a monitor of the file system (a git before 2.36 would take "false" for the name of one), hooks, and
    // repositories that hide among a project's folders.
    private static readonly string[] s_options =
    [
        "--no-pager", "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit",
    ];

    /// <summary>Git's options for a command. A bare repository is taken for one only where somebody named it.</summary>
    internal static IEnumerable<string> OptionsFor(GitRepository repository) => repository.IsBare ? [.. s_options, "-c", "safe.bareRepository=all"] : s_options;

    /// <summary>What git makes of the file at a path without links.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while git was asked.</exception>
    internal static GitResult Query(string path, GitRepository? repository, HostEnvironment host, CancellationToken cancellationToken)
    {
        if (repository is null)
            return new(GitState.None);
        if (repository.IsBare)
            return GitResult.Unknown(GitProblems.Bare(repository.Root));

        bool isThere = false;
        foreach (string program in Executable.FindAll("git", host))
        {
            isThere = true;
            if (Query(path, repository, program, host, cancellationToken) is { } result)
                return result;
        }

        return GitResult.Unknown(isThere ? GitProblems.DoesNotStart : GitProblems.NotInstalled);
    }

    /// <summary>Null where this program does not start.</summary>
    private static GitResult? Query(string path, GitRepository repository, string program, HostEnvironment host, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        ChildProcess git = new()
        {
            Program = program,
            // A tracked file is never ignored, so that one answer is often enough. It is the same with a match and without: four fields.
            Arguments = [.. s_options, "check-ignore", "--verbose", "--non-matching", "-z", "--stdin"],
            Input = path + '\0',
            Directory = NearestDirectory(path),
            Environment = MakeEnvironment(repository, host),
            Timeout = Timeout,
        };
        ChildResult ignored = git.Run(cancellationToken);
        if (ignored.End == ChildEnd.NotStarted)
            return null;
        if (ignored.End == ChildEnd.Stopped)
            return GitResult.Unknown(GitProblems.TooSlow(Timeout));
        if (ignored.Output.Split('\0') is not [string source, _, string pattern, _, ""] || HasError(ignored.Error))
            return GitResult.Unknown(Explain(ignored, repository));
        if (GitIndex.IsDamaged(repository))
            return GitResult.Unknown(GitProblems.DamagedIndex(repository));
        if (pattern.Length > 0 && pattern[0] != '!')
            return new(GitState.Ignored, IgnoreFile: Path.GetFullPath(source, repository.Root));

        TimeSpan left = Timeout - Stopwatch.GetElapsedTime(start);
        ChildResult tracked = (git with
        {
            Arguments = [.. s_options, "--literal-pathspecs", "ls-files", "-z", "--error-unmatch", "--", path],
            Input = "",
            Timeout = left > TimeSpan.Zero ? left : TimeSpan.Zero,
        }).Run(cancellationToken);
        if (tracked.End != ChildEnd.Closed)
            return GitResult.Unknown(tracked.End == ChildEnd.Stopped ? GitProblems.TooSlow(Timeout) : GitProblems.DoesNotStart);
        if (tracked.Output.EndsWith('\0') && !HasError(tracked.Error))
            return new(GitState.Tracked);

        return IsNotTracked(tracked) ? new(GitState.Exposed) : GitResult.Unknown(Explain(tracked, repository));
    }

    /// <summary>No output proves nothing: git has to say that it does not know the file, and nothing else that went wrong.</summary>
    private static bool IsNotTracked(ChildResult result)
    {
        string[] errors = [.. ErrorLines(result.Error)];
        return result.Output.Length == 0 && errors is [string only] && only.Contains(NotTracked, StringComparison.Ordinal);
    }

    internal static bool HasError(string messages) => ErrorLines(messages).Any();

    /// <summary>A warning beside an error is about something else.</summary>
    private static GitProblem Explain(ChildResult result, GitRepository repository) => Explain(result.Error, repository);

    internal static GitProblem Explain(string messages, GitRepository repository) =>
        GitProblems.FromMessages(HasError(messages) ? string.Join('\n', ErrorLines(messages)) : messages, repository);

    /// <summary>The lines that say more than a warning. Without an object that it may not fetch, git warns and goes on with less than it should know.</summary>
    private static IEnumerable<string> ErrorLines(string messages) => messages.Split('\n').Where(line =>
        line.StartsWith("error:", StringComparison.Ordinal) || line.StartsWith("fatal:", StringComparison.Ordinal) || line.Contains("lazy fetching", StringComparison.Ordinal));

    internal static Dictionary<string, string> MakeEnvironment(GitRepository repository, HostEnvironment host)
    {
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = Executable.SearchPath(host),
            ["LC_ALL"] = "C",
            ["GIT_ALLOW_PROTOCOL"] = "none", // Of a partial clone, missing objects would be fetched, by programs its configuration names.
            ["GIT_NO_LAZY_FETCH"] = "1", // The same; an older git does not know it.
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_DISCOVERY_ACROSS_FILESYSTEM"] = "1",
        };
        // What git does not take for a repository, it passes over; a repository further up would then answer for this one.
        if (Path.GetDirectoryName(repository.Root) is { } above)
            environment["GIT_CEILING_DIRECTORIES"] = above;
        foreach (string name in s_passed)
        {
            if (host.Get(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        if (!OperatingSystem.IsWindows() && host.HomeDirectory.Length > 0) // There git has a rule of its own.
            environment.TryAdd("HOME", host.HomeDirectory);
        return environment;
    }

    private static string NearestDirectory(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        while (directory is not null && !Directory.Exists(directory))
            directory = Path.GetDirectoryName(directory);
        return directory ?? Path.GetPathRoot(path)!;
    }
}
