using LlamaEnv.Cloud.Http;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The tokens an OpenID provider has issued.</summary>
internal sealed record TokenAnswer(Secret AccessToken, Secret? RefreshToken, Secret? IdToken)
{
    internal static TokenAnswer From(JsonMembers json) => new(json.Secret("access_token"), json.OptionalSecret("refresh_token"), json.OptionalSecret("id_token"));
}
