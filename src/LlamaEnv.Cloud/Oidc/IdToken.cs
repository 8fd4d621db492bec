using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>An identity token (OpenID Connect Core 1.0, section 3.1.3.7), checked: who logged in.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "Its signature is checked.")]
internal sealed record IdToken(string Subject, string Email)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>Checks signature, issuer, audience and time, and returns the user.</summary>
    /// <exception cref="DiagnosticException">It is not valid, or lacks the user's address (LLENV0055).</exception>
    internal static async Task<IdToken> VerifyAsync(Secret token, JsonMembers keys, string issuer, string clientId, DateTimeOffset now)
    {
        // Whatever is wrong with it: no message of a parser, which may quote it.
        try
        {
            JsonWebToken parsed = new(token.Reveal());
            // The library passes over conditions.
            if (parsed.Alg != SecurityAlgorithms.RsaSha256 || parsed.TryGetHeaderValue("crit", out object _))
                throw Invalid("is not signed with RS256, or has conditions that are not known here");

            TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(parsed, Rules(SigningKeys.Of(keys), issuer, clientId, now)).ConfigureAwait(false);
            return result.IsValid ? Read(parsed, clientId) : throw Invalid(Describe(result.Exception));
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException or InvalidOperationException)
        {
            throw Invalid("is malformed");
        }
    }

    private static TokenValidationParameters Rules(IReadOnlyList<JsonWebKey> keys, string issuer, string clientId, DateTimeOffset now) => new()
    {
        // A cache would outlive the login.
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        IgnoreTrailingSlashWhenValidatingAudience = false,
        // By the key it names; by any where it, or the key, has no name.
        IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Where(key => string.IsNullOrEmpty(keyId) || string.IsNullOrEmpty(key.KeyId) || key.KeyId == keyId),
        LifetimeValidator = (notBefore, expires, _, _) => expires > (now - s_skew).UtcDateTime && (notBefore ?? DateTime.MinValue) <= (now + s_skew).UtcDateTime,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidAudience = clientId,
        ValidIssuer = issuer,
    };

    /// <summary>By kind only: the library's messages are for its own users, who may show what is in a token.</summary>
    private static string Describe(Exception failure) => failure switch
    {
        SecurityTokenInvalidSignatureException => "has no valid signature",
        SecurityTokenInvalidIssuerException => "was issued by another provider",
        SecurityTokenInvalidAudienceException => "is for another client",
        SecurityTokenInvalidLifetimeException => "has expired, or this machine's clock is wrong",
        _ => "is malformed",
    };

    /// <summary>
    /// The user of a token that is valid. Not by the library, which makes texts of numbers and flags, and takes a token to be
    /// for each of its audiences: of several, the client must be the one it was issued to.
    /// </summary>
    private static IdToken Read(JsonWebToken token, string clientId)
    {
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        string? issuedTo = Text(claims, "azp");
        if ((issuedTo ?? clientId) != clientId || (issuedTo is null && token.Audiences.Count() > 1))
            throw Invalid("is for another client");
        if (claims.RootElement.GetProperty("exp").ValueKind != JsonValueKind.Number)
            throw Invalid("is malformed");

        return new IdToken(
            Text(claims, "sub") is { Length: > 0 } subject ? subject : throw Invalid("does not say who the user is"),
            Text(claims, "email") is { Length: > 0 } email && !email.Any(char.IsControl) ? email : throw Invalid("has no e-mail address, which names the profile"));
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found.GetString() : null;

    private static DiagnosticException Invalid(string what) => new(Findings.LoginFailed($"the identity token of the login {what}"));
}
