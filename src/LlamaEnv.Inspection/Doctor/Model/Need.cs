namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>What shows that a runtime needs the key, where its reader knows it and no program does: a build that checks it, tests that read it.</summary>
/// <param name="Evidence">As a message says it: <c>tests/Live reads LLAMA_CLOUD_API_KEY</c>.</param>
/// <param name="IsCertain">Whether it fails without; tests may skip themselves.</param>
internal sealed record Need(string Evidence, bool IsCertain)
{
    /// <summary>What a missing key does there, where a message has to say it.</summary>
    internal string? Effect { get; init; }
}
