namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>
/// A shell that sources the file: quotes, commands and here-documents wherever they stand. What is no assignment is run
/// as a command and does no harm here; a block (<c>if</c>, <c>case</c>) is not understood.
/// </summary>
internal static class ShellReader
{
    internal static int NextForBash(ReadOnlySpan<byte> file, int start) => Next(file, start, isBash: true);

    /// <summary>No arrays, and no escapes in single quotes behind a dollar sign.</summary>
    internal static int NextForDash(ReadOnlySpan<byte> file, int start) => Next(file, start, isBash: false);

    private static int Next(ReadOnlySpan<byte> file, int start, bool isBash)
    {
        int hereDocument = -1;
        bool isBehindBlank = true;
        bool isCommand = false;
        byte last = 0;
        for (int i = start; i < file.Length;)
        {
            byte c = file[i];
            switch (c)
            {
                case (byte)'\n' when !isCommand:
                    return i + 1;
                case (byte)'\n' when last == (byte)'|':
                    i++;
                    break;
                case (byte)'\n':
                    return last is (byte)'<' or (byte)'>' ? DotenvReader.Stopped
                        : hereDocument < 0 ? i + 1
                        : SkipHereDocument(file, hereDocument, i + 1);
                case (byte)'#' when isBehindBlank:
                    i = file.LineEnd(i);
                    continue;
                case (byte)'<' when file[i..].StartsWith("<<"u8) && !file[i..].StartsWith("<<<"u8):
                    hereDocument = i + 2;
                    i += 2;
                    break;
                case (byte)'<' when file[i..].StartsWith(isBash ? "<<<<"u8 : "<<<"u8):
                case (byte)'(' when last != (byte)'=' || !isBash:
                case (byte)')':
                case (byte)';' or (byte)'&' or (byte)'|' when !isCommand:
                case (byte)';' when last == (byte)';':
                    return DotenvReader.Stopped;
                case (byte)'(':
                    i = SkipParentheses(file, i + 1, isBash);
                    break;
                default:
                    i = SkipPiece(file, i, isBash);
                    break;
            }

            if (i < 0)
                return DotenvReader.Stopped;
            isBehindBlank = c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)';' or (byte)'&' or (byte)'|';
            if (!isBehindBlank || c is (byte)';' or (byte)'&' or (byte)'|')
            {
                isCommand = true;
                last = c;
            }
        }

        return file.Length;
    }

    /// <summary>One character, or a quoted string, an escape, an expansion; -1 where that is never closed.</summary>
    private static int SkipPiece(ReadOnlySpan<byte> file, int i, bool isBash) => file[i] switch
    {
        (byte)'\\' => Math.Min(i + 2, file.Length),
        (byte)'\'' => file.Find((byte)'\'', i + 1) + 1 is var end and > 0 ? end : -1,
        (byte)'`' => file.FindUnescaped((byte)'`', i + 1) + 1 is var end and > 0 ? end : -1,
        (byte)'"' => SkipDoubleQuotes(file, i + 1, isBash),
        (byte)'$' when isBash && file.Has(i + 1, (byte)'\'') => file.FindUnescaped((byte)'\'', i + 2) + 1 is var end and > 0 ? end : -1,
        (byte)'$' when file.Has(i + 1, (byte)'(') => SkipParentheses(file, i + 2, isBash),
        (byte)'$' when file.Has(i + 1, (byte)'{') => SkipBraces(file, i + 2, isBash),
        _ => i + 1,
    };

    private static int SkipDoubleQuotes(ReadOnlySpan<byte> file, int i, bool isBash)
    {
        while (i >= 0 && i < file.Length && file[i] != (byte)'"')
            i = file[i] == (byte)'\'' || file[i..].StartsWith("$'"u8) ? i + 1 : SkipPiece(file, i, isBash);
        return i < 0 || i >= file.Length ? -1 : i + 1;
    }

    private static int SkipBraces(ReadOnlySpan<byte> file, int i, bool isBash)
    {
        while (i >= 0 && i < file.Length && file[i] != (byte)'}')
            i = SkipPiece(file, i, isBash);
        return i < 0 || i >= file.Length ? -1 : i + 1;
    }

    /// <summary>Commands or the elements of an array, over any number of lines.</summary>
    private static int SkipParentheses(ReadOnlySpan<byte> file, int i, bool isBash)
    {
        bool isBehindBlank = true;
        int depth = 1;
        while (i >= 0 && i < file.Length)
        {
            byte c = file[i];
            if (c == (byte)'#' && isBehindBlank)
            {
                i = file.LineEnd(i);
                continue;
            }

            depth += c == (byte)'(' ? 1 : c == (byte)')' ? -1 : 0;
            if (depth == 0)
                return i + 1;
            isBehindBlank = c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)';' or (byte)'(';
            i = SkipPiece(file, i, isBash);
        }

        return -1;
    }

    /// <summary>To behind the line that is the word at <paramref name="word"/>, or to the end.</summary>
    private static int SkipHereDocument(ReadOnlySpan<byte> file, int word, int start)
    {
        bool dropsTabs = file.Has(word, (byte)'-');
        word = file.SkipBlanks(dropsTabs ? word + 1 : word);
        ReadOnlySpan<byte> rest = file[word..file.LineEnd(word)];
        int length = rest.IndexOfAny((byte)' ', (byte)'\t', (byte)';');
        byte[] delimiter = [.. (length < 0 ? rest : rest[..length]).ToArray().Where(b => b is not ((byte)'\'' or (byte)'"' or (byte)'\\' or (byte)'\r'))];
        while (start < file.Length)
        {
            ReadOnlySpan<byte> line = file[start..file.LineEnd(start)];
            start = file.NextLine(start);
            if ((dropsTabs ? line.TrimStart("\t"u8) : line).SequenceEqual(delimiter))
                return start;
        }

        return start;
    }
}
