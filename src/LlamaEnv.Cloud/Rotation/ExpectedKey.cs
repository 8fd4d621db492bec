using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>What a place should have before the old key ends.</summary>
/// <param name="New">The new key; null where the profile has a third one by now, and a place anything but the old one.</param>
/// <param name="Old">By which the old key is known; null in a journal from before.</param>
/// <param name="Commands">How the profile's key gets to a place.</param>
internal sealed record ExpectedKey(Secret? New, KeyFingerprint? Old, ProfileCommands Commands)
{
    /// <summary>What is wrong with what a place has, to continue a sentence; null where nothing is.</summary>
    internal string? FindFault(Secret held) =>
        New is { } key && held == key ? null
        : held.IsEmpty ? New is null ? null : "has none"
        : Old?.Matches(held) is true ? "has the old one"
        : New is null ? null : "has another one";
}
