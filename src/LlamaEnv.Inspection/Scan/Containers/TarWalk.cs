using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>
/// The files of a tar archive, in their order. .NET's own reader takes names and attributes into memory that are as long as a
/// stranger's header says.
/// </summary>
/// <param name="stream">The archive.</param>
internal sealed class TarWalk(PeekStream stream) : IDisposable
{
    internal const int BlockLength = 512;

    /// <summary>More is no path.</summary>
    private const int LongestName = 16 * 1024;

    private const int SumAt = 148;
    private const int SumLength = 8;

    private readonly byte[] _scratch = new byte[16 * 1024];
    private PartStream? _part;
    private int _padding;

    /// <summary>Whether a file of an archive begins there: by its mark or, in archives older than that, by the sum of the header.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> head) =>
        head.Length >= BlockLength && head[0] != 0 && (head[257..].StartsWith("ustar"u8) || Number(head.Slice(SumAt, SumLength)) > 0) && HasRightSum(head[..BlockLength]);

    /// <summary>The next file; null behind the last one.</summary>
    /// <exception cref="UnreadableException">The archive is damaged.</exception>
    internal ContainerEntry? Next()
    {
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            Finish();
            ReadOnlySpan<byte> head = stream.Peek(BlockLength);
            if (head.Length == 0 || head[0] == 0)
                return null;
            if (head.Length < BlockLength)
                throw new UnreadableException("the archive ends too early");
            if (!HasRightSum(head[..BlockLength]))
                throw new UnreadableException("the archive is damaged");

            head = head[..BlockLength];
            byte type = head[156];
            long size = longSize ?? Math.Max(Number(head.Slice(124, 12)), 0);
            string name = longName ?? NameOf(head);
            bool goesOn = type == 'S' && head[482] != 0;
            stream.Skip(BlockLength);
            while (goesOn) // The map of a sparse file may need more blocks.
            {
                ReadOnlySpan<byte> more = stream.Peek(BlockLength);
                goesOn = more.Length >= BlockLength && more[504] != 0;
                stream.Skip(Math.Min(more.Length, BlockLength));
            }

            Begin(HasData(type) ? size : 0);
            switch (type)
            {
                case (byte)'L':
                    longName = ReadText(size)?.TrimEnd('\0');
                    break;
                case (byte)'x':
                    (longName, longSize) = ReadAttributes(ReadText(size) ?? "", longName);
                    break;
                case 0 or (byte)'0' or (byte)'7' or (byte)'S':
                    return new ContainerEntry(name, _part, null);
                default:
                    if (type is not ((byte)'g' or (byte)'K'))
                        (longName, longSize) = (null, null);
                    break;
            }
        }
    }

    public void Dispose() => _part?.Dispose();

    /// <summary>Links, folders and devices may carry a size that means something else.</summary>
    private static bool HasData(byte type) => type is not ((byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6');

    private void Begin(long size)
    {
        _part = new PartStream(stream, size);
        _padding = (int)((BlockLength - (size % BlockLength)) % BlockLength);
    }

    private void Finish()
    {
        _part?.SkipRest(_scratch);
        for (int left = _padding; left > 0;)
        {
            int read = stream.Read(_scratch.AsSpan(0, left));
            if (read == 0)
                break; // Some writers leave out the end of the last block.
            left -= read;
        }

        _part = null;
        _padding = 0;
    }

    private string? ReadText(long size)
    {
        if (size > LongestName)
            return null;

        byte[] text = new byte[size];
        _part!.ReadExactly(text);
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Lines of <c>LENGTH KEY=VALUE</c>.</summary>
    private static (string? Name, long? Size) ReadAttributes(string text, string? name)
    {
        long? size = null;
        foreach (string line in text.Split('\n'))
        {
            string attribute = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (attribute.StartsWith("path=", StringComparison.Ordinal))
                name = attribute["path=".Length..];
            else if (attribute.StartsWith("size=", StringComparison.Ordinal) && long.TryParse(attribute.AsSpan("size=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
                size = value;
        }

        return (name, size);
    }

    private static string NameOf(ReadOnlySpan<byte> head)
    {
        string name = Text(head[..100]);
        string prefix = head[257..].StartsWith("ustar\0"u8) ? Text(head.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static bool HasRightSum(ReadOnlySpan<byte> head)
    {
        int sum = SumLength * ' ';
        for (int i = 0; i < BlockLength; i++)
            sum += i is >= SumAt and < SumAt + SumLength ? 0 : head[i];
        return Number(head.Slice(SumAt, SumLength)) == sum;
    }

    /// <summary>Octal digits, or where these do not do, the number itself; -1 for anything else.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if (field[0] == 0x80)
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);

        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return -1;
            number = (number * 8) + digit - '0';
        }

        return digits.IsEmpty ? 0 : number;
    }
}
