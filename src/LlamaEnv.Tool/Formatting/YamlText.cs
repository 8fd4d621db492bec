using System.Globalization;
using System.Text;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tool.Formatting;

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

        return text.Length > 0 && text[^1] != ':' && SafeText.IsSafe(text)
            && (char.IsAsciiLetter(text[0]) ? !s_words.Contains(text, StringComparer.OrdinalIgnoreCase) : Guid.TryParseExact(text, "D", out _));
    }

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        for (int i = 0; i < text.Length;)
        {
            bool isSafe = SafeText.LengthOfUnsafe(text, i, out int length) == 0;
            if (text[i] is '"' or '\\')
                quoted.Append('\\').Append(text[i]);
            else if (isSafe && IsVisible(text, i))
                quoted.Append(text, i, length);
            else if (length == 2)
                quoted.Append(CultureInfo.InvariantCulture, $@"\U{char.ConvertToUtf32(text[i], text[i + 1]):X8}");
            else // Half of a surrogate pair is no character, and no YAML.
                quoted.Append(CultureInfo.InvariantCulture, $@"\U{(int)(char.IsSurrogate(text[i]) ? (char)0xFFFD : text[i]):X8}");
            i += length;
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>What a printed page shows, so that every reader takes it as it stands.</summary>
    private static bool IsVisible(string text, int index) => text[index] == ' ' || CharUnicodeInfo.GetUnicodeCategory(text, index) is not (
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator);
}
