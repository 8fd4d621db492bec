using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Inspection.Scan;

/// <summary>Asks git, and says with LLENV0038 why it cannot be asked.</summary>
internal static class GitQuery
{
    internal const string Ignored = "which files it ignores";
    internal const string Staged = "what is staged";
    internal const string History = "for the history";

    private const string WithoutGit = "To look at all files without git, pass --no-ignore";

    /// <summary>Before git runs: what it would not see itself.</summary>
    /// <exception cref="DiagnosticException">It would answer for another repository, or with less than there is.</exception>
    internal static void Check(GitRepository repository, string folder, string subject, HostEnvironment host)
    {
        if (GitVariables.FindRedirection(repository, host) is { } variable)
            throw Refuse(folder, subject, GitProblems.Redirected(variable));
        if (repository.IsBare && subject != History)
            throw Refuse(folder, subject, GitProblems.Bare(repository.Root));
        if (!repository.IsBare && GitIndex.IsDamaged(repository))
            throw Refuse(folder, subject, GitProblems.DamagedIndex(repository));
    }

    /// <exception cref="DiagnosticException">It does not start.</exception>
    internal static GitCommand Start(GitRepository repository, string folder, IEnumerable<string> arguments, string subject, HostEnvironment host) =>
        GitCommand.Start(repository, folder, host, arguments, out GitProblem? problem) ?? throw Refuse(folder, subject, problem!);

    /// <exception cref="DiagnosticException">It did not get to its end.</exception>
    internal static void End(GitCommand git, string folder, string subject)
    {
        if (git.End() is { } problem)
            throw Refuse(folder, subject, problem);
    }

    internal static DiagnosticException Refuse(string folder, string subject, GitProblem problem) =>
        new(Findings.GitNotAsked(folder, subject, problem.Cause, subject == Ignored ? $"{problem.Fix}. {WithoutGit}" : problem.Fix));

    /// <summary>What ends with a NUL each, of an output that is read to its end.</summary>
    internal static IEnumerable<byte[]> Records(Stream output)
    {
        byte[] buffer = new byte[64 * 1024];
        int start = 0;
        int end = 0;
        while (true)
        {
            int found = Array.IndexOf(buffer, (byte)0, start, end - start);
            if (found >= 0)
            {
                yield return buffer[start..found];
                start = found + 1;
                continue;
            }

            Array.Copy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            int read = output.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }
    }
}
