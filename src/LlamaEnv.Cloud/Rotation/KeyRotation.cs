using System.Globalization;
using System.Security.Cryptography;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>
/// Replaces the key of a profile: makes a new one, stores it, proves it, puts it everywhere, and only then revokes the old
/// one. Every step is written down before the next: whatever ends this process, one key works, and the next run goes on.
/// </summary>
/// <param name="host">The machine.</param>
/// <param name="machine">What it is called.</param>
/// <param name="store">The store; its warnings tell what is left.</param>
/// <param name="journal">What is not finished; held alone.</param>
/// <param name="outputsOf">Where the key goes beside the profile.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellationToken">Ends it between two steps.</param>
internal sealed class KeyRotation(
    HostEnvironment host, string machine, ProfileStore store, RotationJournal journal, Func<RotationRecord, IReadOnlyList<IRotationOutput>> outputsOf, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>Replaces the key of a profile. A rotation of it that is not finished is finished in its place.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="wanted">Outputs and waiting time; ids and names are filled in.</param>
    /// <param name="reached">Told wherever it stands, also before it fails.</param>
    internal async Task RotateAsync(StoredProfile profile, RotationRecord wanted, Action<RotationReport> reached)
    {
        if (journal.ReadAll().FirstOrDefault(record => record.IsOf(profile.Name, profile.ApiUrl)) is { } unfinished)
        {
            if (unfinished.RevokeAt > time.GetUtcNow())
            {
                reached(new RotationReport(unfinished, RotationState.Waiting) { IsContinued = true });
                throw new DiagnosticException(Findings.RotationWaits(unfinished.Profile, unfinished.OldKeyId ?? "", unfinished.RevokeAt.Value, "dotnet llama-env auth rotate"));
            }

            bool wasWaiting = unfinished.Step == RotationStep.Updated;
            // Those of another folder mean other files; they wait for a rotation of their own.
            RotationRecord more = unfinished.Directory == wanted.Directory ? unfinished with { Outputs = [.. unfinished.Outputs.Union(wanted.Outputs, StringComparer.Ordinal)] } : unfinished;
            RotationState state = await new RotationSteps(host, store, journal, outputsOf, time, report => reached(report with { IsContinued = true }), cancellationToken).FinishAsync(more).ConfigureAwait(false);
            if (state != RotationState.Undone && !wasWaiting)
                return;

            profile = store.Find(profile) ?? throw new DiagnosticException(Findings.RotationUndone(profile.Name, "the profile is gone"));
        }

        RotationSteps steps = new(host, store, journal, outputsOf, time, reached, cancellationToken);
        RotationRecord made = await MakeAsync(profile, wanted, reached).ConfigureAwait(false);
        await steps.FinishAsync(made).ConfigureAwait(false);
    }

    /// <summary>Asks everything that can be asked before, then makes the key and stores it.</summary>
    private async Task<RotationRecord> MakeAsync(StoredProfile profile, RotationRecord wanted, Action<RotationReport> reached)
    {
        if (profile.ApiKey is not { IsEmpty: false } oldKey)
            throw new DiagnosticException(Findings.NothingToRotate(profile.Name));
        if (KeyShapes.IsKey(profile.Name))
            throw new DiagnosticException(Findings.NameIsKey()); // The journal holds names, and no key.

        foreach (IRotationOutput output in outputsOf(wanted))
            Require(output.Check(cancellationToken));

        using CloudAccess access = CloudAccess.Of(host, store, profile);
        IReadOnlyList<ListedApiKey> keys = await ListAsync(access, profile).ConfigureAwait(false);
        string? oldKeyId = profile.ApiKeyId is { Length: > 0 } id ? id : null;
        ListedApiKey? old = keys.FirstOrDefault(key => key.Id == oldKeyId);

        string tail = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        DateTimeOffset now = time.GetUtcNow();
        RotationRecord record = wanted with
        {
            RowId = profile.Id,
            KeyName = string.Create(CultureInfo.InvariantCulture, $"{KeyShapes.ShowName(profile.Name)} llama-env on {machine} {now:yyyy-MM-dd} {tail}"),
            RowBeside = $"{profile.Name} (new key {tail})",
            OldKeyId = oldKeyId,
            MayBeOld = oldKeyId is null ? [.. keys.Where(key => key.MayBe(oldKey)).Select(Describe)] : [],
            Started = now,
        };
        journal.Write(record);
        reached(new RotationReport(record, RotationState.Unfinished));
        // From here on nothing is cancelled: a key that was asked for and is not waited for would be left behind.
        ApiKey made = await MakeKeyAsync(access, record, old is null && oldKeyId is null ? profile.ProjectId : old?.ProjectId).ConfigureAwait(false);
        try
        {
            store.KeepBeside(profile, record.RowBeside, made.Key, made.Id);
        }
        catch
        {
            if (await RotationSteps.TryDeleteAsync(access.Client, made.Id, CancellationToken.None).ConfigureAwait(false) is { } failure)
                store.Warnings.Add(Findings.OrphanNotDeleted(made.Id, record.KeyName, failure));
            else
                journal.Delete(record);
            throw;
        }

        RotationRecord stored = record with { Step = RotationStep.Stored, KeyId = made.Id };
        journal.Write(stored);
        reached(new RotationReport(stored, RotationState.Unfinished));
        return stored;
    }

    private async Task<ApiKey> MakeKeyAsync(CloudAccess access, RotationRecord record, string? projectId)
    {
        try
        {
            return await access.Client.CreateApiKeyAsync(record.KeyName, string.IsNullOrWhiteSpace(projectId) ? null : projectId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DiagnosticException e)
        {
            // Whether it was made in spite of that only the list tells.
            Diagnostic? left;
            try
            {
                (_, left) = await RotationSteps.DeleteByNameAsync(access.Client, store, record.KeyName, CancellationToken.None).ConfigureAwait(false);
            }
            catch (DiagnosticException unknown)
            {
                left = unknown.Diagnostic;
            }

            if (left is not null)
                throw new DiagnosticException(Findings.MayBeMade(e.Diagnostic, record.KeyName));

            journal.Delete(record);
            throw new DiagnosticException(IsRefusal(e.Diagnostic) ? Findings.KeysNeedLogin(record.Profile, e.Diagnostic) : e.Diagnostic);
        }
    }

    /// <summary>The first question, which shows whether keys can be managed at all.</summary>
    private async Task<IReadOnlyList<ListedApiKey>> ListAsync(CloudAccess access, StoredProfile profile)
    {
        try
        {
            return await access.Client.ListApiKeysAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (IsRefusal(e.Diagnostic) && !profile.HasLogin)
        {
            throw new DiagnosticException(Findings.KeysNeedLogin(profile.Name, e.Diagnostic));
        }
    }

    private static bool IsRefusal(Diagnostic diagnostic) => diagnostic.Code is DiagnosticCodes.KeyRejected or DiagnosticCodes.NoAccess;

    /// <summary>An error stops; what is found beside it is told, too.</summary>
    private void Require(IReadOnlyList<Diagnostic> findings)
    {
        Diagnostic? error = findings.FirstOrDefault(static finding => finding.Severity == DiagnosticSeverity.Error);
        if (error is null)
            return;

        store.Warnings.AddRange(findings.Where(finding => finding != error));
        throw new DiagnosticException(error);
    }

    private static string Describe(ListedApiKey key) =>
        $"{KeyShapes.Show(key.Id)} ('{KeyShapes.ShowName(key.Name)}'{(key.CreatedAt is { } made ? $", made {Findings.Moment(made)}" : "")})";
}
