using LlamaEnv.Detection;

namespace LlamaEnv.Validation;

/// <summary>A line that sets a variable for its writer, and that not every reader of .env files takes for an assignment.</summary>
/// <param name="Name">The name, as people see it.</param>
/// <param name="Form">The line up to its value, made of its parts.</param>
/// <param name="Value">What stands behind it, without quotes.</param>
/// <param name="IsOrdinary">Whether it is an assignment for everybody: <c>NAME=value</c>, with <c>export</c> or without.</param>
/// <param name="Oddity">The first character that is not what it looks like, in words; null where there is none.</param>
internal sealed record OddAssignment(string Name, string Form, Secret Value, bool IsOrdinary, string? Oddity)
{
    /// <summary>Names stand at the beginning of a line, behind a command at most.</summary>
    private const int MaxOpening = 256;

    /// <summary>Longer ones before those they begin with.</summary>
    private static readonly string[] s_separators = ["=>", "->", "<-", "::=", ":=", "?=", "+=", "==", "="];

    /// <summary>What begins a line that sets nothing, also where a .env file knows no such comment.</summary>
    private static readonly string[] s_comments = ["#", "//", ";", "/*", "<!--", "-- ", "rem ", "::"];

    /// <summary>Understands one line that gives a value to a name for which <paramref name="isMeant"/> holds; null for any other, and for a comment.</summary>
    internal static OddAssignment? Parse(string line, Predicate<string> isMeant)
    {
        SeenText seen = SeenText.Of(line);
        string text = seen.Text.TrimEnd();
        string begin = text.TrimStart();
        if (Array.Exists(s_comments, c => begin.StartsWith(c, StringComparison.OrdinalIgnoreCase)))
            return null;

        // "LlamaCloud:ApiKey" and "llama.api.key" are names only where no part of them is one.
        return Find(seen, text, isMeant, inner: "-") ?? Find(seen, text, isMeant, inner: "-.:");
    }

    private static OddAssignment? Find(SeenText seen, string text, Predicate<string> isMeant, string inner)
    {
        for (int start = 0; start < text.Length && start <= MaxOpening; start++)
        {
            int length = NameLength(text.AsSpan(start), inner);
            if (length == 0)
                continue;

            string name = text.Substring(start, length);
            if (isMeant(name) && LineOpening.Parse(text[..start]) is { } opening && Make(seen, text, name, start + length, opening) is { } found)
                return found;
            start += length;
        }

        return null;
    }

    private static OddAssignment? Make(SeenText seen, string text, string name, int end, LineOpening opening)
    {
        int closed = end;
        while (closed < text.Length && (LineOpening.IsQuote(text[closed]) || text[closed] is ']' or '}'))
            closed++;

        ReadOnlySpan<char> behind = text.AsSpan(closed).TrimStart();
        bool hasBlank = behind.Length < text.Length - closed;
        if (Separator(behind, opening, hasBlank) is not { } separator)
            return null;

        int start = text.Length - behind.Length + separator.Trim().Length;
        string value = seen.Behind(start).AsSpan().Trim("\"'`;,) \t\r").ToString();
        if (value.Length == 0)
            return null;

        string? oddity = seen.FindOddity(start);
        bool isOrdinary = opening.IsOrdinary && closed == end && separator == "=" && oddity is null;
        return new OddAssignment(name, $"{opening.Form}{name}{text[end..closed]}{separator}", new Secret(value), isOrdinary, oddity);
    }

    private static string? Separator(ReadOnlySpan<char> text, LineOpening opening, bool hasBlank)
    {
        foreach (string separator in s_separators)
        {
            if (text.StartsWith(separator, StringComparison.Ordinal))
                return separator;
        }

        return text.IsEmpty ? null
            : text[0] == ':' ? ": "
            : text[0] == ',' ? ", "
            : text[0] == '>' && opening.Form.EndsWith('<') ? ">"
            : hasBlank && opening.TakesBlank ? " "
            : null;
    }

    private static int NameLength(ReadOnlySpan<char> text, string inner)
    {
        int length = 0;
        while (length < text.Length && (CharacterSets.IsName(text[length]) || (length > 0 && inner.Contains(text[length], StringComparison.Ordinal) && length + 1 < text.Length && CharacterSets.IsName(text[length + 1]))))
            length++;
        return length;
    }
}
