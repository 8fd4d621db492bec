using Azure.Core;

namespace LlamaEnv.KeyVault;

/// <summary>
/// Gets tokens for vaults and for nothing else. A vault says itself what its token has to be for, and Azure's library checks
/// that by the vault's domain. An address of this machine has none, so there it cannot, and this does it.
/// </summary>
internal sealed class VaultTokenCredential(TokenCredential credential, Uri vault) : TokenCredential
{
    private static readonly string[] s_services = ["vault.azure.net", "vault.azure.cn", "vault.usgovcloudapi.net"];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Check(requestContext);
        return credential.GetToken(requestContext, cancellationToken);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Check(requestContext);
        return credential.GetTokenAsync(requestContext, cancellationToken);
    }

    private void Check(TokenRequestContext request)
    {
        foreach (string scope in request.Scopes)
        {
            if (!Uri.TryCreate(scope, UriKind.Absolute, out Uri? service) || !(s_services.Contains(service.Host, StringComparer.OrdinalIgnoreCase) || service.Host == vault.Host))
                throw Fault.AsksForAnother(vault);
        }
    }
}
