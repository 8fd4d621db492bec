using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LlamaEnv.TestKit;

/// <summary>A server that plays an OpenID provider by script, and the tokens it signs.</summary>
public static class FakeProvider
{
    public const string Discovery = "/.well-known/openid-configuration";
    public const string Device = "/device/auth";
    public const string Token = "/token";
    public const string Keys = "/jwks";

    public static RSA Key { get; } = RSA.Create(2048);

    public static Reply Pending { get; } = Error("authorization_pending");

    /// <summary>Document, keys and the start of a device login; what <see cref="Token"/> says is the test's.</summary>
    public static FakeServer WithProvider(this FakeServer server, string device = """ "expires_in":600,"interval":7 """) => server
        .On(Discovery, Reply.Json($$"""{"issuer":"{{server.Url}}","token_endpoint":"{{server.Url}}{{Token}}","device_authorization_endpoint":"{{server.Url}}{{Device}}","jwks_uri":"{{server.Url}}{{Keys}}"}"""))
        .On(Device, Reply.Json($$"""{"device_code":"device-canary","user_code":"ABCD-EFGH","verification_uri":"{{server.Url}}/activate","verification_uri_complete":"{{server.Url}}/activate?code=ABCD-EFGH",{{device}}}"""))
        .On(Keys, Reply.Json(KeySet("k", Key)));

    public static Reply Error(string name, int status = 400) => Reply.Json($$"""{"error":"{{name}}","error_description":"{{Reply.Canary}}"}""", status);

    public static Reply Tokens(string access, string? refresh, string? id = null) =>
        Reply.Json(JsonSerializer.Serialize(new Dictionary<string, string?> { ["access_token"] = access, ["refresh_token"] = refresh, ["id_token"] = id, ["token_type"] = "Bearer" }));

    public static string KeySet(string id, RSA key)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"EC","kid":"e","crv":"P-256"},{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{id}}","n":"{{Encode(parameters.Modulus!)}}","e":"{{Encode(parameters.Exponent!)}}"}]}""";
    }

    public static string IdToken(string issuer, DateTimeOffset expires, string audience = "\"test-cli\"", string rest = """ "sub":"user-1","email":"user@example.com" """) =>
        Sign("""{"alg":"RS256","kid":"k"}""", $$"""{"iss":"{{issuer}}","aud":{{audience}},"exp":{{expires.ToUnixTimeSeconds()}},{{rest}}}""", Key);

    public static string Sign(string header, string claims, RSA key)
    {
        string signed = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
