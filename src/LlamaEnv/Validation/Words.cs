using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Understands the words of a setting.</summary>
internal static class Words
{
    /// <summary>One of the setting's values, whatever its case; the default where nothing is set, or nothing known.</summary>
    internal static string Choose(TextSetting setting, Settings settings, List<Diagnostic> diagnostics) =>
        Choose(setting.Name, settings[setting], setting.Values, setting.Default!, diagnostics);

    internal static bool IsOn(TextSetting setting, Settings settings, List<Diagnostic> diagnostics) => Choose(setting, settings, diagnostics) == "true";

    internal static bool IsOn(string name, string? text, bool whenUnset, List<Diagnostic> diagnostics) =>
        Choose(name, text, TextSetting.TrueOrFalse, whenUnset ? "true" : "false", diagnostics) == "true";

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The entries of a list, each once, whoever split it: an escaped semicolon of MSBuild and one of a command line separate as well.</summary>
    internal static IEnumerable<string> Clean(IReadOnlyList<string> texts) =>
        texts.SelectMany(t => t.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal);

    private static string Choose(string name, string? text, IReadOnlyList<string> known, string whenUnset, List<Diagnostic> diagnostics)
    {
        string word = text?.Trim().ToLowerInvariant() ?? "";
        if (word.Length == 0)
            return whenUnset;
        if (known.Contains(word))
            return word;

        diagnostics.Add(Findings.BadSetting(name, text!, string.Join(", ", known)));
        return whenUnset;
    }
}
