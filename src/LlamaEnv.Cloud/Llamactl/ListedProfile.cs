namespace LlamaEnv.Cloud.Llamactl;

/// <summary>A row of the store as a list has it: without the secrets, which nobody opens to look a name up.</summary>
/// <param name="Name">Unique within an environment.</param>
/// <param name="ProjectId">The project it works on.</param>
/// <param name="HasKey">Whether it holds a key.</param>
/// <param name="HasLogin">Whether it holds the tokens of a login.</param>
internal sealed record ListedProfile(string Name, string ProjectId, bool HasKey, bool HasLogin);
