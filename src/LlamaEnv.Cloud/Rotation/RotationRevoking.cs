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
            run.Store.Warnings.AddRange(OldKeyUsers.Holders(run.Store.ListAll(), record).Select(static user => Findings.ProfileHasOldKey(user.Name, user.ApiUrl)));
            run.Journal.Delete(record);
            return run.Report(record, RotationState.Finished);
        }

        if (record.RevokeAt > run.Time.GetUtcNow())
            return ReportWaiting(record);
        RequireUnused(record);
        if (run.FindProfile(record) is not { HasKey: true } profile)
        {
            run.Store.Warnings.Add(Findings.KeysLeft(record.Profile, oldKeyId, record.KeyId!, record.KeyName));
            run.Journal.Delete(record);
            return run.Report(record, RotationState.Finished, isOvertaken: true);
        }

        RequireEverywhere(record, profile);
        if (await TryRevokeAsync(record, profile, oldKeyId).ConfigureAwait(false) is { } failure)
            throw new DiagnosticException(failure);

        bool isOvertaken = profile.ApiKeyId != record.KeyId;
        if (isOvertaken)
            await EndNewKeyAsync(record, profile).ConfigureAwait(false);
        run.Journal.Delete(record);
        return run.Report(record, RotationState.Finished, isRevoked: true, isOvertaken);
    }

    /// <summary>Nothing is due yet; a place that has lost the new key is told of in time.</summary>
    internal RotationState ReportWaiting(RotationRecord record)
    {
        if (!run.HasWritten && run.FindProfile(record) is { HasKey: true } profile)
            run.Store.Warnings.AddRange(FindFaults(record, profile).Select(static fault => fault with { Severity = DiagnosticSeverity.Warning }));
        return run.Report(record, RotationState.Waiting);
    }

    private void RequireUnused(RotationRecord record)
    {
        if (OldKeyUsers.FindInUse(run.Store, record) is { } used)
            throw new DiagnosticException(used);
    }

    /// <summary>Whatever wrote another key into a place meanwhile has its reasons: nothing is written over it, and the old key stays.</summary>
    private void RequireEverywhere(RotationRecord record, StoredProfile profile)
    {
        if (FindFaults(record, profile) is not [{ } first, .. { } more])
            return;

        run.Report(record, RotationState.Unfinished);
        run.Store.Warnings.AddRange(more);
        throw new DiagnosticException(first);
    }

    /// <summary>What is wrong with the places that should have the profile's key, each looked at for itself.</summary>
    private List<Diagnostic> FindFaults(RotationRecord record, StoredProfile profile)
    {
        KeyFingerprint? old = record.OldKeyFingerprint is { } text ? KeyFingerprint.Parse(text) : null;
        ExpectedKey expected = new(profile.ApiKeyId == record.KeyId ? profile.ApiKey : null, old, record.CommandsIn(run.Store));
        List<Diagnostic> faults = [];
        List<string> lost = [];
        foreach (string place in record.Outputs.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Diagnostic[] found = [.. run.OutputsOf(record with { Outputs = [place] }).SelectMany(output => output.Verify(expected, run.CancellationToken))];
            if (found.Length > 0)
                lost.Add(place);
            faults.AddRange(found);
        }

        run.Lost = lost;
        return faults;
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

    /// <summary>
    /// Not before the profile's key has been seen to work: days may have gone by. Whatever the server says against it, also
    /// that it is forbidden, may be otherwise tomorrow, so it is tried again; a key that is deleted by hand is seen to be gone.
    /// </summary>
    private async Task<Diagnostic?> TryRevokeAsync(RotationRecord record, StoredProfile profile, string oldKeyId)
    {
        try
        {
            using CloudAccess proof = CloudAccess.Of(run.Host, profile.ApiUrl, profile.ApiKey, profile.ProjectId);
            if (await proof.Client.FindUserIdAsync(run.CancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyFails(profile.ApiKeyId ?? "", oldKeyId, CloudUrl.Origin(proof.BaseUrl), profile.Name, profile.HasLogin);
        }
        catch (DiagnosticException e)
        {
            return Findings.OldKeyNotRevoked(oldKeyId, e.Diagnostic);
        }

        RequireUnused(record); // The last moment to see that somebody has it again.
        using CloudAccess access = CloudAccess.OfEither(run.Host, run.Store, profile);
        Diagnostic? failure = await ServerKeys.TryDeleteAsync(access.Client, oldKeyId, run.CancellationToken).ConfigureAwait(false);
        if (access.HasLoginEnded && failure?.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
            failure = Findings.LoginEnded(profile.Name); // A new login may do it.
        return failure is null ? null : Findings.OldKeyNotRevoked(oldKeyId, failure);
    }
}
