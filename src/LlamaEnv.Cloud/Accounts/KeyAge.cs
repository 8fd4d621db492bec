using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>When a key was made, by the server's list of keys. It is asked with that key, so that nothing is renewed and stored for a look.</summary>
/// <param name="channel">What sends.</param>
/// <param name="store">Where the id of a profile's key is.</param>
internal sealed class KeyAge(HttpChannel channel, ProfileStore store)
{
    /// <summary>The moment; null where nobody knows: the key may not list keys, or it is not clear which of them it is.</summary>
    internal async Task<DateTimeOffset?> FindAsync(Credential key, Credential url, CancellationToken cancellationToken)
    {
        Uri root = url.Value.Ask(static text => ApiUrl.Parse(text.ToString()).Root);
        try
        {
            IReadOnlyList<ListedApiKey> keys = await new CloudClient(channel, root, new StaticTokenProvider(key.Value)).ListApiKeysAsync(cancellationToken).ConfigureAwait(false);
            string? id = store.FindKeyId(key.Value);
            ListedApiKey[] same = [.. keys.Where(listed => listed.Id == id && !listed.Contradicts(key.Value))];
            if (same.Length == 0) // No id, or that of a key which another was pasted over.
                same = [.. keys.Where(listed => listed.MayBe(key.Value))];
            return same is [var only] ? only.CreatedAt : null;
        }
        catch (DiagnosticException)
        {
            return null; // The list is for people with a login, or the store cannot be read: both are no fault of the key.
        }
    }
}
