using System.Buffers;
using System.Text;
using LlamaEnv.Detection;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// A secret that a project declares with a pattern. Its value is looked for beside its name, and wherever the fixed beginning
/// of the pattern stands in front of something drawn at random. Not for several threads, as patterns share a limit of time.
/// </summary>
internal sealed class DeclaredSecret
{
    private const int Longest = 512;

    /// <summary>Less is a part of many words.</summary>
    private const int ShortestPrefix = 3;

    /// <summary>Less can be anything, away from its name.</summary>
    private const int ShortestAlone = 16;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create(" \t\r\n\0\"'`<>|;,(){}&"u8);

    private readonly ValuePattern _pattern;

    private DeclaredSecret(string name, ValuePattern pattern)
    {
        Name = name;
        NameBytes = Encoding.UTF8.GetBytes(name);
        PrefixBytes = Encoding.ASCII.GetBytes(PrefixOf(pattern.ToString()));
        _pattern = pattern;
    }

    internal string Name { get; }

    internal byte[] NameBytes { get; }

    /// <summary>What every value begins with; empty where the pattern does not say.</summary>
    internal byte[] PrefixBytes { get; }

    /// <summary>Null where the pattern is none.</summary>
    internal static DeclaredSecret? Of(string name, string pattern, ValuePattern.TimeLimit limit) =>
        name.Length > 0 && ValuePattern.Parse(pattern, limit) is { } parsed ? new DeclaredSecret(name, parsed) : null;

    /// <summary>The value that is assigned to the name at <paramref name="at"/>, in whatever language; empty where none is.</summary>
    internal ReadOnlySpan<byte> ValueBehindName(ReadOnlySpan<byte> window, int at)
    {
        int end = at + NameBytes.Length;
        if ((at > 0 && IsName(window[at - 1])) || (end < window.Length && IsName(window[end])))
            return [];

        ReadOnlySpan<byte> rest = LineFrom(window, end).TrimStart(" \t\"'`])"u8);
        // XML: <add key="NAME" value="…"/>, <NAME>…
        if (rest.StartsWith("value="u8))
            rest = rest["value="u8.Length..];
        else if (rest.Length > 0 && rest[0] is (byte)'=' or (byte)':' or (byte)',' or (byte)'>')
            rest = rest.TrimStart("=:,>"u8);
        else
            return [];

        return TokenIn(rest.TrimStart(" \t\"'`"u8)) is { Length: > 0 } value && IsValue(value) ? value : [];
    }

    /// <summary>The value that begins with the prefix at <paramref name="at"/>; empty where that is none.</summary>
    internal ReadOnlySpan<byte> ValueAt(ReadOnlySpan<byte> window, int at) =>
        (at == 0 || !KeyFinder.IsWord(window[at - 1]))
        && TokenIn(LineFrom(window, at)) is { Length: >= ShortestAlone } value && KeyLiteral.LooksRandom(value[PrefixBytes.Length..]) && HasDigit(value) && IsValue(value) ? value : [];

    private bool IsValue(ReadOnlySpan<byte> value)
    {
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> text = buffer[..Encoding.ASCII.GetChars(value, buffer)];
        return _pattern.IsMatch(text) is true && !Placeholders.IsSecretPlaceholder(text) && !UnexpandedReferences.IsUnexpandedVariable(text);
    }

    private static ReadOnlySpan<byte> LineFrom(ReadOnlySpan<byte> window, int at)
    {
        ReadOnlySpan<byte> rest = window[at..Math.Min(window.Length, at + (2 * Longest))];
        int end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Up to what no value has; nothing where it is not ASCII, or too long.</summary>
    private static ReadOnlySpan<byte> TokenIn(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAny(s_ends);
        ReadOnlySpan<byte> token = (end < 0 ? text : text[..end]).TrimEnd(".:]\\"u8);
        return token.Length < Longest && Ascii.IsValid(token) ? token : [];
    }

    private static bool HasDigit(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'0', (byte)'9');

    private static bool IsName(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';

    /// <summary>Of <c>^sk-proj-[A-Z]+</c> what stands before the bracket. A pattern that need not start there, or has two ends, has none.</summary>
    private static string PrefixOf(string pattern)
    {
        if (!pattern.StartsWith('^') || pattern.Contains('|', StringComparison.Ordinal))
            return "";

        StringBuilder prefix = new();
        int i = 1;
        for (; i < pattern.Length; i++)
        {
            char c = pattern[i] == '\\' && i + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[i + 1]) ? pattern[++i] : pattern[i];
            if (pattern[i - 1] != '\\' && !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '/' or ':' or '='))
                break;
            prefix.Append(c);
        }

        if (i < pattern.Length && pattern[i] is '?' or '*' or '{' && prefix.Length > 0)
            prefix.Length--; // The last one need not be there.
        return prefix.Length < ShortestPrefix ? "" : prefix.ToString();
    }
}
