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
            if (await TryAsync(() => client.DeleteApiKeyAsync(made.Id, CancellationToken.None)).ConfigureAwait(false) is { } failure)
                store.Warnings.Add(Findings.KeyNotDeleted(made.Id, isOfLogin: true, failure));
            throw;
        }
    }

    /// <summary>Deletes a profile, and first the key that its login made, as it takes the login to do so; false where the profile is gone.</summary>
    internal static async Task<bool> DeleteAsync(HostEnvironment host, ProfileStore store, StoredProfile profile, CancellationToken cancellationToken)
    {
        store.RequireWritable(); // Or a profile would be left with a key that is gone.
        if (profile.ApiKeyId is { Length: > 0 } keyId)
        {
            if (FindOther(store, profile, row => row.Name == profile.Name && row.ApiUrl == profile.ApiUrl) is { } other)
                store.Warnings.Add(Findings.KeyKept(keyId, other.Name));
            else
                Warn(store, profile, await TryDeleteKeyAsync(host, store, profile, keyId, cancellationToken).ConfigureAwait(false));
        }

        return store.Delete(profile);
    }

    /// <summary>Deletes an environment with its profiles, and first the keys that their logins made; false where the environment is gone.</summary>
    internal static async Task<bool> DeleteAllAsync(HostEnvironment host, ProfileStore store, string apiUrl, CancellationToken cancellationToken)
    {
        store.RequireWritable();
        Diagnostic? failure = null;
        foreach (StoredProfile profile in store.ListWithKeyId(apiUrl))
        {
            if (FindOther(store, profile, row => row.ApiUrl == apiUrl) is { } other)
            {
                store.Warnings.Add(Findings.KeyKept(profile.ApiKeyId!, other.Name));
                continue;
            }

            // A server that is away is not waited for once for every key.
            if (failure?.Code != DiagnosticCodes.NotReachable)
                failure = await TryDeleteKeyAsync(host, store, profile, profile.ApiKeyId!, cancellationToken).ConfigureAwait(false);
            Warn(store, profile, failure);
        }

        return store.DeleteEnvironment(apiUrl);
    }

    /// <summary>A profile that stays and has the same key: a rotation gives one to all that had the old one, and a server may have two URLs.</summary>
    internal static StoredProfile? FindOther(ProfileStore store, StoredProfile profile, Func<StoredProfile, bool> leaves) =>
        store.ListAll().FirstOrDefault(row => !leaves(row)
            && (row.HasKeyId(profile.ApiKeyId, profile.ApiUrl) || (row is { HasKey: true, ApiKey: { } key } && profile.HasKey && key == profile.ApiKey)));

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

    private static void Warn(ProfileStore store, StoredProfile profile, Diagnostic? failure)
    {
        // A key that asks for its own end and is not accepted has come to it.
        if (failure is not null)
            store.Warnings.Add(failure.Code == DiagnosticCodes.KeyRejected && !profile.HasLogin ? Findings.KeyEnded(profile.ApiKeyId!) : Findings.KeyNotDeleted(profile.ApiKeyId!, profile.HasLogin, failure));
    }
}
