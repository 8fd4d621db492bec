using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>What is known of a rotation: names, ids and times, and nothing of a key.</summary>
internal sealed record RotationRecord
{
    /// <summary>The profile, by name and URL.</summary>
    internal required string Profile { get; init; }

    internal required string ApiUrl { get; init; }

    /// <summary>The id of its row: a profile that was deleted and made again is another one.</summary>
    internal string? RowId { get; init; }

    internal RotationStep Step { get; init; }

    /// <summary>What the new key is called on the server. No other is called so.</summary>
    internal required string KeyName { get; init; }

    /// <summary>What the new key's row is called as long as it is beside the profile.</summary>
    internal required string RowBeside { get; init; }

    internal string? KeyId { get; init; }

    /// <summary>The id that the profile had beside the old key, right or wrong.</summary>
    internal string? RowKeyId { get; init; }

    /// <summary>The server's id of the old key; null where nobody knows it, as of a key that somebody pasted.</summary>
    internal string? OldKeyId { get; init; }

    /// <summary>By which the old key is known again where a profile gets it back; null in a journal from before.</summary>
    internal string? OldKeyFingerprint { get; init; }

    /// <summary>Where the id of the old key is not known: those that it may be, as people are told.</summary>
    internal IReadOnlyList<string> MayBeOld { get; init; } = [];

    /// <summary>The outputs, as they were asked for, and where relative ones start.</summary>
    internal IReadOnlyList<string> Outputs { get; init; } = [];

    internal required string Directory { get; init; }

    /// <summary>Those outputs that have the new key.</summary>
    internal IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Those of them that are still its outputs: one that was left out may have anything.</summary>
    internal IEnumerable<string> Places => Written.Where(name => Outputs.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>How long the old key stays valid once the new one is everywhere.</summary>
    internal TimeSpan Wait { get; init; }

    internal required DateTimeOffset Started { get; init; }

    /// <summary>No server is still at it then, if the request for the key was cut off.</summary>
    internal DateTimeOffset SoughtUntil => Started + TimeSpan.FromHours(1);

    /// <summary>When the old key is to be revoked; null before the new one is everywhere.</summary>
    internal DateTimeOffset? RevokeAt { get; init; }

    /// <summary>With another time to wait, where one is given: from now on, if it has begun. The same once more changes nothing: a clock gives it every month.</summary>
    internal RotationRecord WithWait(TimeSpan? wait, DateTimeOffset now) =>
        wait is { } given && given != Wait ? this with { Wait = given, RevokeAt = RevokeAt is null ? null : now + given } : this;

    /// <summary>Without outputs that are gone for ever.</summary>
    internal RotationRecord Without(IReadOnlyCollection<string> outputs) =>
        outputs.Count == 0 ? this : this with { Outputs = [.. Outputs.Except(outputs, StringComparer.OrdinalIgnoreCase)] };

    internal bool IsOf(string profile, string apiUrl) => Profile == profile && LlamaEnv.Detection.ApiUrl.AreSame(ApiUrl, apiUrl);

    /// <summary>How people hand on the key of its profile, whatever environment is current.</summary>
    internal ProfileCommands CommandsIn(ProfileStore store) =>
        new(Profile) { Environment = LlamaEnv.Detection.ApiUrl.AreSame(store.ListEnvironments().Current.ApiUrl, ApiUrl) ? null : ApiUrl };

    /// <summary>The profile as messages may show it.</summary>
    internal string ShownProfile => KeyShapes.ShowName(Profile);
}
