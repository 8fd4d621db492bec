using System.Text;

namespace LlamaEnv.Files.Outputs.Readers;

/// <summary>Tells the usual file from one that is worth reading as every reader does.</summary>
internal static class Lines
{
    /// <summary>Whether a line may go on, for some reader, where it ends for others.</summary>
    internal static bool MayTakeInOthers(ReadOnlySpan<byte> file) => FirstOdd(file) is not null;

    /// <summary>Where the first line begins that may go on, for some reader, where it ends for others.</summary>
    internal static int? FirstOdd(ReadOnlySpan<byte> file)
    {
        for (int start = file.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0; start < file.Length;)
        {
            int end = file.LineEnd(start);
            ReadOnlySpan<byte> line = file[start..end];
            if (line.EndsWith("\r"u8))
                line = line[..^1];
            if (line.Contains((byte)'\r') || !EndsHere(line))
                return start;
            start = end + 1;
        }

        return null;
    }

    /// <summary>Whether there is a CR that no line feed follows: readers do not agree on the lines of such a file.</summary>
    internal static bool HasLoneCarriageReturn(ReadOnlySpan<byte> file) => file.Count((byte)'\r') > file.Count("\r\n"u8);

    /// <summary>Whether a line ends where it ends, for every reader.</summary>
    private static bool EndsHere(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("#"u8))
            return !line.EndsWith("\\"u8);

        int equals = line.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = equals < 0 ? line : line[..equals];
        if (OpensSomething(name) || name.TrimStart(" \t"u8) is [(byte)';' or (byte)'&' or (byte)'>', ..])
            return false;
        if (equals < 0)
            return true;

        ReadOnlySpan<byte> behind = line[(equals + 1)..];
        ReadOnlySpan<byte> value = behind.TrimStart(" \t"u8);
        // Node.js takes blanks, and the line end behind them, for a part of what stands before the value.
        if (value.IsEmpty)
            return behind.IsEmpty;
        if (value[0] is not ((byte)'\'' or (byte)'"'))
            return !OpensSomething(value) && value.IndexOf(";;"u8) < 0 && value[^1] != (byte)'>' && value.IndexOf("${"u8) < 0;

        int close = value[1..].IndexOf(value[0]) + 1;
        ReadOnlySpan<byte> inner = close > 0 ? value[1..close] : default;
        ReadOnlySpan<byte> rest = close > 0 ? value[(close + 1)..].TrimStart(" \t"u8) : default;
        return close > 0
            && !inner.Contains((byte)'\\')
            && (value[0] == (byte)'\'' || (!inner.Contains((byte)'`') && inner.IndexOf("$("u8) < 0 && inner.IndexOf("${"u8) < 0))
            && (rest.IsEmpty || (rest[0] == (byte)'#' && rest[^1] != (byte)'\\'));
    }

    /// <summary>For one reader or another: a quote, an escape, a command, a block, a here-document, a pipe.</summary>
    private static bool OpensSomething(ReadOnlySpan<byte> text) =>
        text.ContainsAny((byte)'\'', (byte)'"', (byte)'`') || text.ContainsAny((byte)'(', (byte)')', (byte)'\\') || text.ContainsAny((byte)'<', (byte)'|');
}
