using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Revokes the old key when its time has come, and not before it has been seen that nothing needs it.</summary>
internal sealed class RotationRevoking(RotationRun run)
{
    internal async Task<RotationState> RevokeAsync(RotationRecord record)
    {
        if (record.OldKeyId is not { } oldKeyId)
        {
            run.Store.Warnings.Add(Findings.OldKeyUnknown(record.Profile, record.MayBeOld));
            run.Journal.Delete(record);
            return run.Report(record, RotationState.Finished);
        }

        if (record.RevokeAt > run.Time.GetUtcNow())
            return run.Report(record, RotationState.Waiting);
        KeyFingerprint? old = record.OldKeyFingerprint is { } text ? KeyFingerprint.Parse(text) : null;
        RequireUnused(record, oldKeyId, old);
        if (run.FindProfile(record) is not { HasKey: true } profile)
        {
            run.Store.Warnings.Add(Findings.KeysLeft(record.Profile, oldKeyId, record.KeyId!, record.KeyName));
            run.Journal.Delete(record);
            return run.Report(record, RotationState.Finished, isOvertaken: true);
        }

        bool isOvertaken = profile.ApiKeyId != record.KeyId;
        RequireEverywhere(record, new ExpectedKey(isOvertaken ? null : profile.ApiKey, old));
        Diagnostic? failure = await TryRevokeAsync(record, profile, oldKeyId, old).ConfigureAwait(false);
        if (failure?.Code is DiagnosticCodes.NoAccess)
            run.Store.Warnings.Add(Findings.OldKeyLeft(oldKeyId, failure)); // It is not going to be allowed later, either.
        else if (failure is not null)
            throw new DiagnosticException(failure.Code == DiagnosticCodes.KeyNotDeleted || failure.Code == DiagnosticCodes.KeyRejected ? failure : Findings.OldKeyNotRevoked(oldKeyId, failure));

        if (isOvertaken)
            await EndNewKeyAsync(record, profile).ConfigureAwait(false);
        run.Journal.Delete(record);
        return run.Report(record, RotationState.Finished, isRevoked: failure is null, isOvertaken);
    }

    /// <summary>By id and by the key itself: one that somebody pasted has no id.</summary>
    private void RequireUnused(RotationRecord record, string oldKeyId, KeyFingerprint? old)
    {
        if (run.Store.ListOfServer(record.ApiUrl).FirstOrDefault(row => row.ApiKeyId == oldKeyId || (row is { HasKey: true, ApiKey: { } key } && old?.Matches(key) is true)) is { } user)
            throw new DiagnosticException(Findings.OldKeyInUse(oldKeyId, user.Name));
    }

    /// <summary>Whatever wrote another key into a place meanwhile has its reasons: nothing is written over it, and the old key stays.</summary>
    private void RequireEverywhere(RotationRecord record, ExpectedKey expected)
    {
        Diagnostic[] faults = [.. run.OutputsOf(record).SelectMany(output => output.Verify(expected, run.CancellationToken))];
        if (faults is not [{ } first, .. { } more])
            return;

        run.Store.Warnings.AddRange(more);
        throw new DiagnosticException(first);
    }

    /// <summary>The profile got a third key in the meantime. The new one goes where nothing has it, and is named where something may.</summary>
    private async Task EndNewKeyAsync(RotationRecord record, StoredProfile profile)
    {
        string[] users = [.. record.Written, .. run.Store.ListOfServer(record.ApiUrl).Where(row => row.ApiKeyId == record.KeyId).Select(static row => row.Name)];
        Diagnostic? failure = null;
        if (users.Length == 0)
        {
            using CloudAccess access = CloudAccess.OfEither(run.Host, run.Store, profile);
            failure = await ServerKeys.TryDeleteAsync(access.Client, record.KeyId!, run.CancellationToken).ConfigureAwait(false);
        }

        run.Store.Warnings.Add(Findings.NewKeyOvertaken(record.Profile, record.KeyId!, record.KeyName, users, failure));
    }

    /// <summary>Not before the profile's key has been seen to work: days may have gone by.</summary>
    private async Task<Diagnostic?> TryRevokeAsync(RotationRecord record, StoredProfile profile, string oldKeyId, KeyFingerprint? old)
    {
        try
        {
            using CloudAccess proof = CloudAccess.Of(run.Host, profile.ApiUrl, profile.ApiKey, profile.ProjectId);
            if (await proof.Client.FindUserIdAsync(run.CancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyFails(profile.ApiKeyId ?? "", oldKeyId, CloudUrl.Origin(proof.BaseUrl));
        }
        catch (DiagnosticException e)
        {
            return Findings.OldKeyNotRevoked(oldKeyId, e.Diagnostic);
        }

        RequireUnused(record, oldKeyId, old); // The last moment to see that somebody has it again.
        using CloudAccess access = CloudAccess.OfEither(run.Host, run.Store, profile);
        Diagnostic? failure = await ServerKeys.TryDeleteAsync(access.Client, oldKeyId, run.CancellationToken).ConfigureAwait(false);
        if (access.HasLoginEnded && failure?.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
            failure = Findings.LoginEnded(profile.Name); // A new login may do it.
        return failure?.Code is DiagnosticCodes.LoginFailed or DiagnosticCodes.KeyRejected or DiagnosticCodes.KeyNotDeleted ? Findings.OldKeyNotRevoked(oldKeyId, failure) : failure;
    }
}
