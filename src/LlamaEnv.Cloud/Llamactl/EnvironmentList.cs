namespace LlamaEnv.Profiles;

/// <summary>All environments, and the current one, which need not be among them.</summary>
internal sealed record EnvironmentList(IReadOnlyList<StoredEnvironment> All, StoredEnvironment Current);
