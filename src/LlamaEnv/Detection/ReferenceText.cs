namespace LlamaEnv.Detection;

/// <summary>What the kinds of references are told by. Questions about a text, no more.</summary>
internal static class ReferenceText
{
    internal static bool StartsWith(ReadOnlySpan<char> text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a scheme (<c>op://</c>) stands anywhere, with something behind it. Not as the end of another word: <c>https://</c> ends in no <c>s://</c>.</summary>
    internal static bool HoldsScheme(ReadOnlySpan<char> text, string scheme)
    {
        for (int start = 0; text[start..].IndexOf(scheme, StringComparison.OrdinalIgnoreCase) is >= 0 and var found; start += found + 1)
        {
            int position = start + found;
            bool isWord = position == 0 || (!char.IsAsciiLetterOrDigit(text[position - 1]) && text[position - 1] is not ('+' or '-' or '.'));
            if (isWord && position + scheme.Length < text.Length)
                return true;
        }

        return false;
    }

    /// <summary>Whether the whole text stands between two marks, with something in it.</summary>
    internal static bool Encloses(ReadOnlySpan<char> text, string open, string close) =>
        text.Length > open.Length + close.Length && StartsWith(text, open) && text.EndsWith(close, StringComparison.Ordinal);

    /// <summary>Whether the whole text is a name between two marks.</summary>
    internal static bool EnclosesName(ReadOnlySpan<char> text, string open, string close) =>
        Encloses(text, open, close) && IsName(text[open.Length..^close.Length].Trim());

    /// <summary>As <see cref="EnclosesName"/>, with a name such as constants have: what a password is not.</summary>
    internal static bool EnclosesConstant(ReadOnlySpan<char> text, string open, string close) =>
        EnclosesName(text, open, close) && text.Contains('_') && !text.ContainsAnyInRange('a', 'z');

    /// <summary>Whether something that starts as a name does stands between two marks, anywhere: <c>$(X)</c>, <c>${X:-default}</c>, <c>${{ secrets.X }}</c>.</summary>
    internal static bool HoldsName(ReadOnlySpan<char> text, string open, string close)
    {
        for (int start = 0; text[start..].IndexOf(open, StringComparison.Ordinal) is >= 0 and var found; start += found + 1)
        {
            ReadOnlySpan<char> inner = text[(start + found + open.Length)..];
            int end = inner.IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
                return false;

            ReadOnlySpan<char> name = inner[..end].TrimStart("{ -#/.!").TrimEnd();
            if (!name.IsEmpty && (IsNameStart(name[0]) || name[0] is '$' or '"' or '\''))
                return true;
        }

        return false;
    }

    /// <summary>Whether <c>%NAME%</c> stands anywhere in what is not percent-encoded as a whole, as <c>p%40ss%EF</c> is. A pattern for a log has such names in small letters.</summary>
    internal static bool HoldsPercentName(ReadOnlySpan<char> text, bool anyCase)
    {
        if (IsPercentEncoded(text))
            return false;

        for (int start = 0; text[start..].IndexOf('%') is >= 0 and var found; start += found + 1)
        {
            ReadOnlySpan<char> inner = text[(start + found + 1)..];
            int end = inner.IndexOf('%');
            if (end > 0 && (end != 2 || inner.Length == 3) && IsNameStart(inner[0]) && (anyCase || !inner[..end].ContainsAnyInRange('a', 'z')) && CharacterSets.Cover(inner[..end], static c => CharacterSets.IsName(c) || c is '.' or '(' or ')' or '-'))
                return true;
        }

        return false;
    }

    /// <summary><c>__NAME__</c> alone, in any case.</summary>
    internal static bool IsUnderscoreToken(ReadOnlySpan<char> text) =>
        Encloses(text, "__", "__") && char.IsAsciiLetter(text[2]) && CharacterSets.Cover(text, static c => CharacterSets.IsName(c) || c is '.' or '-');

    /// <summary><c>__NAME__</c> in longer text: in capitals, and no part of a word.</summary>
    internal static bool HoldsUnderscoreToken(ReadOnlySpan<char> text)
    {
        for (int i = 0; text[i..].IndexOf("__", StringComparison.Ordinal) is >= 0 and var found; i += found + 1)
        {
            int start = i + found;
            if (start > 0 && (CharacterSets.IsName(text[start - 1]) || text[start - 1] == '-'))
                continue;

            ReadOnlySpan<char> rest = text[(start + 2)..];
            int length = rest.IndexOf("__", StringComparison.Ordinal);
            bool isToken = length > 1 && char.IsAsciiLetterUpper(rest[0]) && CharacterSets.Cover(rest[..length], static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' or '.');
            if (isToken && (length + 2 == rest.Length || !CharacterSets.IsName(rest[length + 2])))
                return true;
        }

        return false;
    }

    /// <summary>A line of a program or a pipeline that was copied without what evaluates it.</summary>
    internal static bool IsCode(ReadOnlySpan<char> text)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["secrets.", "vars.", "env.", "process.env.", "import.meta.env.", "var."])
        {
            if (StartsWith(text, prefix) && IsName(text[prefix.Length..]))
                return true;
        }

        foreach (string call in (ReadOnlySpan<string>)["os.environ[", "os.environ.get(", "os.getenv(", "getenv(", "env(", "ENV[", "System.getenv(", "Environment.GetEnvironmentVariable(", "process.env[", "secrets["])
        {
            if (StartsWith(text, call) && text[^1] is ')' or ']' or ';')
                return true;
        }

        return false;
    }

    internal static bool IsName(ReadOnlySpan<char> text) => !text.IsEmpty && IsNameStart(text[0]) && CharacterSets.Cover(text, CharacterSets.IsName);

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsPercentEncoded(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOf('%'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])))
                return false;
        }

        return true;
    }
}
