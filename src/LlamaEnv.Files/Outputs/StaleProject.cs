namespace LlamaEnv.Outputs;

/// <summary>A project id that stays in a file although the key beside it comes from a source without one.</summary>
internal static class StaleProject
{
    /// <summary>
    /// Whether there is a set, it has no project, and the file keeps one. Said in every run, not only when the key changes: the next
    /// run would read the two from the file as one set. A set from the file itself has its project.
    /// </summary>
    internal static bool IsLeft(IReadOnlyList<Credential> credentials, string? fileProject) =>
        !string.IsNullOrEmpty(fileProject)
        && credentials.Any(c => c.Variable == Variable.ApiKey)
        && credentials.All(c => c.Variable != Variable.ProjectId);
}
