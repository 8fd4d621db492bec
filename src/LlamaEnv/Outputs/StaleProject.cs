namespace LlamaEnv.Outputs;

/// <summary>A project id that stays in a file although the key beside it comes from a source without one.</summary>
internal static class StaleProject
{
    /// <summary>Whether the set has no project, and the file has one that came with another key, or with none.</summary>
    internal static bool IsLeft(IReadOnlyList<Credential> credentials, string? fileKey, string? fileProject) =>
        !string.IsNullOrEmpty(fileProject)
        && credentials.All(c => c.Variable != Variable.ProjectId)
        && credentials.Any(c => c.Variable == Variable.ApiKey && !c.Value.Ask(key => key.SequenceEqual(fileKey)));
}
