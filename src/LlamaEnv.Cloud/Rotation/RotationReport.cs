namespace LlamaEnv.Cloud.Rotation;

/// <summary>What became of a rotation.</summary>
/// <param name="Record">Ids, names and times.</param>
/// <param name="State">Where it stands.</param>
internal sealed record RotationReport(RotationRecord Record, RotationState State)
{
    /// <summary>Whether the old key is gone.</summary>
    internal bool IsRevoked { get; init; }

    /// <summary>Whether an earlier run began it.</summary>
    internal bool IsContinued { get; init; }

    /// <summary>Whether the profile has another key by now, or is gone.</summary>
    internal bool IsOvertaken { get; init; }

    /// <summary>Whether this run gave the new key to the places.</summary>
    internal bool HasWritten { get; init; }

    /// <summary>Places that got the new key, and do not have it any more, or do not show what they have.</summary>
    internal IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>Other profiles that had the same key and have the new one.</summary>
    internal IReadOnlyList<string> Others { get; init; } = [];
}

/// <summary>Where a rotation stands.</summary>
internal enum RotationState
{
    /// <summary>Something is left that the next run does.</summary>
    Unfinished,

    /// <summary>The new key is everywhere; the old one is valid for a while.</summary>
    Waiting,

    /// <summary>Nothing is left to do, for this tool.</summary>
    Finished,

    /// <summary>Everything is as it was before.</summary>
    Undone,

    /// <summary>Everything is as it was before, but the server may still make the key that it was asked for.</summary>
    Sought,
}
