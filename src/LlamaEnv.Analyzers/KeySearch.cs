using LlamaEnv.Detection;

namespace LlamaEnv.Analyzers;

/// <summary>Where keys stand in a text.</summary>
internal static class KeySearch
{
    /// <summary>Nobody writes it for anything else.</summary>
    private const string Start = "llx";

    /// <summary>No name and no word is as long.</summary>
    private const int LongRun = KeyLiteral.BodyLength - 4;

    /// <summary>A whole key, in characters.</summary>
    internal const int Length = 4 + KeyLiteral.BodyLength;

    /// <summary>Whether a file may have a key in it, or what completes one: the prefix, also without its sign, or as many letters and digits in a row.</summary>
    internal static bool MayHoldPart(string text) => text.IndexOf(Start, StringComparison.Ordinal) >= 0 || HasRun(text);

    /// <summary>Looks at one character in so many as a run is long, and only then at those beside it.</summary>
    private static bool HasRun(string text)
    {
        for (int i = LongRun - 1; i < text.Length; i += LongRun)
        {
            if (!IsAlphanumeric(text[i]))
                continue;

            int start = i, end = i + 1;
            while (start > 0 && IsAlphanumeric(text[start - 1]))
                start--;
            while (end < text.Length && IsAlphanumeric(text[end]))
                end++;
            if (end - start >= LongRun)
                return true;
        }

        return false;
    }

    private static bool IsAlphanumeric(char c) => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z';
}
