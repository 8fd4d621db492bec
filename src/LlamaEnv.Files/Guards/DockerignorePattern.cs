namespace LlamaEnv.Files.Guards;

/// <summary>
/// One pattern of a <c>.dockerignore</c>, with the rules of Go's <c>filepath.Match</c> and Docker's <c>**</c>. It steps
/// through the pattern with the set of all places in the path that it may have come to, so that no pattern takes long.
/// </summary>
internal static class DockerignorePattern
{
    private const string Special = "*?[]\\";

    /// <summary>Whether the pattern means the path or a folder above it. One that Docker refuses means nothing: no image comes of it.</summary>
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        if (pattern.IsEmpty || !IsWellFormed(pattern))
            return false;

        bool[] places = new bool[path.Length + 1];
        places[0] = true;
        bool isSuffix = pattern.StartsWith("**") && !pattern[2..].ContainsAny(Special);
        for (int i = 0; i < pattern.Length && places.Contains(true);)
        {
            switch (pattern[i])
            {
                case '*' when pattern[i..].StartsWith("**"):
                    i += 2;
                    bool isWhole = i < pattern.Length && pattern[i] == '/';
                    i += isWhole ? 1 : 0;
                    // At the end it means everything, and in front of plain text also a part of a name: **.env.
                    SkipFolders(places, path, isAnything: i == pattern.Length || (isSuffix && !isWhole));
                    break;
                case '*':
                    i++;
                    SkipName(places, path);
                    break;
                case '?':
                    i++;
                    Step(places, path, static (c, _) => c != '/', default);
                    break;
                case '[':
                    int end = EndOfClass(pattern, i);
                    Step(places, path, Contains, pattern[(i + 1)..end]);
                    i = end + 1;
                    break;
                default:
                    i += pattern[i] == '\\' ? 1 : 0;
                    Step(places, path, static (c, wanted) => c == wanted[0], pattern[i..]);
                    i++;
                    break;
            }
        }

        for (int end = 1; end <= path.Length; end++)
        {
            if (places[end] && (end == path.Length || path[end] == '/'))
                return true;
        }

        return false;
    }

    /// <summary>One character on from every place where it fits.</summary>
    private static void Step(bool[] places, ReadOnlySpan<char> path, CharacterRule fits, ReadOnlySpan<char> rule)
    {
        for (int i = path.Length; i > 0; i--)
            places[i] = places[i - 1] && fits(path[i - 1], rule);
        places[0] = false;
    }

    private static void SkipName(bool[] places, ReadOnlySpan<char> path)
    {
        for (int i = 1; i <= path.Length; i++)
            places[i] |= places[i - 1] && path[i - 1] != '/';
    }

    private static void SkipFolders(bool[] places, ReadOnlySpan<char> path, bool isAnything)
    {
        for (int i = places.IndexOf(true) + 1; i <= path.Length; i++)
            places[i] |= isAnything || path[i - 1] == '/';
    }

    private static bool IsWellFormed(ReadOnlySpan<char> pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && ++i == pattern.Length)
                return false;
            if (pattern[i] == '[' && (i = EndOfClass(pattern, i)) < 0)
                return false;
        }

        return true;
    }

    /// <summary>Where the class that opens at <paramref name="start"/> closes; -1 where it is none to Go.</summary>
    private static int EndOfClass(ReadOnlySpan<char> pattern, int start)
    {
        int i = start + 1;
        if (i < pattern.Length && pattern[i] == '^')
            i++;
        for (int count = 0; i < pattern.Length; count++)
        {
            if (pattern[i] == ']' && count > 0)
                return i;
            if ((i = EndOfCharacter(pattern, i)) < 0)
                return -1;
            if (i < pattern.Length && pattern[i] == '-' && (i = EndOfCharacter(pattern, i + 1)) < 0)
                return -1;
        }

        return -1;
    }

    /// <summary>Behind one character of a class, which may be escaped.</summary>
    private static int EndOfCharacter(ReadOnlySpan<char> pattern, int i)
    {
        if (i >= pattern.Length || pattern[i] is '-' or ']')
            return -1;
        if (pattern[i] == '\\')
            i++;
        return i < pattern.Length ? i + 1 : -1;
    }

    /// <summary>Whether a character is in a class, given what stands between its brackets. A negated one contains the slash, too.</summary>
    private static bool Contains(char c, ReadOnlySpan<char> inner)
    {
        bool isNegated = inner[0] == '^';
        bool isIn = false;
        for (int i = isNegated ? 1 : 0; i < inner.Length;)
        {
            char low = Next(inner, ref i);
            char high = low;
            if (i < inner.Length && inner[i] == '-')
            {
                i++;
                high = Next(inner, ref i);
            }

            isIn |= c >= low && c <= high;
        }

        return isIn != isNegated;
    }

    private static char Next(ReadOnlySpan<char> inner, ref int i)
    {
        if (inner[i] == '\\')
            i++;
        return inner[i++];
    }

    private delegate bool CharacterRule(char c, ReadOnlySpan<char> rule);
}
