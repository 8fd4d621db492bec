using System.Buffers.Binary;

namespace LlamaEnv.Files.Llamactl;

/// <summary>SQLite's write-ahead log (https://www.sqlite.org/fileformat2.html#walformat): pages that are newer than the database's own.</summary>
internal static class WriteAheadLog
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377F0682; // Its lowest bit says that the checksums are big-endian.

    /// <summary>The database with every transaction in it that is whole; what a writer was in the middle of stays out.</summary>
    internal static byte[] Apply(byte[] database, ReadOnlySpan<byte> log)
    {
        if (log.Length < HeaderLength || (BinaryPrimitives.ReadUInt32BigEndian(log) & ~1u) != Magic)
            return database;

        uint pageSize = BinaryPrimitives.ReadUInt32BigEndian(log[8..]);
        Checksum checksum = new(isBigEndian: (log[3] & 1) != 0);
        checksum.Add(log[..24]);
        if (!DatabaseImage.IsPageSize(pageSize) || !checksum.Equals(log[24..]))
            return database;

        DatabaseImage image = new(database, (int)pageSize);
        List<(uint Page, int Start)> transaction = [];
        for (int frame = HeaderLength; frame + FrameHeaderLength + (int)pageSize <= log.Length; frame += FrameHeaderLength + (int)pageSize)
        {
            ReadOnlySpan<byte> header = log.Slice(frame, FrameHeaderLength);
            int start = frame + FrameHeaderLength;
            checksum.Add(header[..8]);
            checksum.Add(log.Slice(start, (int)pageSize));
            // Other salts: a frame from before the log was begun anew.
            if (!header.Slice(8, 8).SequenceEqual(log.Slice(16, 8)) || !checksum.Equals(header[16..]))
                break;

            transaction.Add((BinaryPrimitives.ReadUInt32BigEndian(header), start));
            uint pages = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            if (pages == 0)
                continue;

            foreach ((uint page, int at) in transaction)
                image.SetPage(page, log.Slice(at, (int)pageSize));
            image.SetPageCount(pages);
            transaction.Clear();
        }

        return image.ToArray();
    }

    private struct Checksum(bool isBigEndian)
    {
        private uint _first;
        private uint _second;

        internal void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                _first += Read(bytes) + _second;
                _second += Read(bytes[4..]) + _first;
            }
        }

        internal readonly bool Equals(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private readonly uint Read(ReadOnlySpan<byte> bytes) => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
