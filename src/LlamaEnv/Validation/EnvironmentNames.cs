using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Validation;

/// <summary>The names of environments, such as <c>Production</c>: case does not count, as in .NET.</summary>
internal static class EnvironmentNames
{
    /// <summary>.NET's name for a developer's machine.</summary>
    internal const string Development = "Development";

    /// <summary>Long enough for any name that people give, and for a file's name with it.</summary>
    private const int MaxLength = 64;

    /// <summary>Whether it is a developer's own, or none is named.</summary>
    internal static bool IsPersonal([NotNullWhen(false)] string? name) => name is null || AreSame(name, Development);

    internal static bool AreSame(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether it may be a part of a file's name on every system. <c>local</c> at its end means this machine there, and a key
    /// is the name of nothing.
    /// </summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && !AreSame("local", text[(text.LastIndexOf('.') + 1)..]) && !KeyShapes.HoldsKey(text);

    /// <summary>The name that is set; null where none is, or it is none.</summary>
    internal static string? Parse(Settings settings, HostEnvironment host, List<Diagnostic> diagnostics)
    {
        string name = settings[Setting.EnvironmentName]?.Trim() ?? "";
        if (name.Length == 0)
            return null;

        if (MisplacedKey.IsIn(name, host))
            diagnostics.Add(Findings.BadPath($"{Setting.EnvironmentName.Name} / {Setting.EnvironmentName.Option}", name, MisplacedKey.Fault));
        else if (!IsName(name))
            diagnostics.Add(Findings.BadSetting(Setting.EnvironmentName.Name, name, "a name such as Production, of letters and digits, with - _ . between, and without .local at its end"));
        else
            return name;
        return null;
    }
}
