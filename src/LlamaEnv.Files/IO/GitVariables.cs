namespace LlamaEnv.Files.IO;

/// <summary>
/// Variables that point the git of this environment to a repository of their own: a hook has them, and who keeps a home
/// folder under git. They are not passed on; the repository around the file is asked.
/// </summary>
internal static class GitVariables
{
    internal const string IndexFile = "GIT_INDEX_FILE";

    /// <summary>The first that means another repository than this one; null where none does, as in this one's own hooks.</summary>
    internal static string? FindRedirection(GitRepository? repository, HostEnvironment host)
    {
        foreach ((string name, Func<GitRepository, string> own, bool isFile) in s_variables)
        {
            if (host.Get(name) is { Length: > 0 } value && (repository is null || !IsSame(value, own(repository), isFile, host)))
                return name;
        }

        return null;
    }

    private static readonly (string Name, Func<GitRepository, string> Own, bool IsFile)[] s_variables =
    [
        ("GIT_DIR", static repository => repository.Directory, false),
        ("GIT_WORK_TREE", static repository => repository.Root, false),
        ("GIT_COMMON_DIR", static repository => repository.CommonDirectory, false),
        (IndexFile, static repository => repository.Directory, true), // A commit of some files only has one of its own there.
    ];

    private static bool IsSame(string value, string own, bool isFile, HostEnvironment host)
    {
        try
        {
            string path = AtomicFile.FollowLinks(Path.GetFullPath(value, host.CurrentDirectory));
            return Path.TrimEndingDirectorySeparator(isFile ? Path.GetDirectoryName(path) ?? path : path)
                .Equals(Path.TrimEndingDirectorySeparator(AtomicFile.FollowLinks(own)), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
