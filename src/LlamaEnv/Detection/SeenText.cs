using System.Buffers;
using System.Globalization;
using System.Text;

namespace LlamaEnv.Detection;

/// <summary>
/// A text as people see it: what shows nothing is left out, and what only looks like a character of ASCII is that one. Names
/// come out of web pages, word processors and keyboards of other languages with such characters in them.
/// </summary>
internal sealed class SeenText
{
    /// <summary>Each character that is taken for another, and that one behind it.</summary>
    private static readonly Dictionary<char, char> s_lookalikes = Pairs(
        "АAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXУYаaсcеeіiјjоoрpѕsхxуyкkмmтt"
        + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoαaιiκkρp"
        + "İIıi\u212AK‗_‐-‑-‒-–-—-−-“\"”\"„\"‟\"″\"‘'’'‚'‛'′'´'"
        + "﹦=꞊=═=゠=᐀=⁼=₌=≡=≔=⇒=→=➜=﹕:꞉:∶:ː:");

    private readonly string _original;
    private readonly List<int>? _positions;

    private SeenText(string original, string text, List<int>? positions)
    {
        _original = original;
        _positions = positions;
        Text = text;
    }

    internal string Text { get; }

    internal static SeenText Of(string original)
    {
        if (!original.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return new SeenText(original, original, null);

        StringBuilder text = new(original.Length);
        List<int> positions = new(original.Length);
        for (int i = 0; i < original.Length;)
        {
            if (See(original.AsSpan(i), out int length) is { } seen)
            {
                text.Append(seen);
                positions.AddRange(Enumerable.Range(i, seen.Length));
            }

            i += length;
        }

        return new SeenText(original, text.ToString(), positions);
    }

    /// <summary>What stands behind the first <paramref name="length"/> characters of <see cref="Text"/>, as it is.</summary>
    internal string Behind(int length) => _positions is null ? _original[length..] : length < _positions.Count ? _original[_positions[length]..] : "";

    /// <summary>What is odd about the first <paramref name="length"/> characters of <see cref="Text"/>; null where nothing is.</summary>
    internal string? FindOddity(int length) => _positions is null ? null : FindOddity(_original[..^Behind(length).Length]);

    /// <summary>The first character that is not what it looks like, in words; null where there is none.</summary>
    internal static string? FindOddity(string original)
    {
        for (int i = 0; i < original.Length;)
        {
            string? seen = See(original.AsSpan(i), out int length);
            if (!original.AsSpan(i, length).SequenceEqual(seen))
                return Describe(original.AsSpan(i, length), seen);
            i += length;
        }

        return null;
    }

    private static string Describe(ReadOnlySpan<char> character, string? seen)
    {
        if (character is ['\uFFFD'])
            return "with bytes that are not UTF-8";

        string code = string.Create(CultureInfo.InvariantCulture, $"U+{(Rune.DecodeFromUtf16(character, out Rune rune, out _) == OperationStatus.Done ? rune.Value : character[0]):X4}");
        return seen switch
        {
            null => $"with the invisible character {code}",
            " " => $"with {code} in place of a space",
            _ => $"with {code} in place of {seen}",
        };
    }

    /// <summary>What the character at the start of <paramref name="text"/> is taken for; null for one that nobody sees. <paramref name="length"/> is how many code units it has.</summary>
    private static string? See(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        char c = text[0];
        if (c is (>= ' ' and <= '~') or '\t')
            return c.ToString();
        if (s_lookalikes.TryGetValue(c, out char lookalike))
            return lookalike.ToString();
        if (c is >= '\uFF01' and <= '\uFF5E') // The wide forms of all of ASCII.
            return ((char)(c - '\uFF01' + '!')).ToString();
        if (char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator)
            return " ";
        if (c == '\uFFFD' || Rune.DecodeFromUtf16(text, out Rune rune, out length) != OperationStatus.Done)
        {
            length = 1;
            return null;
        }

        return VisibleText.IsVisible(rune) ? text[..length].ToString() : null;
    }

    private static Dictionary<char, char> Pairs(string text)
    {
        Dictionary<char, char> pairs = [];
        for (int i = 0; i < text.Length; i += 2)
            pairs[text[i]] = text[i + 1];
        return pairs;
    }
}
