using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>
/// The entries of a zip archive in the order they stand in it, from a stream that is read once: an archive in an archive cannot
/// be read from its end, where the list of entries is, and a list may be longer than memory.
/// </summary>
/// <param name="stream">The archive.</param>
/// <param name="isEmbedded">Whether something else goes on behind it, so that nothing is looked for there.</param>
internal sealed class ZipWalk(PeekStream stream, bool isEmbedded) : IDisposable
{
    /// <summary>Of an entry, without its name.</summary>
    internal const int HeaderLength = 30;

    private const int LongestName = 4096;
    private const int LongestExtra = 32 * 1024;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int DescriptorLength = 24;
    private const uint Large = 0xFFFFFFFF;

    private readonly byte[] _scratch = new byte[16 * 1024];
    private PartStream? _part;
    private DeflateStream? _open;
    private long _start;

    internal static ReadOnlySpan<byte> Signature => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> EntryOfList => "PK\u0001\u0002"u8;

    private static ReadOnlySpan<byte> EndOfList => "PK\u0005\u0006"u8;

    private static ReadOnlySpan<byte> Descriptor => "PK\u0007\u0008"u8;

    /// <summary>Whether an entry begins there, as far as its header makes sense.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> head) =>
        head.Length >= HeaderLength && head.StartsWith(Signature) && head[4] <= 100 && head[9] == 0 && head[8] < 100
        && UInt16(head, 26) is > 0 and <= LongestName && UInt16(head, 28) <= LongestExtra;

    /// <summary>The next entry; null behind the last one.</summary>
    /// <exception cref="UnreadableException">The archive is damaged.</exception>
    internal ContainerEntry? Next()
    {
        FinishEntry();
        while (true)
        {
            ReadOnlySpan<byte> head = stream.Peek(HeaderLength);
            if (head.StartsWith(EntryOfList) || head.StartsWith(EndOfList) || (isEmbedded && !IsHeader(head)))
                return null;
            if (IsHeader(head))
                return Open();

            FindHeader(head.Length);
        }
    }

    private ContainerEntry Open()
    {
        ReadOnlySpan<byte> head = stream.Peek(HeaderLength);
        int nameLength = UInt16(head, 26);
        int length = HeaderLength + nameLength + UInt16(head, 28);
        head = stream.Peek(length);
        if (head.Length < length)
            throw TooShort();

        bool isEncrypted = (head[6] & 1) != 0;
        bool hasDescriptor = (head[6] & 8) != 0;
        int method = UInt16(head, 8);
        string name = Encoding.UTF8.GetString(head.Slice(HeaderLength, nameLength));
        long size = SizeOf(head, length);
        stream.Skip(length);

        if (hasDescriptor && size == 0)
        {
            if (isEncrypted || method != Deflated)
                return new ContainerEntry(name, null, isEncrypted ? "it is encrypted" : "its length is not known"); // The next header is looked for.

            _start = stream.Offset;
            _open = new DeflateStream(stream, CompressionMode.Decompress, leaveOpen: true);
            return new ContainerEntry(name, _open, null);
        }

        _part = new PartStream(stream, size);
        if (isEncrypted)
            return new ContainerEntry(name, null, "it is encrypted");
        if (method == Stored)
            return new ContainerEntry(name, _part, null);
        if (method != Deflated)
            return new ContainerEntry(name, null, "it is compressed in a way that .NET cannot read");

        _open = new DeflateStream(_part, CompressionMode.Decompress, leaveOpen: true);
        return new ContainerEntry(name, _open, null);
    }

    private static long SizeOf(ReadOnlySpan<byte> head, int length)
    {
        uint size = UInt32(head, 18);
        if (size != Large)
            return size;

        // Zip64: the real sizes stand in a field of their own, the unpacked one first.
        for (int at = HeaderLength + UInt16(head, 26); at + 4 <= length; at += 4 + UInt16(head, at + 2))
        {
            int field = at + 4 + (UInt32(head, 22) == Large ? 8 : 0);
            if (UInt16(head, at) == 1 && field + 8 <= length)
                return Math.Max(BinaryPrimitives.ReadInt64LittleEndian(head[field..]), 0);
        }

        return size;
    }

    /// <summary>Goes on behind the data of the entry, however much of it was read.</summary>
    private void FinishEntry()
    {
        if (_part is null && _open is not null)
        {
            while (_open.Read(_scratch) > 0)
            {
                // Only its end tells where the next one begins.
            }

            FindDescriptor();
        }

        Dispose();
        _part?.SkipRest(_scratch);
        _part = null;
    }

    public void Dispose()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>The decompressor took more than was its; the lengths behind the data tell where they stand.</summary>
    private void FindDescriptor()
    {
        int taken = stream.LastRead;
        stream.GiveBack(taken);
        for (int at = 0; at <= taken; at++)
        {
            ReadOnlySpan<byte> next = stream.Peek(at + DescriptorLength);
            if (next.Length < at + 12)
                break;

            next = next[at..];
            long length = stream.Offset + at - _start;
            bool isMarked = next.StartsWith(Descriptor);
            int sizes = isMarked ? 8 : 4;
            if (UInt32(next, sizes) != (uint)length)
                continue;

            bool isLong = next.Length >= sizes + 16 && BinaryPrimitives.ReadInt64LittleEndian(next[sizes..]) == length && StartsEntry(next[(sizes + 16)..]);
            if (isMarked || isLong || StartsEntry(next[(sizes + 8)..]))
            {
                stream.Skip(at + Math.Min(sizes + (isLong ? 16 : 8), next.Length));
                return;
            }
        }

        throw new UnreadableException("the archive is damaged");
    }

    private static bool StartsEntry(ReadOnlySpan<byte> next) => next.StartsWith("PK"u8);

    /// <summary>Where entries do not follow each other, others may all the same: looks for the next one.</summary>
    private void FindHeader(int available)
    {
        if (available < HeaderLength)
            throw TooShort();

        while (true)
        {
            stream.Skip(1);
            ReadOnlySpan<byte> next = stream.Peek(HeaderLength);
            if (next.Length < HeaderLength)
                throw new UnreadableException("the archive is damaged");

            int found = next.IndexOf("PK"u8);
            stream.Skip(found < 0 ? next.Length - 1 : found);
            next = stream.Peek(HeaderLength);
            if (IsHeader(next) || next.StartsWith(EntryOfList) || next.StartsWith(EndOfList))
                return;
        }
    }

    private static UnreadableException TooShort() => new("the archive ends too early");

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
