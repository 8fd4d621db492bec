using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Tool.Commands;

/// <summary>The fingerprints of a project that know a key which was replaced.</summary>
internal static class PinnedKeys
{
    /// <summary>A warning with what to put in their place; nothing where the project expects no key, or another one.</summary>
    /// <param name="settings">Those of the project.</param>
    /// <param name="host">The machine.</param>
    /// <param name="oldKey">The key that was replaced; null where it is not known any more.</param>
    /// <param name="newKey">The key in its place.</param>
    internal static IEnumerable<Diagnostic> Find(Settings settings, HostEnvironment host, Secret? oldKey, Secret newKey)
    {
        string[] names = [.. (oldKey is { } old ? NamesOf(settings, old) : NamesFor(settings, host, newKey)).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Length > 0)
        {
            KeyFingerprint fingerprint = KeyFingerprint.Of(newKey);
            yield return Findings.ProjectExpectsOldKey(settings[Setting.ProjectFile], string.Join(';', names.Select(name => name.Length == 0 ? $"{fingerprint}" : $"{name}={fingerprint}")));
        }
    }

    /// <summary>The environments that the key is expected for; an empty name for any.</summary>
    private static IEnumerable<string> NamesOf(Settings settings, Secret key) =>
        ExpectedKeys.Split(settings[Setting.KeyFingerprint]).Where(entry => KeyFingerprint.Parse(entry.Fingerprint)?.Matches(key) is true).Select(static entry => entry.Name ?? "");

    /// <summary>The one that this project is for, where it does not expect the key.</summary>
    private static IEnumerable<string> NamesFor(Settings settings, HostEnvironment host, Secret key)
    {
        List<Diagnostic> ignored = [];
        string? environment = EnvironmentNames.Parse(settings, host, ignored);
        if (ExpectedKeys.Parse(settings[Setting.KeyFingerprint], environment, ignored)?.Judge(new Credential(Variable.ApiKey, key, "")) is not null)
            yield return ExpectedKeys.Split(settings[Setting.KeyFingerprint]).Select(static entry => entry.Name ?? "").FirstOrDefault(name => EnvironmentNames.AreSame(name, environment)) ?? "";
    }
}
