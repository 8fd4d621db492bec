namespace LlamaEnv.Detection;

/// <summary>
/// Tells a LlamaCloud key that somebody wrote down from what only looks like one: documentation, samples, hashes. The scan
/// of files and the analyzer, which compiles this file in, share it; so it needs nothing but the oldest .NET.
/// </summary>
/// <remarks>
/// The shape is that of public validators: <c>llx-</c> and 48 alphanumerics. 200,000 random keys had 4.37 to 5.40 bits of
/// entropy a character, made-up ones 2.5 to 3.7.
/// </remarks>
internal static class KeyLiteral
{
    /// <summary>What every key starts with.</summary>
    internal const string Prefix = "llx-";

    /// <summary>The characters behind the prefix.</summary>
    internal const int BodyLength = 48;

    /// <summary>Bits a character. Less is not random.</summary>
    private const double LeastEntropy = 4.0;

    /// <summary>What that is of the most that 48 characters can have.</summary>
    private const double LeastShare = 0.72;

    /// <summary>One in as many characters.</summary>
    private const int FewestChanges = 6;

    /// <summary>Letters and digits.</summary>
    private const int Alphabet = 62;

    /// <summary>As many letters or digits in their order are no accident.</summary>
    private const int LongestRun = 7;

    private static readonly string[] s_words = ["example", "placeholder", "changeme", "replaceme", "your", "notreal", "redacted"];

    /// <summary>The first key at <paramref name="from"/> or behind; -1 where there is none.</summary>
    internal static int Find(string text, int from = 0)
    {
        int start = text.IndexOf(Prefix, from, StringComparison.Ordinal);
        while (start >= 0 && !IsKeyAt(text.AsSpan(), start))
            start = text.IndexOf(Prefix, start + 1, StringComparison.Ordinal);
        return start;
    }

    /// <summary>Whether the text has a whole key at <paramref name="start"/>, where <see cref="Prefix"/> stands.</summary>
    internal static bool IsKeyAt(ReadOnlySpan<char> text, int start)
    {
        ReadOnlySpan<char> rest = text.Slice(start + Prefix.Length);
        if (rest.Length < BodyLength || (start > 0 && IsWord(text[start - 1])) || (rest.Length > BodyLength && IsWord(rest[BodyLength])))
            return false;

        Span<byte> body = stackalloc byte[BodyLength];
        for (int i = 0; i < BodyLength; i++)
        {
            if (!IsAlphanumeric(rest[i]))
                return false;

            body[i] = (byte)rest[i];
        }

        return IsRandom(body);
    }

    /// <summary>Whether text of one byte a character has a whole key at <paramref name="start"/>.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="start">Where <see cref="Prefix"/> stands.</param>
    /// <param name="isBinary">Whether anything may stand beside it: formats that pack their columns put nothing between.</param>
    internal static bool IsKeyAt(ReadOnlySpan<byte> text, int start, bool isBinary)
    {
        ReadOnlySpan<byte> rest = text.Slice(start + Prefix.Length);
        if (rest.Length < BodyLength)
            return false;
        if (!isBinary && ((start > 0 && IsWord((char)text[start - 1])) || (rest.Length > BodyLength && IsWord((char)rest[BodyLength]))))
            return false;

        ReadOnlySpan<byte> body = rest.Slice(0, BodyLength);
        foreach (byte b in body)
        {
            if (!IsAlphanumeric((char)b))
                return false;
        }

        return IsRandom(body);
    }

    /// <summary>The same of ASCII characters of any number, measured by what as many random ones could have.</summary>
    internal static bool LooksRandom(ReadOnlySpan<byte> text) =>
        text.Length > 0 && Entropy(text) >= LeastShare * Math.Log(Math.Min(text.Length, Alphabet)) / Math.Log(2) && ChangesOften(text) && !HasRun(text) && !HasWord(text);

    /// <summary>Whether 48 alphanumerics were drawn at random, as far as one can tell.</summary>
    private static bool IsRandom(ReadOnlySpan<byte> body) => Entropy(body) >= LeastEntropy && !HasRun(body) && !HasWord(body) && !IsRepeated(body) && !IsSentence(body);

    /// <summary>Shannon's, in bits a character.</summary>
    private static double Entropy(ReadOnlySpan<byte> body)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (byte b in body)
            counts[b]++;

        double sum = 0;
        foreach (int count in counts)
        {
            if (count > 0)
                sum += count * Math.Log(count);
        }

        return (Math.Log(body.Length) - sum / body.Length) / Math.Log(2);
    }

    /// <summary>Whether small letters, capitals and digits take turns, as in no words.</summary>
    private static bool ChangesOften(ReadOnlySpan<byte> text)
    {
        int changes = 0;
        int last = 0;
        foreach (byte b in text)
        {
            int kind = b is >= (byte)'a' and <= (byte)'z' ? 1 : b is >= (byte)'A' and <= (byte)'Z' ? 2 : b is >= (byte)'0' and <= (byte)'9' ? 3 : 0;
            if (kind == 0)
                continue;
            changes += last != 0 && kind != last ? 1 : 0;
            last = kind;
        }

        return changes * FewestChanges >= text.Length;
    }

    private static bool HasRun(ReadOnlySpan<byte> body)
    {
        int up = 1, down = 1, same = 1;
        for (int i = 1; i < body.Length; i++)
        {
            int step = body[i] - body[i - 1];
            // 0 comes behind 9 on a keyboard.
            up = step == 1 || (body[i] == '0' && body[i - 1] == '9') ? up + 1 : 1;
            down = step == -1 ? down + 1 : 1;
            same = step == 0 ? same + 1 : 1;
            if (up >= LongestRun || down >= LongestRun || same >= LongestRun)
                return true;
        }

        return false;
    }

    /// <summary>Whether one part, however long, comes again and again.</summary>
    private static bool IsRepeated(ReadOnlySpan<byte> body)
    {
        for (int part = 1; part <= body.Length / 2; part++)
        {
            if (body.Slice(part).SequenceEqual(body.Slice(0, body.Length - part)))
                return true;
        }

        return false;
    }

    /// <summary>Whether it is words of a language that are written as one: <c>ThisKeyIsFakeItOpensNothing…</c> has no digits, and a vowel in every third place. Of random ones one in a hundred thousand is like that.</summary>
    private static bool IsSentence(ReadOnlySpan<byte> body)
    {
        int vowels = 0;
        foreach (byte b in body)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
                return false;
            if ((b | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u')
                vowels++;
        }

        return vowels * 7 >= body.Length * 2;
    }

    private static bool HasWord(ReadOnlySpan<byte> body)
    {
        foreach (string word in s_words)
        {
            for (int i = 0; i + word.Length <= body.Length; i++)
            {
                if (StandsAt(body.Slice(i), word))
                    return true;
            }
        }

        return false;
    }

    private static bool StandsAt(ReadOnlySpan<byte> text, string word)
    {
        for (int i = 0; i < word.Length; i++)
        {
            if ((text[i] | 0x20) != word[i])
                return false;
        }

        return true;
    }

    private static bool IsAlphanumeric(char c) => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z';

    /// <summary>What goes on: of an encoded text, a digest, an identifier.</summary>
    private static bool IsWord(char c) => IsAlphanumeric(c) || c is '-' or '_';
}
