using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud;

/// <summary>An identity token (OpenID Connect Core 1.0, section 3.1.3.7), checked: who logged in.</summary>
internal sealed record IdToken(string Subject, string Email)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>Checks signature, issuer, audience and time, and returns the user.</summary>
    /// <exception cref="DiagnosticException">It is not valid, or lacks the user's address (LLENV0055).</exception>
    internal static IdToken Verify(Secret token, JsonMembers keys, string issuer, string clientId, DateTimeOffset now)
    {
        // Whatever is wrong with it: no message of a parser, which may quote it.
        try
        {
            string[] parts = token.Reveal().Split('.');
            if (parts.Length != 3)
                throw Invalid("is no signed token");

            using JsonDocument header = Parse(parts[0]);
            if (Text(header, "alg") != "RS256" || header.RootElement.TryGetProperty("crit", out _))
                throw Invalid("is not signed with RS256, or has conditions that are not known here");
            if (!IsSigned(parts, Text(header, "kid"), keys))
                throw Invalid("has no valid signature");

            using JsonDocument claims = Parse(parts[1]);
            if (Text(claims, "iss") != issuer)
                throw Invalid("was issued by somebody else");
            if (!IsFor(claims, clientId))
                throw Invalid("is for somebody else");
            if (!claims.RootElement.TryGetProperty("exp", out JsonElement expiry) || !expiry.TryGetDouble(out double seconds) || seconds <= (now - s_skew).ToUnixTimeSeconds())
                throw Invalid("has expired, or this machine's clock is wrong");

            return new IdToken(
                Text(claims, "sub") is { Length: > 0 } subject ? subject : throw Invalid("does not say who the user is"),
                Text(claims, "email") is { Length: > 0 } email && !email.Any(char.IsControl) ? email : throw Invalid("has no e-mail address, which names the profile"));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or CryptographicException)
        {
            throw Invalid("is malformed");
        }
    }

    /// <summary>By the key it names; by any RSA key for signatures where it, or the key, has no name.</summary>
    private static bool IsSigned(string[] parts, string? keyId, JsonMembers keys)
    {
        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        return keys.Objects("keys").Any(key => IsSignedBy(key, keyId, signed, signature));
    }

    /// <summary>What is no key that can be used is passed over, as RFC 7517 (section 5) has it: the next one may be.</summary>
    private static bool IsSignedBy(JsonMembers key, string? keyId, byte[] signed, byte[] signature)
    {
        try
        {
            if (key.Text("kty") != "RSA" || key.OptionalText("use") is not (null or "sig") || key.OptionalText("alg") is not (null or "RS256") || (keyId is not null && (key.OptionalText("kid") ?? keyId) != keyId))
                return false;

            using RSA rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key.Id("n")), Exponent = Base64Url.DecodeFromChars(key.Id("e")) });
            return rsa.KeySize >= 2048 && rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is DiagnosticException or FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether the audience holds the client; of several, the client must be the one it was issued to.</summary>
    private static bool IsFor(JsonDocument claims, string clientId)
    {
        if (!claims.RootElement.TryGetProperty("aud", out JsonElement audience))
            return false;

        string?[] clients = audience.ValueKind == JsonValueKind.Array ? [.. audience.EnumerateArray().Select(static client => client.GetString())] : [audience.GetString()];
        return clients.Contains(clientId, StringComparer.Ordinal) && (Text(claims, "azp") ?? clientId) == clientId && (clients.Length == 1 || Text(claims, "azp") is not null);
    }

    private static JsonDocument Parse(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part));

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found.GetString() : null;

    private static DiagnosticException Invalid(string what) => new(Findings.LoginFailed($"the identity token of the login {what}"));
}
