namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>Readers that have no relative here.</summary>
internal static class OtherReaders
{
    /// <summary>A quote is closed by the first that is not escaped, or else by the last there is. Behind it only a comment may follow; what does is skipped.</summary>
    internal static int NextForPython(ReadOnlySpan<byte> file, int start)
    {
        int position = file.SkipExport(file.SkipSpace(start), overLines: false);
        if (position == file.Length || file[position] == (byte)'#')
            return file.NextLine(position);

        int name = position;
        if (file[position] == (byte)'\'')
            position = file.Find((byte)'\'', position + 1) + 1;
        else
            while (position < file.Length && file[position] is not ((byte)'=' or (byte)'#' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f' or (byte)'\v'))
                position++;
        if (position <= name)
            return file.NextLine(name);

        position = file.SkipBlanks(position);
        if (!file.Has(position, (byte)'='))
            return file.NextLine(position);

        int value = file.SkipBlanks(position + 1);
        if (value < file.Length && file[value] is (byte)'\'' or (byte)'"')
        {
            int close = file.FindNotBehindBackslash(file[value], value + 1);
            if (close < 0)
                close = file[(value + 1)..].LastIndexOf(file[value]) is var last and >= 0 ? value + 1 + last : value;
            return file.NextLine(close);
        }

        return file.NextLine(value);
    }

    /// <summary>3.x; 2.x reads line by line.</summary>
    internal static int NextForRuby(ReadOnlySpan<byte> file, int start) => JavaScriptReaders.NextByPattern(file, start, knowsBackticks: false);

    /// <summary>Collects lines until quotes and backslashes in them, wherever they stand, are even.</summary>
    internal static int NextForDotenvy(ReadOnlySpan<byte> file, int start)
    {
        byte quote = 0;
        bool isBehindBlank = true;
        for (int i = start; i < file.Length; i++)
        {
            byte c = file[i];
            if (c == (byte)'\\')
                i++;
            else if (quote == 0 && c == (byte)'#' && isBehindBlank)
                return file.NextLine(i);
            else if (quote == 0 && c == (byte)'\n')
                return i + 1;
            else if (c == quote)
                quote = 0;
            else if (quote == 0 && c is (byte)'\'' or (byte)'"')
                quote = c;
            isBehindBlank = c is (byte)' ' or (byte)'\t' or (byte)'\r';
        }

        return quote == 0 ? file.Length : DotenvReader.Stopped;
    }

    /// <summary>Quotes count at the start of a value and behind one that was closed; a backslash before a line end continues it, in a comment too.</summary>
    internal static int NextForSystemd(ReadOnlySpan<byte> file, int start)
    {
        int position = file.SkipSpace(start);
        if (position == file.Length)
            return position;
        if (file[position] is (byte)'#' or (byte)';')
            return SkipContinued(file, position);

        int end = file.LineEnd(position);
        int equals = file.Find((byte)'=', position);
        if (equals < 0 || equals > end)
            return file.NextLine(position);

        position = file.SkipBlanks(equals + 1);
        while (position < file.Length && file[position] is (byte)'\'' or (byte)'"')
        {
            int close = file[position] == (byte)'"' ? file.FindUnescaped((byte)'"', position + 1) : file.Find((byte)'\'', position + 1);
            if (close < 0)
                return file.Length;
            position = file.SkipBlanks(close + 1);
        }

        return SkipContinued(file, position);
    }

    private static int SkipContinued(ReadOnlySpan<byte> file, int start)
    {
        int end = file.FindUnescaped((byte)'\n', start);
        return end < 0 ? file.Length : end + 1;
    }
}
