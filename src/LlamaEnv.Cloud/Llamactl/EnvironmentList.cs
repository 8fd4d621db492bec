using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>All environments, and the current one, which need not be among them.</summary>
internal sealed record EnvironmentList(IReadOnlyList<StoredEnvironment> All, StoredEnvironment Current);
