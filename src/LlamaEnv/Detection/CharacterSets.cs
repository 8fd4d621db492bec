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
}
