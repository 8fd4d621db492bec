using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Oidc;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>Logging in, from the deployment's URL to everything a profile needs.</summary>
internal static class Login
{
    /// <summary>
    /// Asks everything that can fail before anything is stored or made: so a login that fails leaves what was there as it was.
    /// </summary>
    /// <param name="channel">What sends.</param>
    /// <param name="baseUrl">The deployment.</param>
    /// <param name="deviceName">What this machine is called.</param>
    /// <param name="everyOrganization">Whether to list the projects of all of them, in place of the default one's.</param>
    /// <param name="progress">Told what the user has to do.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    /// <exception cref="DiagnosticException">There was no login, by whatever fault.</exception>
    internal static async Task<LoginResult> RunAsync(HttpChannel channel, Uri baseUrl, string deviceName, bool everyOrganization, IProgress<DeviceProgress> progress, CancellationToken cancellationToken)
    {
        OidcSetup setup = await new CloudClient(channel, baseUrl, tokenProvider: null).FindOidcSetupAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DiagnosticException(Findings.NoLogin(CloudUrl.Origin(baseUrl)));
        OidcClient oidc = new(channel);
        OidcProvider provider = await oidc.GetProviderAsync(setup.DiscoveryUrl, cancellationToken).ConfigureAwait(false);

        TokenResponse tokens = await DeviceFlow.RunAsync(oidc, provider, setup.ClientId, progress, cancellationToken).ConfigureAwait(false);
        Secret idToken = tokens.IdToken ?? throw new DiagnosticException(Findings.LoginFailed("the server sent no identity token"));
        // Only now: a provider may change its keys while the user looks for the browser.
        JsonMembers keys = await oidc.GetKeysAsync(provider, cancellationToken).ConfigureAwait(false);
        IdToken user = await IdToken.VerifyAsync(idToken, keys, provider.Issuer, setup.ClientId, channel.Time.GetUtcNow()).ConfigureAwait(false);

        CloudClient cloud = new(channel, baseUrl, new StaticTokenProvider(tokens.AccessToken));
        ServerVersion version = await cloud.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Organization> organizations = version.HasOrganizations ? await cloud.GetOrganizationsAsync(cancellationToken).ConfigureAwait(false) : [];
        IReadOnlyList<CloudProject> projects = await cloud.GetProjectsAsync(everyOrganization ? null : Organization.DefaultOf(organizations)?.Id, cancellationToken).ConfigureAwait(false);

        return new LoginResult(
            new DeviceLogin(deviceName, user.Subject, user.Email, setup.ClientId, setup.DiscoveryUrl.OriginalString, tokens.AccessToken, tokens.RefreshToken, tokens.IdToken),
            projects);
    }

    /// <summary>
    /// A new key for a profile; null where the server still knows the <paramref name="existing"/> one. Only a server that
    /// rejects the key replaces it; one that fails throws, and nothing is made.
    /// </summary>
    internal static async Task<ApiKey?> RenewKeyAsync(HttpChannel channel, Uri baseUrl, IAccessTokenProvider login, Secret? existing, string profile, string deviceName, CancellationToken cancellationToken)
    {
        if (existing is { IsEmpty: false } key && await new CloudClient(channel, baseUrl, new StaticTokenProvider(key)).FindUserIdAsync(cancellationToken).ConfigureAwait(false) is not null)
            return null;

        return await new CloudClient(channel, baseUrl, login).CreateApiKeyAsync(ApiKey.NameFor(profile, deviceName), projectId: null, cancellationToken).ConfigureAwait(false);
    }
}
