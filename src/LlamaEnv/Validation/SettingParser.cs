using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>Parses the values of settings.</summary>
internal static class SettingParser
{
    /// <summary>One of the setting's values, whatever its case; the default where nothing is set, or nothing known.</summary>
    internal static string ParseChoice(TextSetting setting, Settings settings, List<Diagnostic> diagnostics) =>
        ParseChoice(setting.Name, settings[setting], setting.Values, setting.Default!, diagnostics);

    internal static bool IsTrue(TextSetting setting, Settings settings, List<Diagnostic> diagnostics) => ParseChoice(setting, settings, diagnostics) == "true";

    internal static bool IsTrue(string name, string? text, bool whenUnset, List<Diagnostic> diagnostics) =>
        ParseChoice(name, text, TextSetting.TrueOrFalse, whenUnset ? "true" : "false", diagnostics) == "true";

    /// <summary>A name that is written somewhere: no key.</summary>
    internal static string? ParseName(TextSetting setting, Settings settings, HostEnvironment host, List<Diagnostic> diagnostics)
    {
        string? name = NullIfEmpty(settings[setting]);
        if (name is null || !MisplacedKey.IsIn(name, host))
            return name;

        diagnostics.Add(Findings.BadPath(setting.Option is null ? setting.Name : $"{setting.Name} / {setting.Option}", name, MisplacedKey.Fault));
        return null;
    }

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The entries of a list, each once, whoever split it: a semicolon separates also where it is escaped, as for MSBuild.</summary>
    internal static IEnumerable<string> SplitList(IReadOnlyList<string> texts) =>
        texts.SelectMany(t => t.Replace("%3B", ";", StringComparison.OrdinalIgnoreCase).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal);

    private static string ParseChoice(string name, string? text, IReadOnlyList<string> known, string whenUnset, List<Diagnostic> diagnostics)
    {
        string choice = text?.Trim().ToLowerInvariant() ?? "";
        if (choice.Length == 0)
            return whenUnset;
        if (known.Contains(choice))
            return choice;

        diagnostics.Add(Findings.BadSetting(name, text!, string.Join(", ", known)));
        return whenUnset;
    }
}
