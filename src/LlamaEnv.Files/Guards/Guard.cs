using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using LlamaEnv.Outputs;

namespace LlamaEnv.Guards;

/// <summary>What could carry a file with secrets to others: git, and everything that ships a project's files.</summary>
internal static class Guard
{
    /// <summary>The findings about one output, and the change of a <c>.gitignore</c> that answers one of them, if that is asked for.</summary>
    internal static (IReadOnlyList<Diagnostic> Diagnostics, FileChange? Gitignore) Check(OutputUpdate update, Plan plan, HostEnvironment host, bool addToGitignore)
    {
        if (!update.Output.IsInSourceTree || !update.HoldsSecrets)
            return ([], null);

        IEnumerable<Diagnostic> shipping = ShippingGuard.Check(update.Path, plan);
        // Asking git costs a process or two; a build that changes nothing pays for none.
        if (!update.ChangesContent && !addToGitignore)
            return ([.. shipping], null);

        string target = FollowLinks(update.Path);
        return Git.StateOf(target, host) switch
        {
            GitState.Tracked when !plan.AllowsTracked => ([.. shipping, Findings.TrackedByGit(target)], null),
            GitState.Exposed when addToGitignore => ([.. shipping], Gitignore.Extend(target)),
            GitState.Exposed => ([.. shipping, Findings.NotIgnoredByGit(target, $"{Gitignore.LineFor(target)} and {Gitignore.LineFor(AtomicFile.StagedPath(target))}")], null),
            _ => ([.. shipping], null),
        };
    }

    private static string FollowLinks(string path)
    {
        try
        {
            return AtomicFile.FollowLinks(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path; // Writing fails for the same reason, and says so.
        }
    }
}
