using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Takes a rotation from where it is written down to be to its end, or back. Each step may be the first of a run.</summary>
/// <param name="host">The machine.</param>
/// <param name="store">The store; its warnings tell what is left.</param>
/// <param name="journal">What is not finished; held alone.</param>
/// <param name="outputsOf">Where the key goes beside the profile.</param>
/// <param name="time">The clock.</param>
/// <param name="reached">Told wherever it stands, also before it fails.</param>
/// <param name="cancellationToken">Ends it between two steps.</param>
internal sealed class RotationSteps(
    HostEnvironment host, ProfileStore store, RotationJournal journal, Func<RotationRecord, IReadOnlyList<IRotationOutput>> outputsOf, TimeProvider time, Action<RotationReport> reached, CancellationToken cancellationToken)
{
    /// <summary>A server of many machines knows a new key a while after it made it.</summary>
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15)];

    private IReadOnlyList<string> _others = [];

    /// <summary>Does all that can be done now.</summary>
    internal async Task<RotationState> FinishAsync(RotationRecord record)
    {
        Report(record, RotationState.Unfinished);
        RotationRecord now = FindStored(record);
        if (now.Step == RotationStep.Making)
            return Report(record, await SeekAsync(record).ConfigureAwait(false));

        try
        {
            now = await SwapAsync(now).ConfigureAwait(false);
            now = WriteOutputs(now);
            return await RevokeAsync(now).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (Findings.SaysUntouched(e.Diagnostic))
        {
            throw new DiagnosticException(Findings.RotationStands(e.Diagnostic, Findings.NewKeyMade(record.KeyName)));
        }
    }

    private RotationRecord FindStored(RotationRecord record) =>
        record.Step == RotationStep.Making && store.Find(record.RowBeside, record.ApiUrl) is { HasKey: true, ApiKeyId: { Length: > 0 } keyId }
            ? Advance(record with { Step = RotationStep.Stored, KeyId = keyId })
            : record;

    /// <summary>
    /// A key that was made and did not reach the store cannot be had again: it is found by its name, and deleted. One that
    /// is not there yet may still come, where the request was cut off, so it is not forgotten at once.
    /// </summary>
    private async Task<RotationState> SeekAsync(RotationRecord record)
    {
        if (store.Find(record.Profile, record.ApiUrl) is not { } profile)
        {
            store.Warnings.Add(Findings.OrphanNotSought(record.KeyName, Findings.RotationUndone(record.Profile, "the profile, which could have looked for it, is gone")));
        }
        else
        {
            using CloudAccess access = CloudAccess.Of(host, store, profile);
            (int found, Diagnostic? failure) = await DeleteByNameAsync(access.Client, store, record.KeyName, cancellationToken).ConfigureAwait(false);
            if (failure?.Code == DiagnosticCodes.NotReachable)
                throw new DiagnosticException(failure);
            if (found == 0 && time.GetUtcNow() < record.SoughtUntil)
                return RotationState.Sought;
        }

        journal.Delete(record);
        return RotationState.Undone;
    }

    /// <summary>Proves the new key, and makes it the profile's.</summary>
    private async Task<RotationRecord> SwapAsync(RotationRecord record)
    {
        if (record.Step != RotationStep.Stored)
            return record;

        StoredProfile? profile = FindProfile(record);
        if (profile?.ApiKeyId == record.KeyId)
            return Advance(record with { Step = RotationStep.Swapped });

        StoredProfile? beside = store.Find(record.RowBeside, record.ApiUrl) is { HasKey: true } row && row.ApiKeyId == record.KeyId ? row : null;
        if (profile is null)
            throw await UndoAsync(record, beside, Findings.RotationUndone(record.Profile, "the profile was deleted in the meantime")).ConfigureAwait(false);
        if (beside is null)
            throw await UndoAsync(record, profile, Findings.RotationUndone(record.Profile, "the new key was deleted from the store in the meantime")).ConfigureAwait(false);
        if (SettingParser.NullIfEmpty(profile.ApiKeyId) != record.OldKeyId)
            throw await UndoAsync(record, beside, Findings.RotationUndone(record.Profile, "the profile got another key in the meantime")).ConfigureAwait(false);

        await ProveAsync(record, beside).ConfigureAwait(false);
        if (store.Swap(profile, profile.ApiKeyId, beside) is not { } others)
            return await SwapAsync(record).ConfigureAwait(false); // Something changed just now, and says above what.

        _others = others;
        return Advance(record with { Step = RotationStep.Swapped });
    }

    /// <summary>Asks who it belongs to, until the server knows it, and then for the project of the profile.</summary>
    private async Task ProveAsync(RotationRecord record, StoredProfile beside)
    {
        using CloudAccess access = CloudAccess.Of(host, beside.ApiUrl, beside.ApiKey, beside.ProjectId);
        Diagnostic? refusal = null;
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                refusal = await FindRefusalAsync(access, record).ConfigureAwait(false);
                if (refusal is null || attempt == s_pauses.Length)
                    break;
                await Task.Delay(s_pauses[attempt], time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DiagnosticException e)
        {
            throw new DiagnosticException(Findings.RotationStands(e.Diagnostic, Findings.NewKeyWaits(record.KeyName)));
        }

        if (refusal is not null)
            throw await UndoAsync(record, beside, refusal).ConfigureAwait(false);
    }

    private async Task<Diagnostic?> FindRefusalAsync(CloudAccess access, RotationRecord record)
    {
        try
        {
            if (await access.Client.FindUserIdAsync(cancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyRejected(CloudUrl.Origin(access.BaseUrl), record.KeyName);
            if (!string.IsNullOrWhiteSpace(access.ProjectId))
                await access.FindProjectAsync(access.ProjectId, null, mayBeNew: false, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
        {
            return Findings.NewKeyUndone(e.Diagnostic);
        }
    }

    private RotationRecord WriteOutputs(RotationRecord record)
    {
        if (record.Step != RotationStep.Swapped)
            return record;

        IReadOnlyList<IRotationOutput> outputs = outputsOf(record);
        foreach (IRotationOutput output in outputs)
        {
            if (record.Written.Contains(output.Name))
                continue;

            cancellationToken.ThrowIfCancellationRequested();
            if (FindProfile(record) is not { ApiKey: { IsEmpty: false } key } profile || profile.ApiKeyId != record.KeyId)
                throw LoseTrack(record);

            IReadOnlyList<Diagnostic> findings = output.Write(key, cancellationToken);
            Diagnostic? error = findings.FirstOrDefault(static finding => finding.Severity == DiagnosticSeverity.Error);
            store.Warnings.AddRange(findings.Where(finding => finding != error));
            if (error is not null)
                throw new DiagnosticException(output.IsElsewhere ? Findings.PlaceLacksKey(error, output.Name) : Findings.RotationStands(error, Findings.OldKeyValid));
            record = Advance(record with { Written = [.. record.Written, output.Name] });
        }

        return Advance(record with { Step = RotationStep.Updated, RevokeAt = time.GetUtcNow() + record.Wait });
    }

    /// <summary>The profile has another key by now, or is gone: what is left of this rotation is an old key, which is named.</summary>
    private DiagnosticException LoseTrack(RotationRecord record)
    {
        Diagnostic reason = Findings.RotationUndone(record.Profile, "the profile was deleted, or got another key, before the new one was everywhere");
        store.Warnings.Add(record.OldKeyId is { } old ? Findings.OldKeyLeft(old, reason) : Findings.OldKeyUnknown(record.Profile, record.MayBeOld));
        store.Warnings.Add(Findings.OrphanNotDeleted(record.KeyId!, record.KeyName, reason));
        journal.Delete(record);
        return new DiagnosticException(Findings.RotationLost(record.Profile));
    }

    private async Task<RotationState> RevokeAsync(RotationRecord record)
    {
        if (record.OldKeyId is not { } oldKeyId)
        {
            store.Warnings.Add(Findings.OldKeyUnknown(record.Profile, record.MayBeOld));
            journal.Delete(record);
            return Report(record, RotationState.Finished);
        }

        if (record.RevokeAt > time.GetUtcNow())
            return Report(record, RotationState.Waiting);
        RequireUnused(record, oldKeyId);
        if (FindProfile(record) is not { HasKey: true } profile)
        {
            store.Warnings.Add(Findings.KeysLeft(record.Profile, oldKeyId, record.KeyId!, record.KeyName));
            journal.Delete(record);
            return Report(record, RotationState.Finished, isOvertaken: true);
        }

        Diagnostic? failure = await TryRevokeAsync(record, profile, oldKeyId).ConfigureAwait(false);
        if (failure?.Code is DiagnosticCodes.NoAccess)
            store.Warnings.Add(Findings.OldKeyLeft(oldKeyId, failure)); // It is not going to be allowed later, either.
        else if (failure is not null)
            throw new DiagnosticException(failure.Code == DiagnosticCodes.KeyNotDeleted || failure.Code == DiagnosticCodes.KeyRejected ? failure : Findings.OldKeyNotRevoked(oldKeyId, failure));

        bool isOvertaken = profile.ApiKeyId != record.KeyId;
        if (isOvertaken)
            await EndNewKeyAsync(record, profile).ConfigureAwait(false);
        journal.Delete(record);
        return Report(record, RotationState.Finished, isRevoked: failure is null, isOvertaken);
    }

    /// <summary>By id and by the key itself: one that somebody pasted has no id.</summary>
    private void RequireUnused(RotationRecord record, string oldKeyId)
    {
        KeyFingerprint? old = record.OldKeyFingerprint is { } text ? KeyFingerprint.Parse(text) : null;
        if (store.ListOfServer(record.ApiUrl).FirstOrDefault(row => row.ApiKeyId == oldKeyId || (row is { HasKey: true, ApiKey: { } key } && old?.Matches(key) is true)) is { } user)
            throw new DiagnosticException(Findings.OldKeyInUse(oldKeyId, user.Name));
    }

    /// <summary>The profile got a third key in the meantime. The new one goes where nothing has it, and is named where something may.</summary>
    private async Task EndNewKeyAsync(RotationRecord record, StoredProfile profile)
    {
        string[] users = [.. record.Written, .. store.ListOfServer(record.ApiUrl).Where(row => row.ApiKeyId == record.KeyId).Select(static row => row.Name)];
        Diagnostic? failure = null;
        if (users.Length == 0)
        {
            using CloudAccess access = CloudAccess.Of(host, store, profile);
            failure = await TryDeleteAsync(access.Client, record.KeyId!, cancellationToken).ConfigureAwait(false);
        }

        store.Warnings.Add(Findings.NewKeyOvertaken(record.Profile, record.KeyId!, record.KeyName, users, failure));
    }

    /// <summary>Not before the profile's key has been seen to work: days may have gone by.</summary>
    private async Task<Diagnostic?> TryRevokeAsync(RotationRecord record, StoredProfile profile, string oldKeyId)
    {
        try
        {
            using CloudAccess proof = CloudAccess.Of(host, profile.ApiUrl, profile.ApiKey, profile.ProjectId);
            if (await proof.Client.FindUserIdAsync(cancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyFails(profile.ApiKeyId ?? "", oldKeyId, CloudUrl.Origin(proof.BaseUrl));
        }
        catch (DiagnosticException e)
        {
            return Findings.OldKeyNotRevoked(oldKeyId, e.Diagnostic);
        }

        RequireUnused(record, oldKeyId); // The last moment to see that somebody has it again.
        using CloudAccess access = CloudAccess.Of(host, store, profile);
        Diagnostic? failure = await TryDeleteAsync(access.Client, oldKeyId, cancellationToken).ConfigureAwait(false);
        return failure?.Code is DiagnosticCodes.KeyRejected or DiagnosticCodes.KeyNotDeleted ? Findings.OldKeyNotRevoked(oldKeyId, failure) : failure;
    }

    /// <summary>Takes the rotation back: the key on the server first, as it takes the row to know it.</summary>
    /// <returns>What to say; where the server was away the rotation stays, for the next run to take it back.</returns>
    private async Task<DiagnosticException> UndoAsync(RotationRecord record, StoredProfile? row, Diagnostic reason)
    {
        StoredProfile? asking = store.Find(record.Profile, record.ApiUrl) ?? row;
        Diagnostic? failure = reason;
        if (asking is not null)
        {
            using CloudAccess access = CloudAccess.Of(host, store, asking);
            failure = await TryDeleteAsync(access.Client, record.KeyId!, CancellationToken.None).ConfigureAwait(false);
        }

        if (failure?.Code is DiagnosticCodes.NotReachable or DiagnosticCodes.KeyNotDeleted)
            return new DiagnosticException(Findings.RotationStands(failure, Findings.NewKeyWaits(record.KeyName)));
        if (failure is not null)
            store.Warnings.Add(Findings.OrphanNotDeleted(record.KeyId!, record.KeyName, failure));
        if (store.Find(record.RowBeside, record.ApiUrl) is { } beside)
            store.Delete(beside);
        journal.Delete(record);
        Report(record, RotationState.Undone);
        return new DiagnosticException(reason);
    }

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
            return (await client.ListApiKeysAsync(cancellationToken).ConfigureAwait(false)).Any(key => key.Id == keyId) ? Findings.KeyStillListed(keyId) : null;
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic;
        }
    }

    /// <summary>The profile that the rotation was begun with; not one that was made later under its name.</summary>
    private StoredProfile? FindProfile(RotationRecord record) =>
        store.Find(record.Profile, record.ApiUrl) is { } profile && (record.RowId is null || profile.Id == record.RowId) ? profile : null;

    private RotationRecord Advance(RotationRecord record)
    {
        journal.Write(record);
        Report(record, RotationState.Unfinished);
        return record;
    }

    private RotationState Report(RotationRecord record, RotationState state, bool isRevoked = false, bool isOvertaken = false)
    {
        reached(new RotationReport(record, state) { IsRevoked = isRevoked, IsOvertaken = isOvertaken, Others = _others });
        return state;
    }
}
