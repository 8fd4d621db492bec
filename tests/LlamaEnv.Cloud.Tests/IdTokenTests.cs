using System.Security.Cryptography;
using System.Text;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;

namespace LlamaEnv.Cloud.Tests;

[TestClass]
public sealed class IdTokenTests
{
    private const string Issuer = "https://id.example";
    private const string Claims = """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":"s","email":"canary@example.com"}""";
    private const string Header = """{"alg":"RS256","kid":"k"}""";
    private static readonly string s_long = FakeProvider.Encode([.. Enumerable.Repeat((byte)0xC5, 256)]);
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1999999000);

    [TestMethod]
    [DataRow(Header, Claims)]
    [DataRow("""{"alg":"RS256"}""", Claims)]
    [DataRow("""{"alg":"RS256","kid":"k","typ":"JWT"}""", """{"iss":"https://id.example","aud":["test-cli"],"exp":2000000000.5,"sub":"s","email":"canary@example.com","more":{}}""")]
    [DataRow(Header, """{"iss":"https://id.example","aud":["other","test-cli"],"azp":"test-cli","exp":2000000000,"sub":"s","email":"canary@example.com"}""")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":1999998970,"sub":"s","email":"canary@example.com"}""")]
    public async Task A_valid_token_names_the_user(string header, string claims) =>
        Assert.AreEqual(new IdToken("s", "canary@example.com"), await VerifyAsync(FakeProvider.Sign(header, claims, FakeProvider.Key)));

    [TestMethod]
    [DataRow(Header, """{"iss":"https://other.example","aud":"test-cli","exp":2000000000,"sub":"s","email":"canary@example.com"}""", "issued by another provider")]
    [DataRow(Header, """{"aud":"test-cli","exp":2000000000,"sub":"s","email":"canary@example.com"}""", "issued by another provider")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"other","exp":2000000000,"sub":"s","email":"canary@example.com"}""", "for another client")]
    [DataRow(Header, """{"iss":"https://id.example","exp":2000000000,"sub":"s","email":"canary@example.com"}""", "for another client")]
    [DataRow(Header, """{"iss":"https://id.example","aud":["other","test-cli"],"exp":2000000000,"sub":"s","email":"canary@example.com"}""", "for another client")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","azp":"other","exp":2000000000,"sub":"s","email":"canary@example.com"}""", "for another client")]
    [DataRow(Header, """{"iss":"https://id.example","aud":17,"exp":2000000000,"sub":"s","email":"canary@example.com"}""", "malformed")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":1999998940,"sub":"s","email":"canary@example.com"}""", "expired")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","sub":"s","email":"canary@example.com"}""", "expired")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":"2000000000","sub":"s","email":"canary@example.com"}""", "malformed")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"email":"canary@example.com"}""", "who the user is")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":"canary"}""", "e-mail address")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":"canary","email":""}""", "e-mail address")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":"canary","email":"a\n@example.com"}""", "e-mail address")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":17,"email":"canary@example.com"}""", "malformed")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"sub":"canary","email":true}""", "malformed")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli","exp":2000000000,"nbf":1999999061,"sub":"canary","email":"a@example.com"}""", "clock is wrong")]
    [DataRow(Header, """{"iss":"https://ID.example","aud":"test-cli","exp":2000000000,"sub":"canary","email":"a@example.com"}""", "issued by another provider")]
    [DataRow(Header, """{"iss":"https://id.example/","aud":"test-cli","exp":2000000000,"sub":"canary","email":"a@example.com"}""", "issued by another provider")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"test-cli/","exp":2000000000,"sub":"canary","email":"a@example.com"}""", "for another client")]
    [DataRow(Header, """{"iss":"https://id.example","aud":"TEST-CLI","exp":2000000000,"sub":"canary","email":"a@example.com"}""", "for another client")]
    [DataRow(Header, "canary", "malformed")]
    [DataRow(Header, """["canary"]""", "malformed")]
    [DataRow("""{"alg":"RS256","kid":"other"}""", Claims, "signature")]
    [DataRow("""{"alg":"none"}""", Claims, "RS256")]
    [DataRow("""{"alg":"HS256","kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"alg":"RS512","kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"alg":"PS256","kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"alg":"rs256","kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"alg":"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256","kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"kid":"k"}""", Claims, "RS256")]
    [DataRow("""{"alg":17,"kid":"canary"}""", Claims, "malformed")]
    [DataRow("""{"alg":"RS256","kid":"k","crit":["canary"],"canary":1}""", Claims, "conditions that are not known")]
    [DataRow("canary", Claims, "malformed")]
    public async Task What_is_wrong_with_a_token_is_told_and_not_quoted(string header, string claims, string told) =>
        Assert.Contains(told, (await FailsAsync(FakeProvider.Sign(header, claims, FakeProvider.Key))).Message);

    [TestMethod]
    public async Task Another_key_is_no_signature()
    {
        using RSA other = RSA.Create(2048);

        Assert.Contains("signature", (await FailsAsync(FakeProvider.Sign(Header, Claims, other))).Message);
    }

    [TestMethod]
    public async Task A_key_without_a_name_may_be_the_one_that_is_named() =>
        Assert.AreEqual("s", (await VerifyAsync(FakeProvider.Sign(Header, Claims, FakeProvider.Key), FakeProvider.KeySet("k", FakeProvider.Key).Replace("\"kid\":\"k\",", "", StringComparison.Ordinal))).Subject);

    [TestMethod]
    public async Task A_certificate_beside_a_key_is_not_looked_at() =>
        Assert.AreEqual("s", (await VerifyAsync(FakeProvider.Sign(Header, Claims, FakeProvider.Key), FakeProvider.KeySet("k", FakeProvider.Key).Replace("\"kid\":\"k\",", "\"kid\":\"k\",\"x5c\":[\"canary\"],", StringComparison.Ordinal))).Subject);

    [TestMethod]
    public async Task Changed_claims_are_not_signed()
    {
        string[] parts = FakeProvider.Sign(Header, Claims, FakeProvider.Key).Split('.');
        parts[1] = FakeProvider.Encode(Encoding.UTF8.GetBytes(Claims.Replace("canary", "mallory", StringComparison.Ordinal)));

        Assert.Contains("signature", (await FailsAsync(string.Join('.', parts))).Message);
    }

    [TestMethod]
    public async Task A_key_that_is_too_short_is_none()
    {
        using RSA shortKey = RSA.Create(1024);
        string token = FakeProvider.Sign(Header, Claims, shortKey);

        Assert.Contains("signature", (await Cloud.FailsAsync("LLENV0055", () => VerifyAsync(token, shortKey))).Message);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("""{"kty":17}""")]
    [DataRow("""{"kty":"RSA","kid":17}""")]
    [DataRow("""{"kty":"RSA","kid":"k","e":"AQAB"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":" ","e":"AQAB"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"!","e":"AQAB"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"AQAB","e":""}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"AQAB","e":"AA"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":"AA"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":""}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":"!"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long!","e":"AQAB"}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":"AQAB","x5c":["canary"]}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":"AQAB","x5c":17}""")]
    [DataRow("""{"kty":"RSA","kid":"k","n":"long","e":"AQAB","use":"enc"}""")]
    public async Task What_is_no_key_hides_none_behind_it(string other)
    {
        string keys = FakeProvider.KeySet("k", FakeProvider.Key).Replace("[", $"[{other.Replace("long", s_long, StringComparison.Ordinal)},", StringComparison.Ordinal);

        Assert.AreEqual("s", (await VerifyAsync(FakeProvider.Sign(Header, Claims, FakeProvider.Key), keys)).Subject);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("canary")]
    [DataRow("a.b")]
    [DataRow("!.canary.!")]
    [DataRow("a.b.c.d.e")]
    public async Task What_is_no_token_is_told(string token) => await FailsAsync(token);

    [TestMethod]
    public async Task An_unsigned_token_is_none()
    {
        string[] parts = FakeProvider.Sign(Header, Claims, FakeProvider.Key).Split('.');

        await FailsAsync($"{parts[0]}.{parts[1]}.");
    }

    private static Task<Diagnostics.Diagnostic> FailsAsync(string token) => Cloud.FailsAsync("LLENV0055", () => VerifyAsync(token));

    private static Task<IdToken> VerifyAsync(string token, RSA? key = null) => VerifyAsync(token, FakeProvider.KeySet("k", key ?? FakeProvider.Key));

    private static Task<IdToken> VerifyAsync(string token, string keys)
    {
        ApiResponse answer = new(Issuer, 200, "application/json", null, null, Encoding.UTF8.GetBytes(keys));
        return IdToken.VerifyAsync(new Secret(token), answer.ReadJson(), Issuer, "test-cli", s_now);
    }
}
