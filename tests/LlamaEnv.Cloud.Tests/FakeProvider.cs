using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LlamaEnv.Cloud.Tests;

/// <summary>A server that plays an OpenID provider by script, and the tokens it signs.</summary>
internal static class FakeProvider
{
    internal const string Discovery = "/.well-known/openid-configuration";
    internal const string Device = "/device/auth";
    internal const string Token = "/token";
    internal const string Keys = "/jwks";

    internal static RSA Key { get; } = RSA.Create(2048);

    internal static Reply Pending { get; } = Error("authorization_pending");

    /// <summary>Document, keys and the start of a device login; what <see cref="Token"/> says is the test's.</summary>
    internal static FakeServer WithProvider(this FakeServer server, string device = """ "expires_in":600,"interval":7 """) => server
        .On(Discovery, Reply.Json($$"""{"issuer":"{{server.Url}}","token_endpoint":"{{server.Url}}{{Token}}","device_authorization_endpoint":"{{server.Url}}{{Device}}","jwks_uri":"{{server.Url}}{{Keys}}"}"""))
        .On(Device, Reply.Json($$"""{"device_code":"device-canary","user_code":"ABCD-EFGH","verification_uri":"{{server.Url}}/activate","verification_uri_complete":"{{server.Url}}/activate?code=ABCD-EFGH",{{device}}}"""))
        .On(Keys, Reply.Json(KeySet("k", Key)));

    internal static Reply Error(string name, int status = 400) => Reply.Json($$"""{"error":"{{name}}","error_description":"{{Reply.Canary}}"}""", status);

    internal static Reply Tokens(string access, string? refresh, string? id = null) =>
        Reply.Json(JsonSerializer.Serialize(new Dictionary<string, string?> { ["access_token"] = access, ["refresh_token"] = refresh, ["id_token"] = id, ["token_type"] = "Bearer" }));

    internal static string KeySet(string id, RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"EC","kid":"e","crv":"P-256"},{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{id}}","n":"{{Encode(parameters.Modulus!)}}","e":"{{Encode(parameters.Exponent!)}}"}]}""";
    }

    internal static string IdToken(string issuer, DateTimeOffset expires, string audience = "\"test-cli\"", string rest = """ "sub":"user-1","email":"user@example.com" """) =>
        Sign("""{"alg":"RS256","kid":"k"}""", $$"""{"iss":"{{issuer}}","aud":{{audience}},"exp":{{expires.ToUnixTimeSeconds()}},{{rest}}}""", Key);

    internal static string Sign(string header, string claims, RSA key)
    {
        string signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    internal static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
