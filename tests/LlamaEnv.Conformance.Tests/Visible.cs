using System.Globalization;

namespace LlamaEnv.Conformance.Tests;

/// <summary>Text with everything that cannot be seen spelled out.</summary>
internal static class Visible
{
    internal static string Text(string text) => string.Concat(text.Select(c => IsVisible(c) ? c.ToString() : $"\\u{(int)c:X4}"));

    private static bool IsVisible(char c) => c == ' ' || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
