namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>dotenv of npm, which dotenvx, Vite and Next.js build on, and Node.js itself.</summary>
internal static class JavaScriptReaders
{
    internal static int NextForDotenv(ReadOnlySpan<byte> file, int start) => NextByPattern(file, start, knowsBackticks: true);

    /// <summary>
    /// By the pattern of dotenv: a quote is closed by the first of its kind that is not escaped, or by the last one before
    /// that, escaped or not, behind which the line ends. Where there is none, the value ends with its line.
    /// </summary>
    internal static int NextByPattern(ReadOnlySpan<byte> file, int start, bool knowsBackticks)
    {
        int name = file.SkipExport(file.SkipSpace(start), overLines: true);
        int end = name;
        while (end < file.Length && (char.IsAsciiLetterOrDigit((char)file[end]) || file[end] is (byte)'_' or (byte)'.' or (byte)'-'))
            end++;
        int separator = file.SkipSpace(end);
        bool isAssignment = end > name && (file.Has(separator, (byte)'=') || (file.Has(end, (byte)':') && file.SkipSpace(end + 1) > end + 1));
        if (!isAssignment)
            return file.NextLine(file.SkipSpace(start));

        int behind = (file.Has(separator, (byte)'=') ? separator : end) + 1;
        int value = file.SkipSpace(behind);
        return value < file.Length && (file[value] is (byte)'\'' or (byte)'"' || (file[value] == (byte)'`' && knowsBackticks)) && FindClose(file, value) is var close and >= 0
            ? file.NextLine(close)
            : file.NextLine(behind);
    }

    private static int FindClose(ReadOnlySpan<byte> file, int open)
    {
        int best = -1;
        for (int i = file.Find(file[open], open + 1); i >= 0; i = file.Find(file[open], i + 1))
        {
            if (file.IsCleanBehind(i + 1))
                best = i;
            if (file[i - 1] != (byte)'\\')
                break;
        }

        return best;
    }

    /// <summary>Node.js 22 and later: quotes know no escapes; blanks behind an equals sign include line ends.</summary>
    internal static int NextForNode(ReadOnlySpan<byte> file, int start)
    {
        int name = file.SkipSpace(start);
        int end = file.LineEnd(name);
        int equals = file.Find((byte)'=', name);
        if (file.Has(name, (byte)'#') || equals < 0 || equals > end)
            return file.NextLine(name);
        if (equals + 1 >= file.Length || file[equals + 1] == (byte)'\n' || file[(equals + 1)..].StartsWith("\r\n"u8))
            return file.NextLine(equals);

        int value = file.SkipSpace(equals + 1);
        int close = value < file.Length && file[value] is (byte)'\'' or (byte)'"' or (byte)'`' ? file.Find(file[value], value + 1) : -1;
        return file.NextLine(close >= 0 ? close : Math.Min(value, file.Length - 1));
    }
}
