namespace LlamaEnv.Files.Llamactl;

/// <summary>The pages of an SQLite database in memory.</summary>
internal sealed class DatabaseImage
{
    private const long MaxBytes = 256 * 1024 * 1024;

    private byte[] _bytes;
    private long _length;

    internal DatabaseImage(byte[] bytes, int pageSize)
    {
        _bytes = [.. bytes];
        _length = bytes.Length;
        PageSize = pageSize;
    }

    internal int PageSize { get; }

    internal long PageCount => _length / PageSize;

    internal static bool IsPageSize(uint size) => size is >= 512 and <= 65536 && (size & (size - 1)) == 0;

    /// <exception cref="IOException">It would be larger than any store.</exception>
    internal void SetPageCount(uint count)
    {
        Reserve((long)count * PageSize);
        _length = (long)count * PageSize;
    }

    /// <summary>Pages count from 1.</summary>
    /// <exception cref="IOException">It would be larger than any store.</exception>
    internal void SetPage(uint number, ReadOnlySpan<byte> content)
    {
        if (number == 0)
            return;

        long end = (long)number * PageSize;
        Reserve(end);
        content.CopyTo(_bytes.AsSpan((int)(end - PageSize), PageSize));
        _length = Math.Max(_length, end);
    }

    internal byte[] ToArray() => [.. _bytes.AsSpan(0, (int)_length)];

    private void Reserve(long length)
    {
        if (length > MaxBytes)
            throw new IOException("its log names more pages than a store has");
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)length);
    }
}
