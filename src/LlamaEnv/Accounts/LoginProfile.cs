using LlamaEnv.Cloud;
using LlamaEnv.Diagnostics;
using LlamaEnv.Profiles;

namespace LlamaEnv.Accounts;

/// <summary>The profile of a login: made with a key of its own, deleted with it.</summary>
internal static class LoginProfile
{
    /// <summary>
    /// Provides the key, and then stores login and key in one step: what fails before leaves the store as it is, and a new
    /// key that cannot be stored is deleted again.
    /// </summary>
    /// <param name="access">The server.</param>
    /// <param name="database">The store; its warnings tell of a key that is left.</param>
    /// <param name="apiUrl">The environment.</param>
    /// <param name="login">A login that has gone through.</param>
    /// <param name="projectId">The project of a new profile; the user's own choice also changes an existing one.</param>
    /// <param name="isChosen">Whether it is the user's own choice.</param>
    internal static async Task<StoredProfile> SaveAsync(CloudAccess access, ProfileDatabase database, string apiUrl, DeviceLogin login, string projectId, bool isChosen)
    {
        StoredProfile? existing = database.FindLogin(apiUrl, login.UserId);
        ApiKey? old = existing is { HasKey: true } ? new ApiKey(existing.ApiKeyId ?? "", existing.ApiKey!.Value) : null;

        // From here on nothing is cancelled: a key that was asked for and is not waited for would be left behind.
        ApiKey key = await Login.ProvideKeyAsync(
            access.Channel, access.BaseUrl, new KeyBearer(login.AccessToken), old, existing?.Name ?? login.Email, login.DeviceName, CancellationToken.None).ConfigureAwait(false);
        try
        {
            return database.SaveLogin(apiUrl, projectId, login, key.Key, key.Id is "" ? null : key.Id, isChosen);
        }
        catch when (key != old)
        {
            CloudClient client = new(access.Channel, access.BaseUrl, new KeyBearer(login.AccessToken));
            await TryAsync(key.Id, () => client.DeleteApiKeyAsync(key.Id, CancellationToken.None), database.Warnings).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Deletes a profile, and first the key that its login made, as it takes the login to do so; false where the profile is gone.</summary>
    internal static async Task<bool> DeleteAsync(HostEnvironment host, ProfileDatabase database, StoredProfile profile, CancellationToken cancellationToken)
    {
        database.RequireChangeable(); // Else the profile would stay, with a key that is void.
        if (profile.ApiKeyId is { Length: > 0 } keyId)
            await TryAsync(keyId, DeleteKeyAsync, database.Warnings).ConfigureAwait(false);
        return database.Delete(profile);

        async Task DeleteKeyAsync()
        {
            using CloudAccess access = CloudAccess.Of(host, database, profile);
            await access.Client.DeleteApiKeyAsync(keyId, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task TryAsync(string keyId, Func<Task> delete, List<Diagnostic> warnings)
    {
        try
        {
            await delete().ConfigureAwait(false);
        }
        catch (DiagnosticException e)
        {
            warnings.Add(Findings.KeyLeft(keyId, e.Diagnostic));
        }
    }
}
