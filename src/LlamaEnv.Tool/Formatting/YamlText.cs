using System.Globalization;
using System.Text;

namespace LlamaEnv.Tool;

/// <summary>
/// Texts as YAML scalars, for records without anything nested. YamlDotNet leaves dates and tabs without quotes, and other
/// readers take them for something else or refuse them.
/// </summary>
internal static class YamlText
{
    /// <summary>What some reader takes for no text: the words of YAML 1.1.</summary>
    private static readonly string[] s_words = ["y", "yes", "n", "no", "true", "false", "on", "off", "null"];

    /// <summary>As it is, where no reader could take it for anything else, and in double quotes where one could.</summary>
    internal static string Of(string text) => IsPlain(text) ? text : Quote(text);

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '*' or '@' or '/' or ':' or '+'))
                return false;
        }

        return text.Length > 0 && text[^1] != ':'
            && (char.IsAsciiLetter(text[0]) ? !s_words.Contains(text, StringComparer.OrdinalIgnoreCase) : Guid.TryParseExact(text, "D", out _));
    }

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append(rune);
            else if (IsVisible(rune))
                quoted.Append(rune);
            else
                quoted.Append(CultureInfo.InvariantCulture, $@"\U{rune.Value:X8}");
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
