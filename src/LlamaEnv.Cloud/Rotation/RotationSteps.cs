using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Takes a rotation from where it is written down to be to its end, or back. Each step may be the first of a run.</summary>
internal sealed class RotationSteps(RotationRun run)
{
    /// <summary>Does all that can be done now.</summary>
    internal async Task<RotationState> FinishAsync(RotationRecord record)
    {
        run.Report(record, RotationState.Unfinished);
        RotationRecord now = FindStored(record);
        if (now.Step == RotationStep.Making)
            return run.Report(record, await SeekAsync(record).ConfigureAwait(false));

        try
        {
            now = await SwapAsync(now).ConfigureAwait(false);
            now = new RotationWriting(run).Write(now);
            return await new RotationRevoking(run).RevokeAsync(now).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (Findings.SaysUntouched(e.Diagnostic))
        {
            throw new DiagnosticException(Findings.RotationStands(e.Diagnostic, Findings.NewKeyMade(record.KeyName)));
        }
    }

    private RotationRecord FindStored(RotationRecord record) =>
        record.Step == RotationStep.Making && run.Store.Find(record.RowBeside, record.ApiUrl) is { HasKey: true, ApiKeyId: { Length: > 0 } keyId }
            ? run.Advance(record with { Step = RotationStep.Stored, KeyId = keyId })
            : record;

    /// <summary>
    /// A key that was made and did not reach the store cannot be had again: it is found by its name, and deleted. One that
    /// is not there yet may still come, where the request was cut off, so it is not forgotten at once.
    /// </summary>
    private async Task<RotationState> SeekAsync(RotationRecord record)
    {
        if (run.Store.Find(record.Profile, record.ApiUrl) is not { } profile)
        {
            run.Store.Warnings.Add(Findings.OrphanNotSought(record.KeyName, Findings.RotationUndone(record.Profile, "the profile, which could have looked for it, is gone")));
        }
        else
        {
            using CloudAccess access = CloudAccess.OfEither(run.Host, run.Store, profile);
            (int found, Diagnostic? failure) = await ServerKeys.DeleteByNameAsync(access.Client, run.Store, record.KeyName, run.CancellationToken).ConfigureAwait(false);
            if (failure?.Code == DiagnosticCodes.NotReachable)
                throw new DiagnosticException(failure);
            if (found == 0 && run.Time.GetUtcNow() < record.SoughtUntil)
                return RotationState.Sought;
        }

        run.Journal.Delete(record);
        return RotationState.Undone;
    }

    /// <summary>Proves the new key, and makes it the profile's.</summary>
    private async Task<RotationRecord> SwapAsync(RotationRecord record)
    {
        if (record.Step != RotationStep.Stored)
            return record;

        StoredProfile? profile = run.FindProfile(record);
        if (profile?.ApiKeyId == record.KeyId)
            return run.Advance(record with { Step = RotationStep.Swapped });

        StoredProfile? beside = run.Store.Find(record.RowBeside, record.ApiUrl) is { HasKey: true } row && row.ApiKeyId == record.KeyId ? row : null;
        if (profile is null)
            throw await UndoAsync(record, beside, Findings.RotationUndone(record.Profile, "the profile was deleted in the meantime")).ConfigureAwait(false);
        if (beside is null)
            throw await UndoAsync(record, profile, Findings.RotationUndone(record.Profile, "the new key was deleted from the store in the meantime")).ConfigureAwait(false);
        if (SettingParser.NullIfEmpty(profile.ApiKeyId) != record.RowKeyId)
            throw await UndoAsync(record, beside, Findings.RotationUndone(record.Profile, "the profile got another key in the meantime")).ConfigureAwait(false);

        KeyUse[] uses = [.. FindUses(record, profile)];
        if (await new RotationProof(run).FindRefusalAsync(record, profile, beside.ApiKey!.Value, uses).ConfigureAwait(false) is { } refusal)
            throw await UndoAsync(record, beside, refusal).ConfigureAwait(false);
        if (run.Store.Swap(profile, profile.ApiKeyId, beside, [profile.ProjectId, .. uses.Select(static use => use.ProjectId)]) is not { } others)
            return await SwapAsync(record).ConfigureAwait(false); // Something changed just now, and says above what.

        run.Others = others;
        return run.Advance(record with { Step = RotationStep.Swapped });
    }

    /// <summary>The other profiles that get the new key as they have the old one, and the outputs.</summary>
    private IEnumerable<KeyUse> FindUses(RotationRecord record, StoredProfile profile) =>
    [
        .. run.Store.ListOfServer(record.ApiUrl)
            .Where(row => row is { HasKey: true, ApiKey: { } key } && key == profile.ApiKey && !string.IsNullOrWhiteSpace(row.ProjectId) && (row.Name != profile.Name || row.ApiUrl != profile.ApiUrl))
            .Select(static row => new KeyUse(row.ProjectId, $"profile '{KeyShapes.ShowName(row.Name)}'")),
        .. KeyUse.Of(run.OutputsOf(record), run.CancellationToken),
    ];

    /// <summary>Takes the rotation back: the key on the server first, as it takes the row to know it.</summary>
    /// <returns>What to say; where the server was away the rotation stays, for the next run to take it back.</returns>
    private async Task<DiagnosticException> UndoAsync(RotationRecord record, StoredProfile? row, Diagnostic reason)
    {
        StoredProfile? asking = run.Store.Find(record.Profile, record.ApiUrl) ?? row;
        Diagnostic? failure = reason;
        if (asking is not null)
        {
            using CloudAccess access = CloudAccess.OfEither(run.Host, run.Store, asking);
            failure = await ServerKeys.TryDeleteAsync(access.Client, record.KeyId!, CancellationToken.None).ConfigureAwait(false);
        }

        if (failure?.Code is DiagnosticCodes.NotReachable or DiagnosticCodes.KeyNotDeleted)
            return new DiagnosticException(Findings.NotTakenBack(reason, failure, record.KeyName));
        if (failure is not null)
            run.Store.Warnings.Add(Findings.OrphanNotDeleted(record.KeyId!, record.KeyName, failure));
        if (run.Store.Find(record.RowBeside, record.ApiUrl) is { } beside)
            run.Store.Delete(beside);
        run.Journal.Delete(record);
        run.Report(record, RotationState.Undone);
        return new DiagnosticException(reason);
    }
}
