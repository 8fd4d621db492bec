using LlamaEnv.Cloud.Accounts;
using LlamaEnv.Cloud.Http;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>Proves a new key before it takes the old one's place.</summary>
internal sealed class RotationProof(RotationRun run)
{
    /// <summary>A server of many machines knows a new key a while after it made it.</summary>
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15)];

    /// <summary>Asks who it belongs to, until the server knows it, and then for the project of the profile. Null where all is well.</summary>
    /// <exception cref="DiagnosticException">Nobody knows, as the server could not be asked.</exception>
    internal async Task<Diagnostic?> FindRefusalAsync(RotationRecord record, StoredProfile beside)
    {
        using CloudAccess access = CloudAccess.Of(run.Host, beside.ApiUrl, beside.ApiKey, beside.ProjectId);
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                Diagnostic? refusal = await AskAsync(access, record).ConfigureAwait(false);
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

    private async Task<Diagnostic?> AskAsync(CloudAccess access, RotationRecord record)
    {
        try
        {
            if (await access.Client.FindUserIdAsync(run.CancellationToken).ConfigureAwait(false) is null)
                return Findings.NewKeyRejected(CloudUrl.Origin(access.BaseUrl), record.KeyName);
            if (!string.IsNullOrWhiteSpace(access.ProjectId))
                await access.FindProjectAsync(access.ProjectId, null, mayBeNew: false, run.CancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (DiagnosticException e) when (e.Diagnostic.Code is DiagnosticCodes.NoAccess or DiagnosticCodes.KeyRejected)
        {
            return Findings.NewKeyUndone(e.Diagnostic);
        }
    }
}
