using System.Text;

namespace LlamaEnv.Files.Formats;

/// <summary>
/// A .env file as bytes and the assignments in them. Bytes, because a file may hold what is no valid text (a Latin-1
/// comment) and must keep it. The grammar is what the readers measured in <c>docs/dotenv.md</c> agree on; where they
/// do not, an assignment ends where the fewest of them would see another variable disturbed.
/// </summary>
internal sealed class DotenvFile
{
    private readonly byte[] _bytes;
    private readonly IReadOnlyList<byte[]>? _names;
    private readonly List<Entry> _entries = [];
    private readonly List<Oddity> _oddities = [];
    private readonly bool _linesEndWithCr;

    private DotenvFile(byte[] bytes, IReadOnlyList<byte[]>? names)
    {
        _bytes = bytes;
        _names = names;
        _linesEndWithCr = !bytes.Contains((byte)'\n') && bytes.Contains((byte)'\r');
    }

    /// <summary>The assignments, in their order.</summary>
    internal IReadOnlyList<Entry> Entries => _entries;

    /// <summary>What others left broken: quotes never closed, merge-conflict markers.</summary>
    internal IReadOnlyList<Oddity> Oddities => _oddities;

    /// <summary>Why the file is no text that can be edited byte by byte, or null.</summary>
    internal string? Unreadable { get; private set; }

    internal bool HasByteOrderMark => _bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    /// <param name="bytes">The file.</param>
    /// <param name="names">The variables whose assignments are kept; null for all, which in a large file takes more than the file itself.</param>
    internal static DotenvFile Scan(byte[] bytes, IReadOnlyList<byte[]>? names = null)
    {
        DotenvFile file = new(bytes, names);
        file.Unreadable = FindUnreadable(bytes);
        if (file.Unreadable is null)
            file.ScanLines();
        return file;
    }

    /// <summary>The assignment that counts for a reader: the last one.</summary>
    internal Entry? FindLast(string name)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(name);
        return _entries.FindLast(e => Has(e, bytes));
    }

    internal ReadOnlySpan<byte> NameOf(Entry entry) => _bytes.AsSpan(entry.Name);

    internal bool Has(Entry entry, ReadOnlySpan<byte> name) => NameOf(entry).SequenceEqual(name);

    /// <summary>Whether the assignment at <paramref name="index"/> gives <paramref name="name"/> exactly this raw value.</summary>
    internal bool Assigns(int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        index < _entries.Count && Has(_entries[index], name) && ValueOf(_entries[index]).SequenceEqual(value);

    /// <summary>The value as it stands there: with its quotes, without the blanks around it and the comment after it.</summary>
    internal ReadOnlySpan<byte> ValueOf(Entry entry) => _bytes.AsSpan(entry.Value);

    /// <summary>The lines that start none of the values of several lines, with their numbers from 1.</summary>
    internal IEnumerable<(int Number, string Text)> Lines()
    {
        int position = 0;
        int next = 0;
        for (int number = 1; position < _bytes.Length; number++)
        {
            int end = FindLineEnd(position);
            while (next < _entries.Count && _entries[next].End <= position)
                next++;
            if (next == _entries.Count || _entries[next].Start >= position || _entries[next].TextEnd <= position)
                yield return (number, Encoding.UTF8.GetString(_bytes, position, end - position));
            position = SkipLineEnd(end);
        }
    }

    /// <summary>
    /// Everything behind the equals sign but a comment: also what stands behind a closed quote, and <c>#{NAME}#</c>, which
    /// is a comment to readers and not to the tool that replaces it.
    /// </summary>
    internal ReadOnlySpan<byte> TextOf(Entry entry)
    {
        ReadOnlySpan<byte> comment = _bytes.AsSpan(entry.Comment);
        bool isToken = entry.Comment.Start.Equals(entry.Value.Start) && comment.StartsWith("#{"u8);
        return _bytes.AsSpan(entry.Value.Start.Value..(comment.IsEmpty || isToken ? entry.TextEnd : entry.Comment.Start.Value)).Trim(" \t"u8);
    }

    /// <summary>The line end most of the file has; <c>\n</c> where there is none.</summary>
    internal ReadOnlySpan<byte> DominantLineEnd()
    {
        if (_linesEndWithCr)
            return "\r"u8;

        ReadOnlySpan<byte> bytes = _bytes;
        int all = bytes.Count((byte)'\n');
        return bytes.Count("\r\n"u8) * 2 > all ? "\r\n"u8 : "\n"u8;
    }

    /// <summary>Whether the last line has no line end, or only the first half of one.</summary>
    internal bool EndsOpen => _bytes.Length > 0 && _bytes[^1] != (_linesEndWithCr ? (byte)'\r' : (byte)'\n');

    /// <summary>Whether the last byte is a carriage return although lines end in line feeds.</summary>
    internal bool EndsInHalfLineEnd => !_linesEndWithCr && _bytes.Length > 0 && _bytes[^1] == (byte)'\r';

    /// <summary>The line end of an assignment's last line; that of the file where it has none.</summary>
    internal ReadOnlySpan<byte> LineEndOf(Entry entry) =>
        entry.End > entry.TextEnd && _bytes[entry.End - 1] == (_linesEndWithCr ? (byte)'\r' : (byte)'\n') ? _bytes.AsSpan(entry.TextEnd, entry.End - entry.TextEnd) : DominantLineEnd();

    /// <summary>Whether the last line of <paramref name="text"/> ends in a backslash, behind which shells and systemd continue it on the next.</summary>
    internal static bool EndsInBackslash(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith("\n"u8))
            text = text[..^1];
        if (text.EndsWith("\r"u8))
            text = text[..^1];
        return text.EndsWith("\\"u8);
    }

    private static string? FindUnreadable(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "is UTF-16 text, which almost no reader of .env files understands";
        return bytes.Contains((byte)0) ? "holds NUL bytes" : null;
    }

    private void ScanLines()
    {
        ReadOnlySpan<byte> bytes = _bytes;
        int position = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        int line = 1;
        while (position < bytes.Length)
        {
            int textEnd = FindLineEnd(position);
            int end = ScanLine(position, textEnd, line);
            line += CountLines(position, end);
            position = end;
        }
    }

    /// <summary>Scans the line, or the assignment of several lines, at <paramref name="start"/>, and returns where the next begins.</summary>
    private int ScanLine(int start, int textEnd, int line)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(start, textEnd - start);
        if (IsConflictMarker(text))
        {
            _oddities.Add(new Oddity(line, null, "is a merge-conflict marker"));
            return SkipLineEnd(textEnd);
        }

        int nameStart = start + SkipBlanks(text);
        ReadOnlySpan<byte> rest = _bytes.AsSpan(nameStart, textEnd - nameStart);
        int export = ExportLength(rest);
        nameStart += export;
        rest = rest[export..];

        int nameLength = NameLength(rest);
        if (nameLength == 0 || nameLength == rest.Length)
            return SkipLineEnd(textEnd);

        int afterName = nameLength + SkipBlanks(rest[nameLength..]);
        if (afterName >= rest.Length || rest[afterName] != (byte)'=')
            return SkipLineEnd(textEnd);

        int valueStart = nameStart + afterName + 1;
        valueStart += SkipBlanks(_bytes.AsSpan(valueStart, textEnd - valueStart));
        Entry entry = new()
        {
            Line = line,
            Name = new Range(nameStart, nameStart + nameLength),
            Value = new Range(valueStart, valueStart),
            Comment = default,
            Start = start,
            TextEnd = textEnd,
            End = SkipLineEnd(textEnd),
            FollowsByteOrderMark = start > 0 && line == 1,
        };
        entry = valueStart < textEnd && _bytes[valueStart] is (byte)'"' or (byte)'\'' or (byte)'`'
            ? ScanQuoted(entry, valueStart, textEnd)
            : ScanUnquoted(entry, valueStart, textEnd);
        if (IsWanted(entry))
            _entries.Add(entry);
        return entry.End;
    }

    private bool IsWanted(Entry entry)
    {
        if (_names is null)
            return true;

        foreach (byte[] name in _names)
        {
            if (Has(entry, name))
                return true;
        }

        return false;
    }

    private Entry ScanUnquoted(Entry entry, int valueStart, int textEnd)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(valueStart, textEnd - valueStart);
        int length = text.Length;
        for (int i = text.IndexOf((byte)'#'); i >= 0 && i < text.Length; i++)
        {
            if (text[i] == (byte)'#' && (i == 0 || IsBlank(text[i - 1])))
            {
                length = i;
                break;
            }
        }

        return entry with
        {
            Value = new Range(valueStart, valueStart + text[..length].TrimEnd(" \t"u8).Length),
            Comment = new Range(valueStart + length, textEnd),
        };
    }

    private Entry ScanQuoted(Entry entry, int valueStart, int textEnd)
    {
        int close = FindClosingQuote(valueStart, textEnd);
        int closeTextEnd = close < textEnd ? textEnd : FindLineEnd(close);
        ReadOnlySpan<byte> behind = _bytes.AsSpan(close + 1, closeTextEnd - close - 1);
        bool isClean = IsEmptyOrComment(behind);
        if (close == valueStart || (close >= textEnd && !isClean))
        {
            // Text behind a quote on a later line: that one opens another value, and this was never closed. python-dotenv
            // reads it so, too.
            _oddities.Add(new Oddity(entry.Line, entry, "opens a quote that is never closed"));
            return ScanUnquoted(entry, valueStart, textEnd);
        }

        return entry with
        {
            Value = new Range(valueStart, close + 1),
            Comment = isClean ? new Range(close + 1 + SkipBlanks(behind), closeTextEnd) : new Range(closeTextEnd, closeTextEnd),
            TextEnd = closeTextEnd,
            End = SkipLineEnd(closeTextEnd),
        };
    }

    /// <summary>
    /// Where the value ends: at the first quote that is not escaped; or, where that is on a later line, at the one that ends
    /// this line for somebody who knows no escapes. The opening quote itself where there is none.
    /// </summary>
    private int FindClosingQuote(int valueStart, int textEnd)
    {
        byte quote = _bytes[valueStart];
        int close = FindUnescaped(quote, valueStart + 1);
        if (close >= 0 && close < textEnd)
            return close;

        ReadOnlySpan<byte> line = _bytes.AsSpan(valueStart, textEnd - valueStart);
        int plain = line.LastIndexOf(quote);
        return plain > 0 && (close < 0 || IsEmptyOrComment(line[(plain + 1)..])) ? valueStart + plain : Math.Max(close, valueStart);
    }

    private int FindUnescaped(byte quote, int start)
    {
        for (int i = start; i < _bytes.Length; i++)
        {
            int next = _bytes.AsSpan(i).IndexOfAny(quote, (byte)'\\');
            if (next < 0)
                return -1;

            i += next;
            if (_bytes[i] == quote)
                return i;
            i++;
        }

        return -1;
    }

    private int FindLineEnd(int start)
    {
        int length = _bytes.AsSpan(start).IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0 ? _bytes.Length : start + length;
    }

    private int SkipLineEnd(int textEnd)
    {
        int end = textEnd;
        if (end < _bytes.Length && _bytes[end] == (byte)'\r')
            end++;
        if (end < _bytes.Length && _bytes[end] == (byte)'\n')
            end++;
        return end;
    }

    /// <summary>
    /// Whether all readers see the assignment as lines of its own. A CR alone ends a line for python-dotenv, dotenv and
    /// ruby; for shells, docker and Node.js it does not where other lines end in line feeds.
    /// </summary>
    internal bool IsWhole(Entry entry)
    {
        if (_linesEndWithCr)
            return true;

        ReadOnlySpan<byte> behind = _bytes.AsSpan(entry.TextEnd).TrimStart((byte)'\r');
        return (entry.Start == 0 || _bytes[entry.Start - 1] != (byte)'\r') && (behind.IsEmpty || behind[0] == (byte)'\n');
    }

    private int CountLines(int start, int end) => _bytes.AsSpan(start, end - start).Count(_linesEndWithCr ? (byte)'\r' : (byte)'\n');

    private static int NameLength(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && text[length] is not ((byte)'=' or (byte)' ' or (byte)'\t' or (byte)'#' or (byte)'\'' or (byte)'"' or (byte)'`'))
            length++;
        return length;
    }

    private static int ExportLength(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("export"u8))
            return 0;

        int blanks = SkipBlanks(text["export"u8.Length..]);
        return blanks == 0 ? 0 : "export"u8.Length + blanks;
    }

    private static bool IsConflictMarker(ReadOnlySpan<byte> text) =>
        text.StartsWith("<<<<<<<"u8) || text.StartsWith(">>>>>>>"u8) || text.SequenceEqual("======="u8) || text.StartsWith("|||||||"u8);

    private static int SkipBlanks(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && IsBlank(text[length]))
            length++;
        return length;
    }

    private static bool IsEmptyOrComment(ReadOnlySpan<byte> text)
    {
        int blanks = SkipBlanks(text);
        return blanks == text.Length || text[blanks] == (byte)'#';
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    /// <summary>An assignment. All positions are byte offsets into the file.</summary>
    /// <remarks>A class: lists of references come compiled with the runtime, those of a struct of ours are compiled at every start.</remarks>
    internal sealed record Entry
    {
        /// <summary>The number of its first line, from 1.</summary>
        internal required int Line { get; init; }

        internal required Range Name { get; init; }

        internal required Range Value { get; init; }

        /// <summary>The comment after the value, from its <c>#</c>; empty where there is none.</summary>
        internal required Range Comment { get; init; }

        /// <summary>Where its first line starts.</summary>
        internal required int Start { get; init; }

        /// <summary>Where the text of its last line ends.</summary>
        internal required int TextEnd { get; init; }

        /// <summary>Where the next line starts.</summary>
        internal required int End { get; init; }

        /// <summary>Whether it is on the first line, right behind a byte order mark.</summary>
        internal required bool FollowsByteOrderMark { get; init; }
    }

    /// <summary>A line that is not ours and that readers disagree on.</summary>
    internal sealed record Oddity(int Line, Entry? Entry, string What);
}
