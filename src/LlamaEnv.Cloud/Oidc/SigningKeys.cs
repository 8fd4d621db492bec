using LlamaEnv.Cloud.Http;
using Microsoft.IdentityModel.Tokens;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The keys of a JSON Web Key Set (RFC 7517) that an identity token can be signed with.</summary>
internal static class SigningKeys
{
    private const int MinKeyBits = 2048;

    /// <summary>One by one: what is no key that can be used is passed over, as RFC 7517 (section 5) has it, and the next one may be.</summary>
    internal static IReadOnlyList<JsonWebKey> Of(JsonMembers set) => [.. set.Objects("keys").Select(Parse).OfType<JsonWebKey>()];

    private static JsonWebKey? Parse(JsonMembers members)
    {
        try
        {
            JsonWebKey key = new(members.Json);
            return key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.Use is null or "sig" && key.Alg is null or SecurityAlgorithms.RsaSha256 && key.KeySize >= MinKeyBits ? key : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
