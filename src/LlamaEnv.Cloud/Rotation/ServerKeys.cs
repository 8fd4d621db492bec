using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Deletes keys on the server: by their id, or by a name that no other has.</summary>
internal static class ServerKeys
{
    /// <summary>Deletes every key of a name that no other has. What could not be deleted is told as a warning, too.</summary>
    /// <exception cref="DiagnosticException">Nobody knows whether there is one: the server does not list them.</exception>
    internal static async Task<(int Found, Diagnostic? Failure)> DeleteByNameAsync(CloudClient client, ProfileStore store, string keyName, CancellationToken cancellationToken)
    {
        int found = 0;
        Diagnostic? failure = null;
        foreach (ListedApiKey key in (await client.ListApiKeysAsync(cancellationToken).ConfigureAwait(false)).Where(key => key.Name == keyName))
        {
            found++;
            if (await TryDeleteAsync(client, key.Id, cancellationToken).ConfigureAwait(false) is not { } reason)
                continue;

            failure = reason;
            store.Warnings.Add(Findings.OrphanNotDeleted(key.Id, keyName, reason));
        }

        return (found, failure);
    }

    /// <summary>Why it could not be deleted; null where it is gone.</summary>
    internal static async Task<Diagnostic?> TryDeleteAsync(CloudClient client, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            if (await client.DeleteApiKeyAsync(keyId, cancellationToken).ConfigureAwait(false))
                return null;

            // A server may know no such request, or not find what it lists: that it is gone is seen in the list alone.
            return await IsListedAsync(client, keyId, cancellationToken).ConfigureAwait(false) ? Findings.KeyStillListed(keyId) : null;
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code == DiagnosticCodes.NoAccess)
        {
            return await IsGoneAsync(client, keyId, cancellationToken).ConfigureAwait(false) ? null : e.Diagnostic; // Who may delete none is told so of any, also of one that is gone.
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic;
        }
    }

    private static async Task<bool> IsListedAsync(CloudClient client, string keyId, CancellationToken cancellationToken) =>
        (await client.ListApiKeysAsync(cancellationToken).ConfigureAwait(false)).Any(key => key.Id == keyId);

    private static async Task<bool> IsGoneAsync(CloudClient client, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return !await IsListedAsync(client, keyId, cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }
}
