using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>
/// The keys that are expected, known by their fingerprints alone: those of the environment that is asked for, and those of
/// others, which are then recognized where they do not belong.
/// </summary>
internal sealed class ExpectedKeys
{
    private readonly List<KeyFingerprint> _own = [];
    private readonly List<(string Environment, KeyFingerprint Fingerprint)> _others = [];

    private readonly string? _environment;

    private ExpectedKeys(string? environment) => _environment = environment;

    /// <summary>
    /// What the setting says: <c>FINGERPRINT</c> or <c>NAME=FINGERPRINT</c>, with <c>;</c> between. One without a name is for
    /// every environment that has none of its own. Null where nothing is said.
    /// </summary>
    internal static ExpectedKeys? Parse(string? texts, string? environment, List<Diagnostic> diagnostics)
    {
        ExpectedKeys expected = new(environment);
        List<KeyFingerprint> anyones = [];
        foreach (string text in SettingParser.SplitList([texts ?? ""]))
        {
            int end = text.IndexOf('=', StringComparison.Ordinal);
            string name = end < 0 ? "" : text[..end].Trim();
            if (KeyFingerprint.Parse(text[(end + 1)..].Trim()) is not { } fingerprint || (end >= 0 && !EnvironmentNames.IsName(name)))
                diagnostics.Add(Findings.BadFingerprint(KeyShapes.HoldsKey(text)));
            else if (end < 0)
                anyones.Add(fingerprint);
            else if (EnvironmentNames.AreSame(name, environment))
                expected._own.Add(fingerprint);
            else
                expected._others.Add((name, fingerprint));
        }

        if (expected._own.Count == 0)
            expected._own.AddRange(anyones);
        return expected._own.Count + expected._others.Count > 0 ? expected : null;
    }

    /// <summary>What is wrong with a key: it is not the expected one, or another environment's.</summary>
    internal Diagnostic? Judge(Credential key)
    {
        if (_own.Exists(f => f.Matches(key.Value)))
            return null;

        string? other = _others.Find(o => o.Fingerprint.Matches(key.Value)).Environment;
        return other is null && _own.Count == 0 ? null : Findings.UnexpectedKey(key, other, _environment);
    }

    /// <summary>The same for whoever asks for no environment: as a setting.</summary>
    public override string ToString() => string.Join(';', [.. _own.Select(f => f.ToString()), .. _others.Select(o => $"{o.Environment}={o.Fingerprint}")]);
}
