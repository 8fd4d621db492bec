using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Gives the new key to every place. One that fails keeps the old key alive, and the others get the new one all the same.</summary>
internal sealed class RotationWriting(RotationRun run)
{
    internal RotationRecord Write(RotationRecord record)
    {
        if (record.Step != RotationStep.Swapped)
            return record;

        run.HasWritten = true;
        List<Diagnostic> failures = [];
        foreach (IRotationOutput output in run.OutputsOf(record).Where(output => !output.Names.All(record.Written.Contains)))
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            if (run.FindProfile(record) is not { ApiKey: { IsEmpty: false } key } profile || profile.ApiKeyId != record.KeyId)
                throw LoseTrack(record);

            if (TryWrite(output, key) is { } error)
                failures.Add(output.IsElsewhere || error.Code == DiagnosticCodes.PlaceNotUpdated ? Findings.PlaceLacksKey(error, output.Names) : Findings.RotationStands(error, Findings.OldKeyValid));
            else
                record = run.Advance(record with { Written = [.. record.Written.Union(output.Names)] });
        }

        if (failures is [{ } first, .. { } more])
        {
            run.Store.Warnings.AddRange(more);
            throw new DiagnosticException(first);
        }

        return run.Advance(record with { Step = RotationStep.Updated, RevokeAt = run.Time.GetUtcNow() + record.Wait });
    }

    /// <summary>Why it failed, or null; what is found beside it is told, too.</summary>
    private Diagnostic? TryWrite(IRotationOutput output, Secret key)
    {
        try
        {
            IReadOnlyList<Diagnostic> findings = output.Write(key, run.CancellationToken);
            Diagnostic? error = findings.FirstOrDefault(static finding => finding.Severity == DiagnosticSeverity.Error);
            run.Store.Warnings.AddRange(findings.Where(finding => finding != error));
            return error;
        }
        catch (DiagnosticException e)
        {
            return e.Diagnostic;
        }
    }

    /// <summary>The profile has another key by now, or is gone: what is left of this rotation is an old key, which is named.</summary>
    private DiagnosticException LoseTrack(RotationRecord record)
    {
        Diagnostic reason = Findings.RotationUndone(record.Profile, "the profile was deleted, or got another key, before the new one was everywhere");
        run.Store.Warnings.Add(record.OldKeyId is { } old ? Findings.OldKeyLeft(old, reason) : Findings.OldKeyUnknown(record.Profile, record.MayBeOld));
        run.Store.Warnings.Add(Findings.OrphanNotDeleted(record.KeyId!, record.KeyName, reason));
        run.Journal.Delete(record);
        return new DiagnosticException(Findings.RotationLost(record.Profile));
    }
}
