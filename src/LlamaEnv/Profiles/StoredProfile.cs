namespace LlamaEnv.Profiles;

/// <summary>A row of the store: name and URL identify it.</summary>
/// <param name="Id">A UUID. Null in a row that a program other than llamactl wrote; the next change gives it one.</param>
/// <param name="Name">Unique within an environment.</param>
/// <param name="ApiUrl">The environment's URL.</param>
/// <param name="ProjectId">The project it works on.</param>
/// <param name="ApiKey">Null and empty both mean none.</param>
/// <param name="ApiKeyId">The server's id of a key that a login made, so that a logout can delete it.</param>
/// <param name="LoginJson">What <see cref="DeviceLogin"/> reads; null and empty both mean none. It holds tokens.</param>
internal sealed record StoredProfile(string? Id, string Name, string ApiUrl, string ProjectId, Secret? ApiKey, string? ApiKeyId, Secret? LoginJson)
{
    internal bool HasKey => ApiKey is { IsEmpty: false };

    internal bool HasLogin => LoginJson is { IsEmpty: false };

    /// <summary>
    /// Whether this, found under the same name, is what <paramref name="before"/> has become: one that was deleted and made
    /// again is not, one that has got an id meanwhile is.
    /// </summary>
    internal bool Continues(StoredProfile before) => before.Id is null || Id == before.Id;
}

/// <summary>A row of the store as a list has it: without the secrets, which nobody opens to look a name up.</summary>
/// <param name="Name">Unique within an environment.</param>
/// <param name="ProjectId">The project it works on.</param>
/// <param name="HasKey">Whether it holds a key.</param>
/// <param name="HasLogin">Whether it holds the tokens of a login.</param>
internal sealed record ListedProfile(string Name, string ProjectId, bool HasKey, bool HasLogin);

/// <summary>Profiles of the current environment.</summary>
/// <param name="Environment">That environment.</param>
/// <param name="All">Its profiles, by name.</param>
/// <param name="Current">The current one; null where none is, or where the one that is set does not exist.</param>
internal sealed record ProfileList(StoredEnvironment Environment, IReadOnlyList<ListedProfile> All, StoredProfile? Current);
