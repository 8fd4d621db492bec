using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlamaEnv.KeyVault.Tests;

/// <summary>
/// A vault on this machine as Azure's behaves: no secret without a token, the challenge that says where to get one, and, at
/// the same address, whoever hands it out: the login, App Service's identity and that of a machine.
/// </summary>
internal sealed class StandInVault : IAsyncDisposable
{
    internal const string Tenant = "11111111-1111-4111-8111-111111111111";

    internal const string Token = "FakeToken0Canary1OfTheLogin";

    internal const string IdentityHeader = "FakeHeader0Canary1";

    /// <summary>Azure's library remembers what a vault at an address asked for: another one there would not be asked again.</summary>
    private static readonly ConcurrentDictionary<int, byte> s_ports = [];

    private readonly ConcurrentDictionary<string, Func<HttpContext, int, Task>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly WebApplication _application;

    private StandInVault(X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    internal Uri Address { get; private set; } = null!;

    /// <summary>What a token has to be for, as the challenge says.</summary>
    internal string Resource { get; set; } = "https://vault.azure.net";

    /// <summary>The login's answer; null for a token.</summary>
    internal Func<HttpContext, Task>? Login { get; set; }

    /// <summary>The requests so far: method and path, and of a login what proves who asks.</summary>
    internal IReadOnlyList<string> Seen => [.. _seen];

    internal IEnumerable<string> SeenBy(string part) => Seen.Where(line => line.Contains(part, StringComparison.Ordinal));

    internal static async Task<StandInVault> StartAsync(X509Certificate2? certificate = null)
    {
        StandInVault vault = new(certificate ?? VaultCertificate.Value);
        await vault._application.StartAsync();
        vault.Address = new Uri(vault._application.Urls.Single() + "/");
        if (s_ports.TryAdd(vault.Address.Port, 0))
            return vault;

        await using (vault)
            return await StartAsync(certificate);
    }

    /// <summary>A secret with attributes of Azure's, as JSON.</summary>
    internal StandInVault With(string name, string value, string attributes = "\"enabled\":true") =>
        With(name, (context, _) => Json(context, 200, $$$"""{"value":"{{{value}}}","id":"{{{Address}}}secrets/{{{name}}}/0123","attributes":{ {{{attributes}}} }}"""));

    /// <summary>Another answer, which may depend on how often it was asked with a token, from 0.</summary>
    internal StandInVault With(string name, Func<HttpContext, int, Task> answer)
    {
        _secrets[name] = answer;
        return this;
    }

    internal static Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body);
    }

    /// <summary>An error as a vault words it. The message is one that nobody should repeat.</summary>
    internal static Task Error(HttpContext context, int status, string code, string? inner = null) =>
        Json(context, status, $$$"""{"error":{"code":"{{{code}}}","message":"MessageOfVault0Canary1"{{{(inner is null ? "" : $",\"innererror\":{{\"code\":\"{inner}\"}}")}}}}}""");

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string proof = body.Contains("client_assertion=", StringComparison.Ordinal) ? " assertion" : body.Contains("client_secret=", StringComparison.Ordinal) ? " secret" : "";
        _seen.Enqueue($"{context.Request.Method} {path}{proof}");
        if (path.StartsWith("/secrets/", StringComparison.Ordinal))
            await AnswerSecretAsync(context, path.Split('/')[2]);
        else if (path == $"/{Tenant}/oauth2/v2.0/token")
            await (Login?.Invoke(context) ?? Json(context, 200, $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"{{Token}}"}"""));
        else if (path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal))
            await Json(context, 200, $$"""{"token_endpoint":"{{Address}}{{Tenant}}/oauth2/v2.0/token","authorization_endpoint":"{{Address}}a","issuer":"{{Address}}{{Tenant}}/v2.0"}""");
        else if (IsIdentity(context))
            await Json(context, 200, $$"""{"access_token":"{{Token}}","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}","resource":"{{Resource}}","token_type":"Bearer"}""");
        else
            await Json(context, path.StartsWith("/metadata/", StringComparison.Ordinal) ? 400 : path == "/msi/token" ? 401 : 404, """{"error":"invalid_request"}""");
    }

    private static bool IsIdentity(HttpContext context) =>
        (context.Request.Path == "/msi/token" && context.Request.Headers["X-IDENTITY-HEADER"] == IdentityHeader)
        || (context.Request.Path == "/metadata/identity/oauth2/token" && context.Request.Headers["Metadata"] == "true");

    private async Task AnswerSecretAsync(HttpContext context, string name)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"{Address}{Tenant}\", resource=\"{Resource}\"";
            await Error(context, 401, "Unauthorized");
            return;
        }

        int asked = _asked.AddOrUpdate(name, 1, static (_, n) => n + 1) - 1;
        await (_secrets.TryGetValue(name, out Func<HttpContext, int, Task>? answer) ? answer(context, asked) : Error(context, 404, "SecretNotFound"));
    }
}
