using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Accounts;

/// <summary>The profile of a login: made with a key of its own, deleted with it.</summary>
internal static class LoginProfile
{
    /// <summary>
    /// Makes a key if there is none that works, and then stores login and key in one step: what fails before leaves the
    /// store as it is, and a new key that cannot be stored is deleted again.
    /// </summary>
    /// <param name="access">The server.</param>
    /// <param name="store">The store; its warnings tell of a key that is left.</param>
    /// <param name="apiUrl">The environment.</param>
    /// <param name="login">A login that has gone through.</param>
    /// <param name="projectId">The project of a new profile; if it is chosen, of an existing one, too.</param>
    /// <param name="isChosen">Whether the project is the user's choice, and not the one the profile has already.</param>
    internal static async Task<StoredProfile> SaveAsync(CloudAccess access, ProfileStore store, string apiUrl, DeviceLogin login, string projectId, bool isChosen)
    {
        StoredProfile? existing = store.FindLogin(apiUrl, login.UserId);

        // From here on nothing is cancelled: a key that was asked for and is not waited for would be left behind.
        ApiKey? made = await Login.RenewKeyAsync(
            access.Channel, access.BaseUrl, new StaticTokenProvider(login.AccessToken), existing?.ApiKey, existing?.Name ?? login.Email, login.DeviceName, CancellationToken.None).ConfigureAwait(false);
        try
        {
            return store.SaveLogin(apiUrl, projectId, login, made?.Key, made?.Id, isChosen);
        }
        catch when (made is not null)
        {
            CloudClient client = new(access.Channel, access.BaseUrl, new StaticTokenProvider(login.AccessToken));
            Warn(store, made.Id, isOfLogin: true, await TryAsync(() => client.DeleteApiKeyAsync(made.Id, CancellationToken.None)).ConfigureAwait(false));
            throw;
        }
    }

    /// <summary>Deletes a profile, and first the key that its login made, as it takes the login to do so; false where the profile is gone.</summary>
    internal static async Task<bool> DeleteAsync(HostEnvironment host, ProfileStore store, StoredProfile profile, CancellationToken cancellationToken)
    {
        store.RequireWritable(); // Or a profile would be left with a key that is gone.
        if (profile.ApiKeyId is { Length: > 0 } keyId)
            Warn(store, keyId, profile.HasLogin, await TryDeleteKeyAsync(host, store, profile, keyId, cancellationToken).ConfigureAwait(false));
        return store.Delete(profile);
    }

    /// <summary>Deletes an environment with its profiles, and first the keys that their logins made; false where the environment is gone.</summary>
    internal static async Task<bool> DeleteAllAsync(HostEnvironment host, ProfileStore store, string apiUrl, CancellationToken cancellationToken)
    {
        store.RequireWritable();
        Diagnostic? failure = null;
        foreach (StoredProfile profile in store.ListWithKeyId(apiUrl))
        {
            // A server that is away is not waited for once for every key.
            if (failure?.Code != DiagnosticCodes.NotReachable)
                failure = await TryDeleteKeyAsync(host, store, profile, profile.ApiKeyId!, cancellationToken).ConfigureAwait(false);
            Warn(store, profile.ApiKeyId!, profile.HasLogin, failure);
        }

        return store.DeleteEnvironment(apiUrl);
    }

    private static Task<Diagnostic?> TryDeleteKeyAsync(HostEnvironment host, ProfileStore store, StoredProfile profile, string keyId, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            using CloudAccess access = CloudAccess.Of(host, store, profile);
            await access.Client.DeleteApiKeyAsync(keyId, cancellationToken).ConfigureAwait(false);
        });

    /// <summary>Why it failed, or null.</summary>
    private static async Task<Diagnostic?> TryAsync(Func<Task> delete)
    {
        try
        {
            await delete().ConfigureAwait(false);
            return null;
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic;
        }
    }

    private static void Warn(ProfileStore store, string keyId, bool isOfLogin, Diagnostic? failure)
    {
        if (failure is not null)
            store.Warnings.Add(Findings.KeyNotDeleted(keyId, isOfLogin, failure));
    }
}
