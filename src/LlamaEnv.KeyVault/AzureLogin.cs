using Azure.Core;
using Azure.Identity;

namespace LlamaEnv.KeyVault;

/// <summary>Who asks: Azure's own chain of identities, without what cannot be there.</summary>
internal static class AzureLogin
{
    /// <exception cref="VaultException">The environment asks for an identity that there is none of.</exception>
    internal static TokenCredential Make(Uri vault, TimeSpan limit)
    {
        DefaultAzureCredentialOptions options = new()
        {
            // Where it is not, asking for it takes seconds at best: nobody answers at its address.
            ExcludeManagedIdentityCredential = !AzureMachine.MayHaveIdentity(),
            // See StartedPrograms.
            CredentialProcessTimeout = limit * 2,
            // Discovery asks Microsoft's servers whether an authority is one. They know none on this machine.
            DisableInstanceDiscovery = IsOnThisMachine(Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST")),
        };
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        try
        {
            TokenCredential credential = WithPodIdentity(new DefaultAzureCredential(options));
            return vault.IsLoopback ? new VaultTokenCredential(credential, vault) : credential;
        }
        catch (InvalidOperationException)
        {
            throw new VaultException("AZURE_TOKEN_CREDENTIALS names no identity of Azure's. Set it to dev, prod or a name such as AzureCliCredential, or leave it out");
        }
        catch (ArgumentException)
        {
            throw new VaultException("AZURE_AUTHORITY_HOST, or another variable that begins with AZURE_, has a value that Azure's libraries do not take. Correct it, or leave it out");
        }
    }

    /// <summary>The chain looks for a machine's identity at Azure's own address only, and gives up on another that it is told.</summary>
    private static TokenCredential WithPodIdentity(TokenCredential chain) => AzureMachine.IsSet("AZURE_POD_IDENTITY_AUTHORITY_HOST") && !AzureMachine.IsSet("AZURE_TOKEN_CREDENTIALS")
        ? new ChainedTokenCredential(chain, new ManagedIdentityCredential(AzureMachine.IsSet("AZURE_CLIENT_ID") ? ManagedIdentityId.FromUserAssignedClientId(Environment.GetEnvironmentVariable("AZURE_CLIENT_ID")!) : ManagedIdentityId.SystemAssigned))
        : chain;

    private static bool IsOnThisMachine(string? address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.IsLoopback;
}
