namespace LlamaEnv.Cloud.Oidc;

/// <summary>How to log in to a deployment.</summary>
/// <param name="DiscoveryUrl">The OpenID provider's document.</param>
/// <param name="ClientId">The id a command line logs in with.</param>
internal sealed record OidcSetup(Uri DiscoveryUrl, string ClientId);
