namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>What is in an archive.</summary>
/// <param name="Name">Its path in there.</param>
/// <param name="Content">Its bytes, until the next entry is asked for; null where they cannot be had.</param>
/// <param name="Problem">Why not.</param>
internal sealed record ContainerEntry(string Name, Stream? Content, string? Problem);
