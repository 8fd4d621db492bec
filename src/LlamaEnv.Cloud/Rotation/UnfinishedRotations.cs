using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>What is left of a rotation where its profile goes: its keys go with it, as long as there is somebody who may delete them.</summary>
internal static class UnfinishedRotations
{
    /// <summary>Every record, the oldest first, under the name that its profile has by now.</summary>
    internal static IEnumerable<RotationRecord> Read(RotationJournal journal, ProfileStore store) => journal.ReadAll().Select(record =>
        record.RowId is { } id && store.Find(record.Profile, record.ApiUrl) is null && store.ListOfServer(record.ApiUrl).FirstOrDefault(row => row.Id == id) is { } renamed
            ? record with { Profile = renamed.Name, ApiUrl = renamed.ApiUrl }
            : record);

    /// <summary>Ends the rotations of a profile, or of all profiles of an environment. A key that stays is told as a warning.</summary>
    internal static async Task EndAsync(HostEnvironment host, ProfileStore store, string apiUrl, string? profile, CancellationToken cancellationToken)
    {
        if (!RotationJournal.IsThere(store.Path))
            return;

        store.RequireWritable();
        using RotationJournal journal = RotationJournal.Open(store.Path, cancellationToken);
        foreach (RotationRecord record in Read(journal, store).Where(record => record.ApiUrl == apiUrl && (profile is null || record.Profile == profile)))
        {
            await EndAsync(host, store, record, row => row.ApiUrl == apiUrl && (profile is null || row.Name == profile), cancellationToken).ConfigureAwait(false);
            if (store.Find(record.RowBeside, record.ApiUrl) is { } beside)
                store.Delete(beside);
            journal.Delete(record);
        }
    }

    private static async Task EndAsync(HostEnvironment host, ProfileStore store, RotationRecord record, Func<StoredProfile, bool> leaves, CancellationToken cancellationToken)
    {
        if (store.Find(record.Profile, record.ApiUrl) is not { } asking)
        {
            Diagnostic gone = Findings.RotationUndone(record.Profile, "the profile, which could have deleted it, is gone");
            store.Warnings.Add(record.OldKeyId is { } old ? Findings.OldKeyLeft(old, gone) : Findings.OldKeyUnknown(record.Profile, record.MayBeOld));
            return;
        }

        using CloudAccess access = CloudAccess.OfEither(host, store, asking);
        if (record.Step == RotationStep.Making)
        {
            try
            {
                (int found, _) = await ServerKeys.DeleteByNameAsync(access.Client, store, record.KeyName, cancellationToken).ConfigureAwait(false);
                if (found == 0 && DateTimeOffset.UtcNow < record.SoughtUntil)
                    store.Warnings.Add(Findings.OrphanMayCome(record.KeyName));
            }
            catch (DiagnosticException e)
            {
                store.Warnings.Add(Findings.OrphanNotSought(record.KeyName, e.Diagnostic));
            }

            return;
        }

        // The profile's own key is the business of whoever deletes the profile.
        List<string> deleted = [];
        foreach (string keyId in (IEnumerable<string>)[record.KeyId ?? "", record.OldKeyId ?? ""])
        {
            if (keyId.Length == 0 || keyId == asking.ApiKeyId)
                continue;
            if (keyId == record.OldKeyId && OldKeyUsers.Find([.. store.ListAll().Where(row => !leaves(row))], record) is { } user)
            {
                store.Warnings.Add(Findings.OldKeyKept(keyId, user.Name));
                continue;
            }

            if (keyId == record.KeyId && FindHolder(store, record, leaves) is { } holder)
            {
                store.Warnings.Add(Findings.KeyKept(keyId, holder.Name));
                continue;
            }

            if (await ServerKeys.TryDeleteAsync(access.Client, keyId, cancellationToken).ConfigureAwait(false) is { } failure)
                store.Warnings.Add(keyId == record.KeyId ? Findings.OrphanNotDeleted(keyId, record.KeyName, failure) : Findings.OldKeyLeft(keyId, failure));
            else
                deleted.Add(keyId);
        }

        if (deleted.Contains(record.OldKeyId ?? ""))
            store.Warnings.Add(Findings.OldKeyEndedEarly(record.Profile, record.OldKeyId!, record.RevokeAt));
        if (record.Written.Count > 0 && (deleted.Contains(record.KeyId!) || (record.KeyId == asking.ApiKeyId && LoginProfile.FindOther(store, asking, leaves) is null)))
            store.Warnings.Add(Findings.NewKeyEnds(record.Profile, record.KeyId!, record.Written));
    }

    /// <summary>A profile that stays and has the new key.</summary>
    private static StoredProfile? FindHolder(ProfileStore store, RotationRecord record, Func<StoredProfile, bool> leaves) =>
        store.ListAll().FirstOrDefault(row => !leaves(row) && row.Name != record.RowBeside && row.HasKeyId(record.KeyId, record.ApiUrl));
}
