using System.Text;

namespace LlamaEnv.Inspection.Doctor.Programs;

/// <summary>C# and its like without comments, with every line where it was.</summary>
internal static class SourceText
{
    /// <summary>Comments become blanks. Strings stay, raw and verbatim ones, too: what stands in one is no comment.</summary>
    internal static string WithoutComments(string text)
    {
        StringBuilder result = new(text);
        for (int i = 0; i < text.Length; i++)
        {
            char next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '/' && next == '/')
                i = Blank(result, i, EndOf(text, "\n", i, after: false)) - 1;
            else if (text[i] == '/' && next == '*')
                i = Blank(result, i, EndOf(text, "*/", i + 2, after: true)) - 1;
            else if (text[i] == '"')
                i = EndOfString(text, i) - 1;
            else if (text[i] == '\'')
                i = EndOfCharacter(text, i) - 1;
        }

        return result.ToString();
    }

    /// <summary>The line, from 1, of a position.</summary>
    internal static int LineAt(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    private static int EndOf(string text, string end, int start, bool after) =>
        start < text.Length && text.IndexOf(end, start, StringComparison.Ordinal) is >= 0 and var found ? found + (after ? end.Length : 0) : text.Length;

    private static int Blank(StringBuilder text, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (text[i] is not ('\n' or '\r'))
                text[i] = ' ';
        }

        return end;
    }

    /// <summary>Behind the string that begins at <paramref name="start"/>.</summary>
    private static int EndOfString(string text, int start)
    {
        int quotes = 0;
        while (start + quotes < text.Length && text[start + quotes] == '"')
            quotes++;
        if (quotes >= 3)
            return EndOf(text, new string('"', quotes), start + quotes, after: true);
        if (quotes == 2)
            return start + 2;

        bool isVerbatim = start > 0 && (text[start - 1] == '@' || (text[start - 1] == '$' && start > 1 && text[start - 2] == '@'));
        for (int i = start + 1; i < text.Length; i++)
        {
            if (isVerbatim && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                i++;
            else if (!isVerbatim && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
            else if (!isVerbatim && text[i] == '\n')
                return i; // It is no C#, and goes no further than its line.
        }

        return text.Length;
    }

    private static int EndOfCharacter(string text, int start)
    {
        int end = start + 1 < text.Length && text[start + 1] == '\\' ? start + 3 : start + 2;
        while (end < text.Length && end < start + 12 && text[end] != '\'')
            end++;
        return end < text.Length && text[end] == '\'' ? end + 1 : start + 1;
    }
}
