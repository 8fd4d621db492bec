using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Cloud.Rotation;

/// <summary>The profiles that have the old key, and would lose it: by id on its server, and by the key itself everywhere, as one that somebody pasted has no id, and a server may have two URLs.</summary>
internal static class OldKeyUsers
{
    /// <summary>What to say of the first; null where there is none.</summary>
    internal static Diagnostic? FindInUse(ProfileStore store, RotationRecord record) => Find(store.ListAll(), record) is { } user
        ? Findings.OldKeyInUse(record.OldKeyId ?? "", user.Name, ApiUrl.AreSame(user.ApiUrl, record.ApiUrl) ? null : user.ApiUrl)
        : null;

    /// <summary>The first of some profiles; null where none has it.</summary>
    internal static StoredProfile? Find(IReadOnlyList<StoredProfile> profiles, RotationRecord record) =>
        profiles.FirstOrDefault(row => record.OldKeyId is { Length: > 0 } id && row.HasKeyId(id, record.ApiUrl)) ?? Holders(profiles, record).FirstOrDefault();

    /// <summary>Those that have the key itself.</summary>
    internal static IEnumerable<StoredProfile> Holders(IEnumerable<StoredProfile> profiles, RotationRecord record)
    {
        KeyFingerprint? old = record.OldKeyFingerprint is { } text ? KeyFingerprint.Parse(text) : null;
        return profiles.Where(row => row is { HasKey: true, ApiKey: { } key } && old?.Matches(key) is true);
    }
}
