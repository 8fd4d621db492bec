using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Client;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Proves a new key before it takes the old one's place: for the profile, and for every place that gets it.</summary>
internal sealed class RotationProof(RotationRun run)
{
    /// <summary>A server of many machines knows a new key a while after it made it.</summary>
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15)];

    private IReadOnlyList<CloudProject>? _before;

    /// <summary>Asks who it belongs to, until the server knows it, and then for the project of the profile and of the other places. Null where all is well.</summary>
    /// <param name="record">The rotation.</param>
    /// <param name="profile">The profile, which has the old key.</param>
    /// <param name="key">The new key.</param>
    /// <param name="uses">The other places. One whose project the old key could not use either loses nothing.</param>
    /// <exception cref="DiagnosticException">Nobody knows, as the server could not be asked.</exception>
    internal async Task<Diagnostic?> FindRefusalAsync(RotationRecord record, StoredProfile profile, Secret key, IReadOnlyList<KeyUse> uses)
    {
        using CloudAccess access = CloudAccess.Of(run.Host, profile.ApiUrl, key, profile.ProjectId);
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                Diagnostic? refusal = await AskAsync(access, record, profile, uses).ConfigureAwait(false);
                if (refusal is null || attempt == s_pauses.Length)
                    return refusal;
                await Task.Delay(s_pauses[attempt], run.Time, run.CancellationToken).ConfigureAwait(false);
            }
        }
        catch (DiagnosticException e)
        {
            throw new DiagnosticException(Findings.RotationStands(e.Diagnostic, Findings.NewKeyWaits(record.KeyName)));
        }
    }

    /// <summary>A place that is named later, whose project the profile's key may not use; null where there is none.</summary>
    internal async Task<Diagnostic?> FindUnusableAsync(StoredProfile profile, IReadOnlyList<KeyUse> uses)
    {
        if (uses.Count == 0)
            return null;

        using CloudAccess access = CloudAccess.Of(run.Host, profile.ApiUrl, profile.ApiKey);
        IReadOnlyList<CloudProject> projects = await access.Client.GetProjectsAsync(null, run.CancellationToken).ConfigureAwait(false);
        return uses.FirstOrDefault(use => !Has(projects, use)) is { } lacking ? Findings.KeyLacksProject(CloudUrl.Origin(access.BaseUrl), lacking.ProjectId, lacking.Place) : null;
    }

    private async Task<Diagnostic?> AskAsync(CloudAccess access, RotationRecord record, StoredProfile profile, IReadOnlyList<KeyUse> uses)
    {
        try
        {
            if (await access.Client.FindUserIdAsync(run.CancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyRejected(CloudUrl.Origin(access.BaseUrl), record.KeyName);
            bool hasProject = !string.IsNullOrWhiteSpace(profile.ProjectId);
            if (!hasProject && uses.Count == 0)
                return null;

            IReadOnlyList<CloudProject> projects = await access.Client.GetProjectsAsync(null, run.CancellationToken).ConfigureAwait(false);
            if (hasProject)
                access.Choose(projects, profile.ProjectId);
            return await JudgeAsync(access, profile, [.. uses.Where(use => !Has(projects, use))]).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
        {
            return Findings.NewKeyUndone(e.Diagnostic);
        }
    }

    /// <summary>Whether a place would lose what it has; one that has lost it already is told of.</summary>
    private async Task<Diagnostic?> JudgeAsync(CloudAccess access, StoredProfile profile, IReadOnlyList<KeyUse> lacking)
    {
        if (lacking.Count == 0)
            return null;

        string origin = CloudUrl.Origin(access.BaseUrl);
        _before ??= await ListOfOldKeyAsync(profile).ConfigureAwait(false);
        if (lacking.FirstOrDefault(use => Has(_before, use)) is { } loser)
            return Findings.NewKeyLacksProject(origin, loser.ProjectId, loser.Place);

        run.Store.Warnings.AddRange(lacking.Select(use => Findings.NeitherKeyHasProject(origin, use.ProjectId, use.Place)));
        return null;
    }

    private async Task<IReadOnlyList<CloudProject>> ListOfOldKeyAsync(StoredProfile profile)
    {
        try
        {
            using CloudAccess old = CloudAccess.Of(run.Host, profile.ApiUrl, profile.ApiKey);
            return await old.Client.GetProjectsAsync(null, run.CancellationToken).ConfigureAwait(false);
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
        {
            return []; // It works nowhere any more.
        }
    }

    private static bool Has(IReadOnlyList<CloudProject> projects, KeyUse use) => projects.Any(project => string.Equals(project.Id, use.ProjectId, StringComparison.OrdinalIgnoreCase));
}
