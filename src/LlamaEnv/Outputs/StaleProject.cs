namespace LlamaEnv.Outputs;

/// <summary>A project id that stays in a file although the key beside it comes from a source without one.</summary>
internal static class StaleProject
{
    /// <summary>Whether a project that is there would be left beside a key it need not belong to. A set from the file itself has it.</summary>
    internal static bool IsLeft(IReadOnlyList<Credential> credentials, bool fileHasProject) =>
        fileHasProject && credentials.All(c => c.Variable != Variable.ProjectId);
}
