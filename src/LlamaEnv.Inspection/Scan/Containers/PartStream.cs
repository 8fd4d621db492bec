namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>The next so many bytes of another stream.</summary>
/// <param name="whole">The other stream.</param>
/// <param name="length">How many.</param>
internal sealed class PartStream(Stream whole, long length) : ForwardStream
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        int read = whole.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read == 0 && _left > 0 && buffer.Length > 0 ? throw new UnreadableException("it ends too early") : read;
    }

    /// <summary>Reads what is left, so that what is behind comes next.</summary>
    internal void SkipRest(byte[] buffer)
    {
        while (_left > 0)
            _ = Read(buffer);
    }
}
