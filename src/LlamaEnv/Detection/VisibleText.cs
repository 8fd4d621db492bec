using System.Globalization;
using System.Text;

namespace LlamaEnv.Detection;

/// <summary>Which characters people see.</summary>
internal static class VisibleText
{
    /// <summary>Whether every character shows something, a blank counting as such.</summary>
    internal static bool Covers(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
                return CoversRunes(text);
        }

        return true;
    }

    /// <summary>Whether it is no control, format or ignorable character, no line separator and no half of a character.</summary>
    internal static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && !IsBlankOfOtherKind(rune.Value);

    /// <summary>Whether it turns the direction of the text around it: what is seen is not what is there.</summary>
    internal static bool IsDirection(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool CoversRunes(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune))
                return false;
        }

        return true;
    }

    /// <summary>Letters, marks and unassigned characters that show nothing (Unicode's Default_Ignorable_Code_Point, beyond the format characters), and what is no character.</summary>
    private static bool IsBlankOfOtherKind(int code) => code
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF) || (code & 0xFFFE) == 0xFFFE;
}
