namespace LlamaEnv.Detection;

/// <summary>Text of so few or such regular characters that nobody drew them at random.</summary>
/// <remarks>Careful by intent: made-up keys of tests, <c>FakeFakeFake…</c>, are keys as any other.</remarks>
internal static class CharacterRuns
{
    private const int FewestForRun = 12;
    private const int FewestForOrder = 24;
    private const int LongestPeriod = 12;

    /// <summary>Whether it is one character over and over.</summary>
    internal static bool IsOneCharacter(ReadOnlySpan<char> text) => text.Length > 0 && CountDistinct(text) == 1;

    /// <summary>Whether it is one or two characters over and over, or letters and digits in their order, as <c>1234567890…</c>.</summary>
    internal static bool IsRun(ReadOnlySpan<char> text)
    {
        if (text.Length >= FewestForRun && CountDistinct(text) <= 2)
            return true;
        if (text.Length < FewestForOrder)
            return false;

        double inOrder = CountInOrder(text) / (double)(text.Length - 1);
        bool isPeriodic = IsPeriodic(text);
        return inOrder >= 0.85 || (isPeriodic && (inOrder >= 0.6 || CharacterSets.Cover(text, char.IsAsciiDigit)));
    }

    /// <summary>Whether it is a few letters or digits over and over, all of one case and not those that keys of tests are made of.</summary>
    internal static bool IsRepeated(ReadOnlySpan<char> text)
    {
        const int LongestRepeated = 10;
        const int FewestRepeats = 3;
        bool isOneCase = !text.ContainsAnyInRange('A', 'Z') || !text.ContainsAnyInRange('a', 'z');
        return text.Length >= FewestForRun && isOneCase && CharacterSets.Cover(text, char.IsAsciiLetterOrDigit) && !text.StartsWith("fake", StringComparison.OrdinalIgnoreCase)
            && IsPeriodic(text, Math.Min(LongestRepeated, text.Length / FewestRepeats));
    }

    /// <summary>Different characters, whatever their case; counts to three.</summary>
    private static int CountDistinct(ReadOnlySpan<char> text)
    {
        Span<char> seen = stackalloc char[3];
        int count = 0;
        foreach (char c in text)
        {
            char lower = char.ToLowerInvariant(c);
            if (seen[..count].Contains(lower))
                continue;

            seen[count++] = lower;
            if (count == seen.Length)
                break;
        }

        return count;
    }

    /// <summary>Neighbours that follow one another in the alphabet or among the digits, up or down, round the end too.</summary>
    private static int CountInOrder(ReadOnlySpan<char> text)
    {
        int count = 0;
        for (int i = 1; i < text.Length; i++)
        {
            char one = char.ToLowerInvariant(text[i - 1]);
            char two = char.ToLowerInvariant(text[i]);
            bool isRound = (one, two) is ('9', '0') or ('0', '9') or ('z', 'a') or ('a', 'z') or ('z', '0') or ('9', 'a') or ('z', '1');
            if (Math.Abs(one - two) == 1 || isRound)
                count++;
        }

        return count;
    }

    private static bool IsPeriodic(ReadOnlySpan<char> text, int longest = LongestPeriod)
    {
        for (int period = 1; period <= longest && period * 2 <= text.Length; period++)
        {
            if (text[period..].SequenceEqual(text[..^period]))
                return true;
        }

        return false;
    }
}
