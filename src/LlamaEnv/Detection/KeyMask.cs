using System.Text;

namespace LlamaEnv.Detection;

/// <summary>
/// Masks what looks like a key wherever it stands in a text: people do put one where a path, a URL or a name belongs, and
/// messages name paths, URLs and names.
/// </summary>
internal static class KeyMask
{
    private const string Mask = "***";

    /// <summary>Fewer behind the prefix are no key, but the start of a word: <c>llx-</c> and <c>sk-</c> stand in messages and paths, too.</summary>
    private const int FewestOfOfficial = 8;
    private const int FewestOfOthers = 12;

    /// <summary>The text itself where there is nothing to mask.</summary>
    internal static string Apply(string text)
    {
        StringBuilder? masked = null;
        int kept = 0;
        for (int i = 0; i < text.Length;)
        {
            int length = LengthOfKey(text.AsSpan(), i) is var key and > 0 ? key : LengthOfUserInfo(text.AsSpan(), i);
            if (length == 0)
            {
                i++;
                continue;
            }

            (masked ??= new StringBuilder(text.Length)).Append(text, kept, i - kept).Append(Mask);
            kept = i += length;
        }

        return masked?.Append(text, kept, text.Length - kept).ToString() ?? text;
    }

    private static int LengthOfKey(ReadOnlySpan<char> text, int start)
    {
        int prefix = KeyShapes.LengthOfPrefixAt(text, start);
        if (prefix == 0)
            return 0;

        int end = start + prefix;
        int counted = 0;
        bool hasDigit = false;
        while (end < text.Length && !EndsKey(text[end]))
        {
            counted += char.IsLetterOrDigit(text[end]) ? 1 : 0;
            hasDigit |= char.IsAsciiDigit(text[end]);
            end++;
        }

        ReadOnlySpan<char> key = text[start..end].TrimEnd(".,:;!?)]}");
        bool isOfficial = KeyShapes.OfficialPrefix.AsSpan().Equals(text.Slice(start, prefix), StringComparison.OrdinalIgnoreCase);
        // "llx-AA****1234" is a profile's name, as llamactl makes it.
        return !key.Contains("***", StringComparison.Ordinal) && (isOfficial ? counted >= FewestOfOfficial : counted >= FewestOfOthers && hasDigit) ? key.Length : 0;
    }

    /// <summary>Of <c>https://user:password@host</c> what stands between.</summary>
    private static int LengthOfUserInfo(ReadOnlySpan<char> text, int start)
    {
        if (start < 3 || text[start - 1] != '/' || text[start - 2] != '/' || text[start - 3] != ':')
            return 0;

        int length = 0;
        for (int i = start; i < text.Length && !EndsAuthority(text[i]); i++)
        {
            if (text[i] == '@')
                length = i - start;
        }

        return length;
    }

    private static bool EndsKey(char c) => EndsAuthority(c) || c is '`' or '<' or '>' or '|' or ';' or ',' or '(' or ')' or '&' or '?';

    private static bool EndsAuthority(char c) => char.IsWhiteSpace(c) || c is '/' or '\\' or '\'' or '"';
}
