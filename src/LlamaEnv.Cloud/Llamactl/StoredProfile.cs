namespace LlamaEnv.Cloud.Llamactl;

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

    /// <summary>Whether its key is the one that a server has under an id, however the server's URL is written.</summary>
    internal bool HasKeyId(string? keyId, string apiUrl) => keyId is { Length: > 0 } && ApiKeyId == keyId && Detection.ApiUrl.AreSame(ApiUrl, apiUrl);
}
