namespace LlamaEnv.Tool.Completion;

/// <summary>What a shell is told.</summary>
/// <param name="Candidates">The words that begin as the one that is typed.</param>
/// <param name="TakesPath">Whether the name of a file or folder may stand there, too, which the shell knows better.</param>
internal sealed record Answer(IReadOnlyList<Candidate> Candidates, bool TakesPath)
{
    internal static readonly Answer Nothing = new([], TakesPath: false);

    /// <summary>Nothing of ours: the shell goes on as it would without us.</summary>
    internal static readonly Answer Path = new([], TakesPath: true);
}
