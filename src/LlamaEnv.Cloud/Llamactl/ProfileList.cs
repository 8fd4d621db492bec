using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>Profiles of the current environment.</summary>
/// <param name="Environment">That environment.</param>
/// <param name="All">Its profiles, by name.</param>
/// <param name="Current">The current one; null where none is, or where the one that is set does not exist.</param>
internal sealed record ProfileList(StoredEnvironment Environment, IReadOnlyList<ListedProfile> All, StoredProfile? Current);
