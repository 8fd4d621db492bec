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
        foreach ((string? name, string text) in Split(texts))
        {
            if (KeyFingerprint.Parse(text) is not { } fingerprint || (name is not null && !EnvironmentNames.IsName(name)))
                diagnostics.Add(Findings.BadFingerprint(KeyShapes.HoldsKey(name) || KeyShapes.HoldsKey(text)));
            else if (name is null)
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

    /// <summary>The entries of the setting as they stand there; without a name for any environment.</summary>
    internal static IEnumerable<(string? Name, string Fingerprint)> Split(string? texts)
    {
        foreach (string text in SettingParser.SplitList([texts ?? ""]))
        {
            int end = text.IndexOf('=', StringComparison.Ordinal);
            yield return (end < 0 ? null : text[..end].Trim(), text[(end + 1)..].Trim());
        }
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
