using System.Buffers.Binary;

namespace LlamaEnv.Files.Llamactl;

/// <summary>SQLite's rollback journal (https://www.sqlite.org/fileformat2.html#rollbackjournal): pages as they were before a transaction.</summary>
internal static class RollbackJournal
{
    private const int HeaderLength = 28;
    private const uint ToTheEnd = 0xFFFFFFFF;
    private const uint PendingByte = 0x40000000;

    private static ReadOnlySpan<byte> Magic => [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

    /// <summary>Whether it belongs to a transaction over several databases, whose outcome another file tells.</summary>
    internal static bool IsOneOfSeveral(ReadOnlySpan<byte> journal) => journal.Length > HeaderLength + Magic.Length && journal.EndsWith(Magic);

    /// <summary>The database without what the unfinished transaction wrote into it.</summary>
    internal static byte[] Undo(byte[] database, ReadOnlySpan<byte> journal)
    {
        DatabaseImage? image = null;
        int position = 0;
        int sectorSize = 512;
        while (position + HeaderLength <= journal.Length && journal[position..].StartsWith(Magic))
        {
            ReadOnlySpan<byte> header = journal[position..];
            uint records = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
            uint nonce = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
            if (image is null)
            {
                // Later parts of a journal continue the first one.
                uint sector = BinaryPrimitives.ReadUInt32BigEndian(header[20..]);
                uint page = BinaryPrimitives.ReadUInt32BigEndian(header[24..]) is var own and > 0 ? own : PageSizeOf(database);
                if (!DatabaseImage.IsPageSize(page) || sector is < 32 or > 65536 || (sector & (sector - 1)) != 0)
                    return database;

                sectorSize = (int)sector;
                image = new DatabaseImage(database, (int)page);
                image.SetPageCount(BinaryPrimitives.ReadUInt32BigEndian(header[16..]));
            }

            position += sectorSize;
            int recordLength = image.PageSize + 8;
            for (uint record = 0; (records == ToTheEnd || record < records) && position + recordLength <= journal.Length; record++, position += recordLength)
            {
                if (!TryRestore(image, journal.Slice(position, recordLength), nonce))
                    return image.ToArray();
            }

            if (records == ToTheEnd)
                break;
            position = (position + sectorSize - 1) / sectorSize * sectorSize;
        }

        return image?.ToArray() ?? database;
    }

    /// <summary>As the database's header has it, in two bytes: 1 is 65536.</summary>
    private static uint PageSizeOf(ReadOnlySpan<byte> database) =>
        database.Length < 18 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(database[16..]) is var size && size == 1 ? 65536u : size;

    private static bool TryRestore(DatabaseImage image, ReadOnlySpan<byte> record, uint nonce)
    {
        uint page = BinaryPrimitives.ReadUInt32BigEndian(record);
        ReadOnlySpan<byte> content = record.Slice(4, image.PageSize);
        if (page == 0 || page == (PendingByte / (uint)image.PageSize) + 1 || BinaryPrimitives.ReadUInt32BigEndian(record[(4 + image.PageSize)..]) != Checksum(content, nonce))
            return false;

        if (page <= image.PageCount)
            image.SetPage(page, content);
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> page, uint nonce)
    {
        uint sum = nonce;
        for (int i = page.Length - 200; i > 0; i -= 200)
            sum += page[i];
        return sum;
    }
}
