using LlamaEnv.Cloud.Llamactl;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>What the steps of a rotation work with.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Store">The store; its warnings tell what is left.</param>
/// <param name="Journal">What is not finished; held alone.</param>
/// <param name="OutputsOf">Where the key goes beside the profile.</param>
/// <param name="Time">The clock.</param>
/// <param name="Reached">Told wherever it stands, also before it fails.</param>
/// <param name="CancellationToken">Ends it between two steps.</param>
internal sealed record RotationRun(
    HostEnvironment Host, ProfileStore Store, RotationJournal Journal, Func<RotationRecord, IReadOnlyList<IRotationOutput>> OutputsOf, TimeProvider Time, Action<RotationReport> Reached, CancellationToken CancellationToken)
{
    /// <summary>Other profiles that got the new key.</summary>
    internal IReadOnlyList<string> Others { get; set; } = [];

    /// <summary>Places that were looked at, and do not have the new key any more, or do not show what they have.</summary>
    internal IReadOnlyList<string> Lost { get; set; } = [];

    /// <summary>Whether this run gave the new key to its places.</summary>
    internal bool HasWritten { get; set; }

    /// <summary>The profile that the rotation was begun with; not one that was made later under its name.</summary>
    internal StoredProfile? FindProfile(RotationRecord record) =>
        Store.Find(record.Profile, record.ApiUrl) is { } profile && (record.RowId is null || profile.Id == record.RowId) ? profile : null;

    /// <summary>Writes a step down before the next begins.</summary>
    internal RotationRecord Advance(RotationRecord record)
    {
        Journal.Write(record);
        Report(record, RotationState.Unfinished);
        return record;
    }

    internal RotationState Report(RotationRecord record, RotationState state, bool isRevoked = false, bool isOvertaken = false)
    {
        Reached(new RotationReport(record, state) { IsRevoked = isRevoked, IsOvertaken = isOvertaken, HasWritten = HasWritten, Others = Others, Lost = Lost });
        return state;
    }
}
