using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The requests to an OpenID provider that a device login needs (OpenID Connect Discovery 1.0, RFC 8628, RFC 6749).</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "It is sent.")]
internal sealed class OidcClient(HttpChannel channel)
{
    private const string Scope = "email offline_access openid profile";
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    internal TimeProvider Time => channel.Time;

    internal async Task<OidcProvider> GetProviderAsync(Uri discoveryUrl, CancellationToken cancellationToken)
    {
        JsonMembers json = await GetAsync(discoveryUrl, cancellationToken).ConfigureAwait(false);
        return new OidcProvider(json.Text("issuer"), json.SafeUrl("token_endpoint"), json.OptionalSafeUrl("device_authorization_endpoint"), json.SafeUrl("jwks_uri"));
    }

    /// <summary>Starts a device login.</summary>
    internal async Task<DeviceAuthorization> StartAsync(OidcProvider provider, string clientId, CancellationToken cancellationToken)
    {
        Uri endpoint = provider.DeviceEndpoint ?? throw new DiagnosticException(Findings.LoginFailed($"the OpenID provider {CloudUrl.Origin(provider.TokenEndpoint)} does not offer login by code"));
        ApiResponse response = await PostAsync(endpoint, cancellationToken, ("client_id", clientId), ("scope", Scope)).ConfigureAwait(false);
        if (!response.IsSuccess)
            throw response.UnusableStatus();

        JsonMembers json = response.ReadJson();
        return new DeviceAuthorization(
            json.Secret("device_code"),
            new DevicePrompt(Diagnostic.OneLine(json.Text("user_code")), json.SafeUrl("verification_uri"), json.OptionalSafeUrl("verification_uri_complete"), Time.GetUtcNow() + Seconds(json.OptionalNumber("expires_in"), or: 600)),
            Seconds(json.OptionalNumber("interval"), or: 5));
    }

    /// <summary>Polls whether the user has confirmed: the tokens, or the error by its name in RFC 8628.</summary>
    internal async Task<(TokenResponse? Tokens, string Error, ApiResponse Response)> PollAsync(OidcProvider provider, string clientId, Secret deviceCode, CancellationToken cancellationToken)
    {
        ApiResponse response = await PostAsync(provider.TokenEndpoint, cancellationToken, ("client_id", clientId), ("device_code", deviceCode.Reveal()), ("grant_type", DeviceGrant)).ConfigureAwait(false);
        JsonMembers json = response.ReadJson();
        if (response.IsSuccess)
            return (TokenResponse.From(json), "", response);

        return response.IsClientError ? (null, json.Text("error"), response) : throw response.UnusableStatus();
    }

    /// <summary>Where the provider of a login that was made before describes itself.</summary>
    internal static Uri DiscoveryUrlOf(DeviceLogin tokens) =>
        CloudUrl.TrySafe(tokens.DiscoveryUrl) ?? throw new DiagnosticException(Findings.LoginFailed("the login cannot be renewed: the URL of its OpenID provider is not https"));

    /// <summary>The next tokens of a login; null where the provider does not renew it. The refresh token is void then in any case.</summary>
    internal async Task<DeviceLogin?> RenewAsync(OidcProvider provider, DeviceLogin tokens, Secret refreshToken, CancellationToken cancellationToken)
    {
        ApiResponse response = await PostAsync(provider.TokenEndpoint, cancellationToken, ("client_id", tokens.ClientId), ("grant_type", "refresh_token"), ("refresh_token", refreshToken.Reveal())).ConfigureAwait(false);
        JsonMembers json = response.ReadJson();
        if (!response.IsSuccess)
            return response.IsClientError && json.Text("error") == "invalid_grant" ? null : throw response.UnusableStatus();

        TokenResponse renewed = TokenResponse.From(json);
        return tokens with { AccessToken = renewed.AccessToken, RefreshToken = renewed.RefreshToken ?? tokens.RefreshToken, IdToken = renewed.IdToken ?? tokens.IdToken };
    }

    /// <summary>The provider's public keys, as a JSON Web Key Set.</summary>
    internal Task<JsonMembers> GetKeysAsync(OidcProvider provider, CancellationToken cancellationToken) => GetAsync(provider.Keys, cancellationToken);

    private async Task<JsonMembers> GetAsync(Uri uri, CancellationToken cancellationToken)
    {
        ApiResponse response = await channel.SendAsync(new ApiRequest(HttpMethod.Get, uri), cancellationToken).ConfigureAwait(false);
        return response.IsSuccess ? response.ReadJson() : throw response.UnusableStatus();
    }

    private Task<ApiResponse> PostAsync(Uri uri, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, string Value)> form)
    {
        List<string> members = [];
        foreach ((string name, string value) in form)
            members.Add($"{name}={Uri.EscapeDataString(value)}");

        return channel.SendAsync(new ApiRequest(HttpMethod.Post, uri) { Body = new Secret(string.Join('&', members)), BodyType = "application/x-www-form-urlencoded" }, cancellationToken);
    }

    // Zero and less count as missing: nobody gets asked without a pause.
    private static TimeSpan Seconds(long? seconds, int or) => TimeSpan.FromSeconds(seconds is > 0 ? Math.Min(seconds.Value, 86400) : or);
}
