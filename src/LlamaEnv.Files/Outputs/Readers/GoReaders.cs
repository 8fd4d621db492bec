namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>godotenv, and Docker Compose's copy of it.</summary>
internal static class GoReaders
{
    internal static int NextForGodotenv(ReadOnlySpan<byte> file, int start) => Next(file, start, knowsBareNames: false);

    /// <summary>A name alone on its line is inherited from the environment.</summary>
    internal static int NextForCompose(ReadOnlySpan<byte> file, int start) => Next(file, start, knowsBareNames: true);

    /// <summary>What stands behind a closed quote is the next assignment, and mostly refused.</summary>
    private static int Next(ReadOnlySpan<byte> file, int start, bool knowsBareNames)
    {
        int name = file.SkipSpace(start);
        if (name == file.Length || file[name] == (byte)'#')
            return file.NextLine(name);

        int position = file.SkipExport(name, overLines: false);
        while (position < file.Length && file[position] is not ((byte)'=' or (byte)':'))
        {
            if (file[position] == (byte)'\n' && knowsBareNames)
                return position + 1;
            if (!char.IsAsciiLetterOrDigit((char)file[position]) && file[position] is not ((byte)'_' or (byte)'.' or (byte)' ' or (byte)'\t' or (byte)'\r' or >= 0x80))
                return DotenvReader.Refused;
            position++;
        }

        if (position == file.Length)
            return knowsBareNames ? position : DotenvReader.Refused; // Once a line end follows.

        int value = file.SkipBlanks(position + 1);
        if (value == file.Length || file[value] is not ((byte)'\'' or (byte)'"'))
            return file.NextLine(value);

        int close = file.FindNotBehindBackslash(file[value], value + 1);
        return close < 0 ? DotenvReader.Refused : close + 1;
    }
}
