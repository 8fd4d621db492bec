namespace LlamaEnv.Cloud.Oidc;

/// <summary>What an OpenID provider's document says, as far as a device login needs it.</summary>
internal sealed record OidcProvider(string Issuer, Uri TokenEndpoint, Uri? DeviceEndpoint, Uri Keys);
