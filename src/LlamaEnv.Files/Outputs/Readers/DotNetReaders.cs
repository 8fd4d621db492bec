namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>The two libraries of .NET.</summary>
internal static class DotNetReaders
{
    internal static int NextForDotenvNet(ReadOnlySpan<byte> file, int start)
    {
        int end = file.LineEnd(start);
        int equals = file.Find((byte)'=', start);
        if (file.Has(start, (byte)'#') || equals < 0 || equals > end)
            return file.NextLine(start);

        int value = file.SkipBlanks(equals + 1);
        if (value >= end || file[value] is not ((byte)'\'' or (byte)'"'))
            return file.NextLine(start);

        int close = file.FindUnescaped(file[value], value + 1);
        return close < 0 ? DotenvReader.Refused : file.NextLine(close);
    }

    /// <summary>Anything but whole assignments and comments is refused. Single quotes know no escapes.</summary>
    internal static int NextForDotNetEnv(ReadOnlySpan<byte> file, int start)
    {
        int position = file.SkipBlanks(start);
        if (file.IsCleanBehind(position))
            return file.NextLine(position);

        position = file.SkipExport(position, overLines: false);
        int name = position;
        while (position < file.Length && (char.IsAsciiLetterOrDigit((char)file[position]) || file[position] is (byte)'_' or (byte)'.' or (byte)'-' or >= 0x80))
            position++;
        int equals = file.SkipBlanks(position);
        if (position == name || !file.Has(equals, (byte)'='))
            return DotenvReader.Refused;

        int value = file.SkipBlanks(equals + 1);
        if (value < file.Length && file[value] is (byte)'\'' or (byte)'"')
        {
            int close = file[value] == (byte)'"' ? file.FindUnescaped((byte)'"', value + 1) : file.Find((byte)'\'', value + 1);
            return close < 0 || !file.IsCleanBehind(close + 1) ? DotenvReader.Refused : file.NextLine(close);
        }

        int end = file.LineEnd(value);
        ReadOnlySpan<byte> text = file[value..end];
        int comment = text.IndexOf(" #"u8);
        return (comment < 0 ? text : text[..comment]).ContainsAny((byte)'\'', (byte)'"') ? DotenvReader.Refused : file.NextLine(end);
    }
}
