using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Understands the words of a setting.</summary>
internal static class Words
{
    /// <summary>One of <paramref name="known"/>, in any case; the first of them where nothing is set, or nothing known.</summary>
    internal static string Choose(string name, string? text, IReadOnlyList<string> known, List<Diagnostic> diagnostics)
    {
        string word = text?.Trim().ToLowerInvariant() ?? "";
        if (word.Length == 0)
            return known[0];
        if (known.Contains(word))
            return word;

        diagnostics.Add(Findings.BadSetting(name, text!, string.Join(", ", known)));
        return known[0];
    }

    internal static bool ParseSwitch(string name, string? text, bool whenUnset, List<Diagnostic> diagnostics)
    {
        if (string.IsNullOrWhiteSpace(text))
            return whenUnset;

        if (!bool.TryParse(text, out bool value))
            diagnostics.Add(Findings.BadSetting(name, text, "true, false"));
        return value;
    }

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The entries of a list, each once, without those that are empty.</summary>
    internal static IEnumerable<string> Clean(IReadOnlyList<string> texts) => texts.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal);
}
