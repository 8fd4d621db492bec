using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The tokens an OpenID provider has issued.</summary>
internal sealed record TokenResponse(Secret AccessToken, Secret? RefreshToken, Secret? IdToken)
{
    internal static TokenResponse From(JsonMembers json) => new(json.Secret("access_token"), json.OptionalSecret("refresh_token"), json.OptionalSecret("id_token"));
}
