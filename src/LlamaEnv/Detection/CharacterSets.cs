using System.Globalization;
using System.Text;

namespace LlamaEnv.Detection;

/// <summary>Characters by what they are good for.</summary>
/// <remarks>Plain loops: the vectors of <c>SearchValues</c> are compiled at every start, and cost more than they save on a key.</remarks>
internal static class CharacterSets
{
    internal static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>What people fill the place of a value with.</summary>
    internal static bool IsFiller(char c) => c is '*' or '.' or '…' or '•' or '_' or '-' or '?' or '#';

    /// <summary>Whether every character of <paramref name="text"/> belongs to the set <paramref name="contains"/> describes.</summary>
    internal static bool Cover(ReadOnlySpan<char> text, Func<char, bool> contains)
    {
        foreach (char c in text)
        {
            if (!contains(c))
                return false;
        }

        return true;
    }

    /// <summary>Whether a character is seen, and leaves the ones around it as they are. A space is.</summary>
    internal static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && !IsBlankOfOtherKind(rune.Value);

    /// <summary>Letters, marks and unassigned characters that show nothing (Unicode's Default_Ignorable_Code_Point, beyond the format characters), and what is no character.</summary>
    private static bool IsBlankOfOtherKind(int code) => code
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF) || (code & 0xFFFE) == 0xFFFE;
}
