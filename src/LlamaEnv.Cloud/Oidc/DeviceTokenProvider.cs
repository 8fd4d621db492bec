using LlamaEnv.Cloud.Http;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Oidc;

/// <summary>The access token of a login, renewed when the server turns it down.</summary>
internal sealed class DeviceTokenProvider(ITokenStore store, OidcClient oidc) : IAccessTokenProvider
{
    private Secret? _presented;

    public Secret Current() => Stored().AccessToken;

    public async Task<Secret?> ReplaceAsync(Secret rejected, CancellationToken cancellationToken)
    {
        using IDisposable alone = store.LockRenewal(cancellationToken);
        DeviceLogin current = Stored();
        if (current.AccessToken != rejected)
            return current.AccessToken; // Another process was here before.
        if (current.RefreshToken is not { } refreshToken || refreshToken == _presented)
            return null;

        OidcProvider provider = await oidc.GetProviderAsync(OidcClient.DiscoveryUrlOf(current), cancellationToken).ConfigureAwait(false);

        store.RequireWritable();
        // From here on nothing is cancelled: the server makes the old token void, and the new one must not get lost.
        _presented = refreshToken;
        DeviceLogin? renewed = await oidc.RenewAsync(provider, current, refreshToken, CancellationToken.None).ConfigureAwait(false);
        if (renewed is not null && store.TryReplace(current, renewed))
            return renewed.AccessToken;

        // A program that knows nothing of our lock, or a new login, was faster; what it stored is what lasts.
        DeviceLogin stored = Stored();
        return stored.AccessToken != rejected ? stored.AccessToken
            : throw new DiagnosticException(Findings.LoginFailed("the login has ended: the server does not renew it"));
    }

    private DeviceLogin Stored() => store.Read() ?? throw new DiagnosticException(Findings.LoginFailed("the login is gone: the profile was logged out or deleted"));
}
