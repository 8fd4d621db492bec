using System.Globalization;
using System.Security.Cryptography;
using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

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
    /// <summary>A pipeline holds the key it was queued with, for a day at the most.</summary>
    private static readonly TimeSpan s_waitElsewhere = TimeSpan.FromHours(24);

    /// <summary>
    /// Replaces the key of a profile. A rotation of it that is not finished, or one of another profile with the same key, is
    /// finished in its place, and no other is begun: the places that have its key would lose it. One that left no key behind
    /// is forgotten, and does not stand in the way.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="wanted">The outputs; ids and names are filled in.</param>
    /// <param name="wait">How long the old key stays valid, where the user says so.</param>
    /// <param name="reached">Told wherever it stands, also before it fails.</param>
    internal async Task RotateAsync(StoredProfile profile, RotationRecord wanted, TimeSpan? wait, Action<RotationReport> reached)
    {
        RotationRecord[] unfinished = [.. UnfinishedRotations.Read(journal, store).Where(record => record.IsOf(profile.Name, profile.ApiUrl) || HasNewKeyOf(record, profile))];
        bool isContinued = false;
        // Those that got no further than asking for a key come last: of what may be left of them nothing depends.
        foreach (RotationRecord record in unfinished.OrderByDescending(static record => record.Step))
        {
            RotationState state = await ContinueAsync(record, wanted, wait, report => reached(report with { IsContinued = true })).ConfigureAwait(false);
            isContinued |= state is not (RotationState.Undone or RotationState.Sought);
        }

        if (isContinued)
            return;
        // Another run may have replaced the key, while this one waited for the journal.
        profile = store.Find(profile) ?? throw new DiagnosticException(Findings.RotationUndone(profile.Name, "the profile is gone"));

        RotationRecord asked = wanted with { Wait = wait ?? (outputsOf(wanted).Any(static output => output.IsElsewhere) ? s_waitElsewhere : TimeSpan.Zero) };
        RotationRecord made = await MakeAsync(profile, asked, reached).ConfigureAwait(false);
        await StepsOf(reached).FinishAsync(made).ConfigureAwait(false);
    }

    /// <summary>Whether the key of a profile is the one that a rotation of another profile made: it was given to all that had the old one.</summary>
    private bool HasNewKeyOf(RotationRecord record, StoredProfile profile) =>
        record.KeyId is { Length: > 0 } made && (profile.HasKeyId(made, record.ApiUrl)
            || (profile.HasKey && store.Find(record.Profile, record.ApiUrl) is { HasKey: true, ApiKey: { } key } other && other.ApiKeyId == made && key == profile.ApiKey));

    private RotationSteps StepsOf(Action<RotationReport> reached) => new(RunOf(reached));

    private RotationRun RunOf(Action<RotationReport> reached) => new(host, store, journal, outputsOf, time, reached, cancellationToken);

    /// <summary>Outputs that come later are proved, too; those from before were when the key was.</summary>
    private async Task RequireUsableAsync(RotationRecord record, RotationRecord due, Action<RotationReport> reached)
    {
        RotationRecord more = due with { Outputs = [.. due.Outputs.Except(record.Outputs)] };
        RotationRun run = RunOf(reached);
        if (more.Outputs.Count > 0 && run.FindProfile(due) is { HasKey: true } profile
            && await new RotationProof(run).FindUnusableAsync(profile, [.. KeyUse.Of(outputsOf(more), cancellationToken)]).ConfigureAwait(false) is { } lacking)
            throw new DiagnosticException(lacking);
    }

    /// <summary>What this run asks for counts for all that has not been done yet.</summary>
    private async Task<RotationState> ContinueAsync(RotationRecord record, RotationRecord wanted, TimeSpan? wait, Action<RotationReport> reached)
    {
        RotationRecord due = record.Step == RotationStep.Making ? record : Extend(record, wanted).WithWait(wait, time.GetUtcNow());
        if (due.RevokeAt is { } end && end > time.GetUtcNow() && wait is null)
        {
            new RotationRevoking(RunOf(reached)).ReportWaiting(due);
            throw new DiagnosticException(Findings.RotationWaits(due.Profile, due.OldKeyId ?? "", end, "dotnet llama-env auth rotate"));
        }

        if (record.Step >= RotationStep.Swapped)
            await RequireUsableAsync(record, due, reached).ConfigureAwait(false);
        if (due != record)
            journal.Write(due);
        return await StepsOf(reached).FinishAsync(due).ConfigureAwait(false);
    }

    /// <summary>The rotation with the outputs of this run beside its own.</summary>
    private RotationRecord Extend(RotationRecord record, RotationRecord wanted)
    {
        string[] more = [.. wanted.Outputs.Except(record.Outputs, StringComparer.OrdinalIgnoreCase)];
        if (more.Length == 0)
            return record;
        if (record.Directory != wanted.Directory)
            throw new DiagnosticException(Findings.RotationOfOtherFolder(record.Profile, record.Directory)); // There the same words may mean other places.

        RotationRecord extended = record with { Outputs = [.. record.Outputs, .. more] };
        foreach (IRotationOutput output in outputsOf(extended))
            Require(output.Check(cancellationToken));
        bool isElsewhere = outputsOf(wanted with { Outputs = more }).Any(static output => output.IsElsewhere);
        return extended with
        {
            Step = record.Step == RotationStep.Updated ? RotationStep.Swapped : record.Step,
            RevokeAt = null,
            Wait = isElsewhere && record.Wait < s_waitElsewhere ? s_waitElsewhere : record.Wait,
        };
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

        using CloudAccess access = CloudAccess.OfEither(host, store, profile);
        IReadOnlyList<ListedApiKey> keys = await ListAsync(access, profile).ConfigureAwait(false);
        string? oldKeyId = profile.ApiKeyId is { Length: > 0 } id ? id : null;
        ListedApiKey? old = keys.FirstOrDefault(key => key.Id == oldKeyId);
        if (old?.Contradicts(oldKey) is true)
            (oldKeyId, old) = (null, null); // Somebody pasted another key over it: that id is a key which others may use.

        if (old is null && profile.HasLogin && await IsOfAnotherUserAsync(access, profile, oldKey).ConfigureAwait(false))
            throw new DiagnosticException(Findings.KeyOfAnotherUser(profile.Name));
        if (old is null && oldKeyId is not null && await FindUserAsync(profile, oldKey).ConfigureAwait(false) is not null)
            oldKeyId = null; // The same, and that key is gone: it would pass for revoked.

        ListedApiKey[] mayBeOld = oldKeyId is null ? [.. keys.Where(key => key.MayBe(oldKey))] : [];
        string? scope = oldKeyId is null ? await FindScopeAsync(profile, oldKey, mayBeOld).ConfigureAwait(false) : old?.ProjectId;
        string tail = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        DateTimeOffset now = time.GetUtcNow();
        RotationRecord record = wanted with
        {
            RowId = profile.Id,
            KeyName = string.Create(CultureInfo.InvariantCulture, $"{KeyShapes.ShowName(profile.Name)} llama-env on {machine} {now:yyyy-MM-dd} {tail}"),
            RowBeside = $"{profile.Name} (new key {tail})",
            RowKeyId = SettingParser.NullIfEmpty(profile.ApiKeyId),
            OldKeyId = oldKeyId,
            OldKeyFingerprint = KeyFingerprint.Of(oldKey).ToString(),
            MayBeOld = [.. mayBeOld.Select(Describe)],
            Started = now,
        };
        journal.Write(record);
        reached(new RotationReport(record, RotationState.Unfinished));
        // From here on nothing is cancelled: a key that was asked for and is not waited for would be left behind.
        ApiKey made = await MakeKeyAsync(access, profile, record, scope).ConfigureAwait(false);
        try
        {
            store.KeepBeside(profile, record.RowBeside, made.Key, made.Id);
        }
        catch (Exception e)
        {
            if (await ServerKeys.TryDeleteAsync(access.Client, made.Id, CancellationToken.None).ConfigureAwait(false) is not { } failure)
            {
                journal.Delete(record);
                throw;
            }

            store.Warnings.Add(Findings.OrphanNotDeleted(made.Id, record.KeyName, failure));
            if (e is DiagnosticException { Diagnostic: { } reason })
                throw new DiagnosticException(Findings.RotationStands(reason, Findings.NewKeyMade(record.KeyName)));
            throw;
        }

        RotationRecord stored = record with { Step = RotationStep.Stored, KeyId = made.Id };
        journal.Write(stored);
        reached(new RotationReport(stored, RotationState.Unfinished));
        return stored;
    }

    /// <summary>The project of a key whose id nobody knows; null where it is for all of the user's, so that the new one may do what it could.</summary>
    private async Task<string?> FindScopeAsync(StoredProfile profile, Secret key, IReadOnlyList<ListedApiKey> mayBe)
    {
        if (mayBe.Select(static listed => SettingParser.NullIfEmpty(listed.ProjectId)).Distinct().ToArray() is [var only])
            return only;

        try
        {
            using CloudAccess own = CloudAccess.Of(host, profile.ApiUrl, key);
            return await own.Client.GetProjectsAsync(null, cancellationToken).ConfigureAwait(false) switch
            {
                [] => profile.ProjectId,
                [var project] => project.Id,
                _ => null, // A key is for one project or for all.
            };
        }
        catch (DiagnosticException)
        {
            return profile.ProjectId; // The new key is proved wherever it goes, before it goes there.
        }
    }

    private async Task<ApiKey> MakeKeyAsync(CloudAccess access, StoredProfile profile, RotationRecord record, string? projectId)
    {
        try
        {
            return await access.Client.CreateApiKeyAsync(record.KeyName, string.IsNullOrWhiteSpace(projectId) ? null : projectId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DiagnosticException e)
        {
            // A server that did not answer may still be at it: only a key that was found and deleted is certain, and a refusal.
            bool isDeleted = !e.HadNoEffect && await IsFoundAndDeletedAsync(access, record).ConfigureAwait(false);
            if (!e.HadNoEffect && !isDeleted)
                throw new DiagnosticException(Findings.MayBeMade(e.Diagnostic, record.KeyName));

            journal.Delete(record);
            throw new DiagnosticException(isDeleted ? Findings.MadeAndDeleted(e.Diagnostic, record.KeyName) : IsRefusal(e.Diagnostic) ? ExplainRefusal(access, profile, e.Diagnostic) : e.Diagnostic);
        }
    }

    private async Task<bool> IsFoundAndDeletedAsync(CloudAccess access, RotationRecord record)
    {
        try
        {
            (int found, Diagnostic? failure) = await ServerKeys.DeleteByNameAsync(access.Client, store, record.KeyName, CancellationToken.None).ConfigureAwait(false);
            return found > 0 && failure is null;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    /// <summary>The first question, which shows whether keys can be managed at all.</summary>
    private async Task<IReadOnlyList<ListedApiKey>> ListAsync(CloudAccess access, StoredProfile profile)
    {
        try
        {
            return await access.Client.ListApiKeysAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (IsRefusal(e.Diagnostic))
        {
            throw new DiagnosticException(ExplainRefusal(access, profile, e.Diagnostic));
        }
    }

    private static Diagnostic ExplainRefusal(CloudAccess access, StoredProfile profile, Diagnostic refusal) =>
        access.HasLoginEnded ? Findings.LoginEnded(profile.Name)
        : profile.HasLogin ? Findings.LoginMayNot(profile.Name, refusal)
        : Findings.KeysNeedLogin(profile.Name, refusal);

    /// <summary>A login that does not list the key may be somebody else's: what it makes could do other things. Unknown is no.</summary>
    private async Task<bool> IsOfAnotherUserAsync(CloudAccess access, StoredProfile profile, Secret key) =>
        await FindUserAsync(profile, key).ConfigureAwait(false) is { } user && await FindUserAsync(access).ConfigureAwait(false) is { } asking && asking != user;

    /// <summary>Whose the key is; null where the server does not accept it, or that cannot be seen.</summary>
    private async Task<string?> FindUserAsync(StoredProfile profile, Secret key)
    {
        using CloudAccess own = CloudAccess.Of(host, profile.ApiUrl, key);
        return await FindUserAsync(own).ConfigureAwait(false);
    }

    private async Task<string?> FindUserAsync(CloudAccess access)
    {
        try
        {
            return await access.Client.FindUserIdAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException)
        {
            return null;
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
