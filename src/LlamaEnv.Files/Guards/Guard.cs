using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Files.Guards;

/// <summary>What could carry a file with secrets to others: git, and everything that ships a project's files.</summary>
internal static class Guard
{
    /// <summary>The findings about one output, and the change of a <c>.gitignore</c> that answers one of them, if that is asked for.</summary>
    internal static (IReadOnlyList<Diagnostic> Diagnostics, FileChange? Gitignore) Check(
        OutputUpdate update, Plan plan, HostEnvironment host, GitStamp stamp, bool addToGitignore, CancellationToken cancellationToken)
    {
        if (!update.Output.IsInSourceTree || !update.HoldsSecrets)
            return ([], null);

        List<Diagnostic> findings = [.. ShippingGuard.Check(update.Path, plan)];
        string target = FollowLinks(update.Path);
        GitRepository? repository = GitRepository.Find(target);
        if (GitVariables.FindRedirection(repository, host) is { } variable)
            findings.Add(Unknown(target, GitProblems.Redirected(variable)));

        // Asking costs a process or two; a build that changes nothing pays for none while nothing changed that git looks at.
        GitFingerprint fingerprint = GitFingerprint.Of(target, repository, host, plan.AllowsTracked);
        if (!update.ChangesContent && !addToGitignore && stamp.Knows(fingerprint))
            return (findings, null);

        GitResult result = Git.Query(target, repository, host, cancellationToken);
        FileChange? gitignore = null;
        switch (result.State)
        {
            case GitState.Tracked when !plan.AllowsTracked:
                findings.Add(Findings.TrackedByGit(target));
                break;
            case GitState.Exposed or GitState.Unknown when addToGitignore && Gitignore.FindObstacle(target) is { } obstacle:
                // Git may wait for a pipe for ever, so it has to be said also where there is no answer.
                findings.Add(Findings.CannotWrite(Gitignore.PathFor(target), $"it is {obstacle}, and git reads no rules from one, so {Gitignore.LineFor(target)} cannot be added", "Put a file in its place, or add the line to .git/info/exclude"));
                if (result.State == GitState.Unknown)
                    findings.Add(Unknown(target, result.Problem!));
                break;
            case GitState.Exposed when addToGitignore:
                gitignore = Gitignore.Extend(target);
                break;
            case GitState.Exposed:
                findings.Add(Findings.NotIgnoredByGit(target, $"{Gitignore.LineFor(target)} and {Gitignore.LineFor(AtomicFile.StagedPath(target))}", Gitignore.FindObstacle(target)));
                break;
            case GitState.Unknown:
                findings.Add(Unknown(target, result.Problem!));
                break;
            default:
                stamp.Add(fingerprint, result);
                break;
        }

        return (findings, gitignore);
    }

    /// <summary>The finding about an app that is carried to its visitors, where an output of it would hold secrets beside its sources. Once, whatever the number of outputs.</summary>
    internal static IEnumerable<Diagnostic> CheckClientApp(IEnumerable<OutputUpdate> updates, Plan plan) =>
        plan.ClientApp is { } what && updates.FirstOrDefault(u => u.Output.IsInSourceTree && u.HoldsSecrets) is { } update
            ? [Findings.ClientApp(update.Path, what, plan.IsPublishing)]
            : [];

    private static Diagnostic Unknown(string path, GitProblem problem) => Findings.GitUnknown(path, problem.Cause, problem.Fix);

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
