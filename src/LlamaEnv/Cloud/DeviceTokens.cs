namespace LlamaEnv.Cloud;

/// <summary>A login as llamactl keeps it with a profile: who logged in, where, and the tokens.</summary>
/// <param name="DeviceName">The machine that logged in.</param>
/// <param name="UserId">The user's id, by which a later login of the same user is known.</param>
/// <param name="Email">The user's address.</param>
/// <param name="ClientId">The id the command line logged in with.</param>
/// <param name="DiscoveryUrl">The OpenID provider's document.</param>
/// <param name="AccessToken">Sent with every call, for as long as it lasts.</param>
/// <param name="RefreshToken">Gets the next access token, and may be used once; null where the login cannot be renewed.</param>
/// <param name="IdToken">The proof of who the user is.</param>
internal sealed record DeviceTokens(
    string DeviceName, string UserId, string Email, string ClientId, string DiscoveryUrl, Secret AccessToken, Secret? RefreshToken, Secret? IdToken);
