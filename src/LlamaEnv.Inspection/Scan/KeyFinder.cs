using System.Buffers.Text;
using System.Text;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Reports;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// Finds keys in bytes: as ASCII, as UTF-16 of either order, as Base64, and the values of declared variables. Nothing is
/// decoded before its beginning was found, which is what makes it fast. One for each thread.
/// </summary>
/// <param name="declared">The variables whose values are looked for, too.</param>
internal sealed class KeyFinder(IReadOnlyList<DeclaredSecret> declared)
{
    /// <summary>What is looked at around a hit: the line, and a key that goes on.</summary>
    internal const int Context = 4096;

    /// <summary>Of one content. Nobody repairs more of them one by one.</summary>
    internal const int MaxHits = 1000;

    private const int Shortest = 20;
    private const int Longest = 200;
    private const int KeyLength = 52;

    /// <summary>As many characters of Base64 hold a key wherever it begins in them.</summary>
    private const int Base64Length = 80;

    private static ReadOnlySpan<byte> Prefix => "llx-"u8;

    /// <summary>The middle of the prefix in both byte orders.</summary>
    private static ReadOnlySpan<byte> WidePrefix => "l\0l\0x\0-"u8;

    /// <summary>The prefix in Base64, for each of the three places in a group of bytes that it can begin at, and how far before it the group begins.</summary>
    private static ReadOnlySpan<byte> Base64AtStart => "bGx4L"u8;

    private static ReadOnlySpan<byte> Base64AtSecond => "xseC"u8;

    private static ReadOnlySpan<byte> Base64AtThird => "sbHgt"u8;

    /// <summary>Adds the keys that begin from <paramref name="from"/> up to <paramref name="limit"/>.</summary>
    /// <param name="window">A part of the content, with some context at both ends.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="limit">Where the next part begins.</param>
    /// <param name="kind">What the content is.</param>
    /// <param name="linesBefore">The lines before the window.</param>
    /// <param name="hits">What was found, without doubles.</param>
    internal void Find(ReadOnlySpan<byte> window, int from, int limit, TextKind kind, int linesBefore, List<Hit> hits)
    {
        Place place = new(window, kind, linesBefore, hits);
        for (int at = from; Next(window, Prefix, ref at, limit); at++)
            FindPlain(place, at);
        if (window[from..].Contains((byte)0))
        {
            for (int at = from; Next(window, WidePrefix, ref at, limit); at++)
                FindWide(place, at);
        }

        if (kind == TextKind.Text)
        {
            FindBase64(place, Base64AtStart, 0, from, limit);
            FindBase64(place, Base64AtSecond, 2, from, limit);
            FindBase64(place, Base64AtThird, 3, from, limit);
        }

        if (kind != TextKind.Utf16)
        {
            foreach (DeclaredSecret secret in declared)
                FindDeclared(place, secret, from, limit);
        }
    }

    private static bool Next(ReadOnlySpan<byte> window, ReadOnlySpan<byte> start, ref int at, int limit)
    {
        int end = Math.Min(limit + start.Length - 1, window.Length);
        int found = at < end ? window[at..end].IndexOf(start) : -1;
        at += Math.Max(found, 0);
        return found >= 0;
    }

    private static void FindPlain(Place place, int at)
    {
        ReadOnlySpan<byte> window = place.Window;
        if (KeyLiteral.IsKeyAt(window, at, place.Kind == TextKind.Binary))
            place.Add(at, "", isCertain: true, window.Slice(at, KeyLength));
        else if (place.Kind == TextKind.Text && LengthOfUnusual(window, at) is > 0 and var length && IsForKeys(place.LineAround(at)))
            place.Add(at, "", isCertain: false, window.Slice(at, length));
    }

    /// <summary>The length of what begins like a key, is drawn at random, and has another number of characters; else 0.</summary>
    private static int LengthOfUnusual(ReadOnlySpan<byte> window, int at)
    {
        ReadOnlySpan<byte> body = window[(at + Prefix.Length)..];
        int length = 0;
        bool hasDigit = false;
        while (length < body.Length && length <= Longest && IsWord(body[length]))
            hasDigit |= char.IsAsciiDigit((char)body[length++]);
        body = body[..length];
        return length is >= Shortest and <= Longest && hasDigit && length != KeyLiteral.BodyLength
            && (at == 0 || !IsWord(window[at - 1]))
            && KeyLiteral.LooksRandom(body) && !Ask(body, Placeholders.IsSecretPlaceholder) ? Prefix.Length + length : 0;
    }

    private static bool IsForKeys(string line) =>
        line.Contains(Variable.ApiKey.Name, StringComparison.OrdinalIgnoreCase) || line.Contains("bearer ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every second byte is a character, and those between are zero, in either order.</summary>
    private static void FindWide(Place place, int at)
    {
        ReadOnlySpan<byte> window = place.Window;
        if (at + (2 * KeyLength) > window.Length + 1)
            return;

        // With the character before it and the one behind it: in text these tell.
        Span<byte> narrow = stackalloc byte[1 + KeyLength + 1];
        narrow[0] = WideAt(window, at - 2, at - 1);
        for (int i = 0; i < KeyLength; i++)
        {
            if (i > 0 && window[at + (2 * i) - 1] != 0)
                return;

            narrow[i + 1] = window[at + (2 * i)];
        }

        narrow[^1] = WideAt(window, at + (2 * KeyLength), at + (2 * KeyLength) - 1);
        if (KeyLiteral.IsKeyAt(narrow, 1, place.Kind != TextKind.Utf16))
            place.Add(at, "as UTF-16", isCertain: true, narrow.Slice(1, KeyLength));
    }

    private static byte WideAt(ReadOnlySpan<byte> window, int at, int between) =>
        at >= 0 && at < window.Length && window[between] == 0 ? window[at] : (byte)' ';

    private static void FindBase64(Place place, ReadOnlySpan<byte> start, int offset, int from, int limit)
    {
        ReadOnlySpan<byte> window = place.Window;
        Span<byte> decoded = stackalloc byte[Base64Length / 4 * 3];
        for (int at = from; Next(window, start, ref at, limit); at++)
        {
            if (at < offset || DecodeBase64(window[(at - offset)..], decoded) is not (> 0 and var length))
                continue;

            ReadOnlySpan<byte> text = decoded[..length];
            if (text.IndexOf(Prefix) is >= 0 and var key && KeyLiteral.IsKeyAt(text, key, isBinary: false))
                place.Add(at, "in Base64", isCertain: true, text.Slice(key, KeyLength));
        }
    }

    /// <summary>As much as there is, up to the length of a key and what may stand around it; lines may end in it.</summary>
    private static int DecodeBase64(ReadOnlySpan<byte> window, Span<byte> decoded)
    {
        Span<byte> group = stackalloc byte[Base64Length];
        int length = 0;
        for (int i = 0; i < window.Length && length < group.Length && i < 2 * Base64Length; i++)
        {
            byte b = window[i];
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/')
                group[length++] = b;
            else if (b is not ((byte)'\r' or (byte)'\n' or (byte)' '))
                break;
        }

        while (length % 4 != 0 && length < group.Length)
            group[length++] = (byte)'=';
        return Base64.DecodeFromUtf8(group[..length], decoded, out _, out int written) == System.Buffers.OperationStatus.Done ? written : 0;
    }

    private static void FindDeclared(Place place, DeclaredSecret secret, int from, int limit)
    {
        for (int at = from; Next(place.Window, secret.NameBytes, ref at, limit); at++)
        {
            if (secret.ValueBehindName(place.Window, at) is { Length: > 0 } value)
                place.AddDeclared(at, secret, value);
        }

        if (secret.PrefixBytes.Length == 0)
            return;

        for (int at = from; Next(place.Window, secret.PrefixBytes, ref at, limit); at++)
        {
            if (secret.ValueAt(place.Window, at) is { Length: > 0 } value)
                place.AddDeclared(at, secret, value);
        }
    }

    private static bool Ask(ReadOnlySpan<byte> ascii, Func<ReadOnlySpan<char>, bool> question)
    {
        Span<char> text = stackalloc char[Longest + 1];
        return question(text[..Encoding.ASCII.GetChars(ascii, text)]);
    }

    internal static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_';

    /// <summary>Where it is looked, and what becomes of a key there.</summary>
    private readonly ref struct Place(ReadOnlySpan<byte> window, TextKind kind, int linesBefore, List<Hit> hits)
    {
        internal ReadOnlySpan<byte> Window { get; } = window;

        internal TextKind Kind { get; } = kind;

        internal void Add(int at, string form, bool isCertain, ReadOnlySpan<byte> key) =>
            Add(at, new Hit(Variable.ApiKey.Name, form, isCertain, LineOf(at), Fingerprint.Of(key)));

        internal void AddDeclared(int at, DeclaredSecret secret, ReadOnlySpan<byte> value) =>
            Add(at, new Hit(secret.Name, "", IsCertain: true, LineOf(at), value.Length < Shortest ? null : Fingerprint.Of(value)));

        /// <summary>The line with its characters of one byte, cut where it is very long.</summary>
        internal string LineAround(int at) => LineAround(at, out _);

        private void Add(int at, Hit hit)
        {
            // A comment in it stands in text only. What a name and a prefix both found is one.
            if (hits.Count >= MaxHits || hits.Contains(hit))
                return;
            if (Kind == TextKind.Binary || !IgnoreComments.Covers(DiagnosticCodes.HardCodedKey, LineAround(at, out string above), above))
                hits.Add(hit);
        }

        private string LineAround(int at, out string above)
        {
            int start = StartOfLine(at);
            int length = Window[at..Math.Min(Window.Length, at + Context)].IndexOf((byte)'\n');
            int end = length < 0 ? Math.Min(Window.Length, at + Context) : at + length;
            above = start == 0 ? "" : Narrow(Window[StartOfLine(start - 1)..(start - 1)]);
            return Narrow(Window[start..end]);
        }

        /// <summary>No further back than the context goes.</summary>
        private int StartOfLine(int at)
        {
            int from = Math.Max(at - Context, 0);
            return from + Window[from..at].LastIndexOf((byte)'\n') + 1;
        }

        /// <summary>In UTF-16 the zeros are half of each character.</summary>
        private string Narrow(ReadOnlySpan<byte> bytes)
        {
            string text = Encoding.Latin1.GetString(bytes).TrimEnd('\r', '\0');
            return Kind == TextKind.Utf16 ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        }

        private int LineOf(int at) => Kind == TextKind.Binary ? 0 : linesBefore + Window[..at].Count((byte)'\n') + 1;
    }
}
