using System.Buffers;
using System.Globalization;
using System.Text;
using LlamaEnv.Detection;

namespace LlamaEnv.Diagnostics;

/// <summary>
/// Makes text that servers, files and command lines hand us safe to print: what could act on a terminal, a log or a
/// pipeline is spelled out, and what looks like a key is masked. The one place that knows what is safe; every channel has
/// its form of it here or, for YAML, in the tool.
/// </summary>
internal static class SafeText
{
    /// <summary>For a line of text: <c>\u202E</c> where the character itself would turn the rest of the line round.</summary>
    internal static string Line(string text)
    {
        string masked = KeyMask.Apply(text);
        return IsSafe(masked) ? masked : Escape(masked, new StringBuilder(masked.Length + 16), isJson: false).ToString();
    }

    /// <summary>A JSON string with its quotes. Its escapes mean the character, so that a reader gets the text as it is.</summary>
    internal static string Json(string text) => Escape(KeyMask.Apply(text), new StringBuilder(text.Length + 2).Append('"'), isJson: true).Append('"').ToString();

    /// <summary>Whether nothing in it has to be spelled out.</summary>
    internal static bool IsSafe(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            // Most text has none of these, and is done with in no time.
            if (text[i] is '#' or ':' or < ' ' or > '~' && LengthOfUnsafe(text, i, out int length) is var spelled)
            {
                if (spelled > 0)
                    return false;
                i += length - 1;
            }
        }

        return true;
    }

    /// <summary>How many UTF-16 code units at <paramref name="index"/> have to be spelled out: 0, 1 or 2. <paramref name="length"/> is how many belong to the character.</summary>
    internal static int LengthOfUnsafe(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        char c = text[index];
        if (c is >= ' ' and <= '~')
            return (c == '#' && BeginsCommand(text, index)) || (c == ':' && BeginsWorkflowCommand(text, index)) ? 1 : 0;

        if (Rune.DecodeFromUtf16(text[index..], out Rune rune, out length) != OperationStatus.Done)
            return length = 1; // Half of a surrogate pair.

        return VisibleText.IsVisible(rune) ? 0 : length;
    }

    /// <summary>The second <c>#</c> of <c>##vso[</c>, <c>##[</c>, <c>##teamcity[</c>, which pipelines find anywhere in a line.</summary>
    private static bool BeginsCommand(ReadOnlySpan<char> text, int index)
    {
        if (index == 0 || text[index - 1] != '#')
            return false;

        int end = index + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end < text.Length && text[end] == '[';
    }

    /// <summary>The second colon of <c>::error …</c> or <c>::add-mask::</c>; not that of <c>[::1]</c> or <c>[System.String]::IsNullOrEmpty(</c>.</summary>
    private static bool BeginsWorkflowCommand(ReadOnlySpan<char> text, int index)
    {
        if (index == 0 || text[index - 1] != ':')
            return false;

        int end = index + 1;
        while (end < text.Length && (CharacterSets.IsName(text[end]) || text[end] == '-'))
            end++;
        return end > index + 1 && (end == text.Length || text[end] is <= ' ' or '"' or '\'' || text[end..].StartsWith("::"));
    }

    private static StringBuilder Escape(string text, StringBuilder result, bool isJson)
    {
        for (int i = 0; i < text.Length;)
        {
            int unsafeLength = LengthOfUnsafe(text, i, out int length);
            if (isJson && length == 1 && char.IsSurrogate(text[i]))
                result.Append(@"\uFFFD"); // Half of a pair is no text, and most readers refuse it.
            else if (unsafeLength == 2 && !isJson)
                result.Append(CultureInfo.InvariantCulture, $@"\U{char.ConvertToUtf32(text[i], text[i + 1]):X8}");
            else if (unsafeLength > 0)
                AppendUnits(result, text.AsSpan(i, unsafeLength));
            else if (isJson && (text[i] is '"' or '\\'))
                result.Append('\\').Append(text[i]);
            else
                result.Append(text, i, length);
            i += length;
        }

        return result;
    }

    private static void AppendUnits(StringBuilder result, ReadOnlySpan<char> units)
    {
        foreach (char unit in units)
            result.Append(CultureInfo.InvariantCulture, $@"\u{(int)unit:X4}");
    }
}
