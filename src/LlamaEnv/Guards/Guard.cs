using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using LlamaEnv.Outputs;

namespace LlamaEnv.Guards;

/// <summary>What could carry a file with secrets to others: git, and everything that ships a project's files.</summary>
internal static class Guard
{
    /// <summary>The findings about one output. A <c>.gitignore</c> to be extended joins <paramref name="changes"/>.</summary>
    internal static IEnumerable<Diagnostic> Check(OutputUpdate update, Plan plan, bool addToGitignore, List<FileChange> changes)
    {
        if (!update.Output.IsInSourceTree || !update.HoldsSecrets)
            return [];

        // Asking git costs a process or two; a build that changes nothing pays for none.
        return update.ChangesContent || addToGitignore
            ? [.. ShippingGuard.Check(update.Path, plan), .. CheckGit(update.Path, plan, addToGitignore, changes)]
            : ShippingGuard.Check(update.Path, plan);
    }

    private static IEnumerable<Diagnostic> CheckGit(string path, Plan plan, bool addToGitignore, List<FileChange> changes)
    {
        string target = FollowLinks(path);
        switch (Git.StateOf(target))
        {
            case GitState.Tracked when !plan.AllowsTracked:
                yield return Findings.TrackedByGit(target);
                break;
            case GitState.Exposed when addToGitignore:
                changes.Add(Gitignore.Extend(target));
                break;
            case GitState.Exposed:
                yield return Findings.NotIgnoredByGit(target, $"{Gitignore.LineFor(target)} and {Gitignore.LineFor(AtomicFile.StagedPath(target))}");
                break;
        }
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
