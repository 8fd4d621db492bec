using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>The names of environments, such as <c>Production</c>: case does not count, as in .NET.</summary>
internal static class EnvironmentNames
{
    /// <summary>.NET's name for a developer's machine.</summary>
    internal const string Development = "Development";

    /// <summary>Long enough for any name that people give, and for a file's name with it.</summary>
    private const int MaxLength = 64;

    internal static bool AreSame(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it may be a part of a file's name on every system.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);

    /// <summary>The name that is set; null where none is, or it is none.</summary>
    internal static string? Parse(Settings settings, List<Diagnostic> diagnostics)
    {
        string name = settings[Setting.EnvironmentName]?.Trim() ?? "";
        if (name.Length == 0 || IsName(name))
            return SettingParser.NullIfEmpty(name);

        diagnostics.Add(Findings.BadSetting(Setting.EnvironmentName.Name, name, "a name such as Production, of letters and digits, with - _ . between"));
        return null;
    }
}
