namespace LlamaEnv.Tool.Masking;

/// <summary>Hands on what a program prints, without its secrets.</summary>
/// <param name="forms">What to take out.</param>
/// <param name="read">Reads into a buffer and waits so many milliseconds, or for ever at -1: a number of bytes, 0 at the end, null for none in that time.</param>
/// <param name="write">Writes bytes; whether it could.</param>
internal sealed class MaskedOutput(IReadOnlyList<byte[]> forms, Func<byte[], int, int?> read, MaskedOutput.Writer write)
{
    private const int BufferSize = 32 * 1024;

    private readonly StreamMask _mask = new(forms);

    /// <summary>Whether it could.</summary>
    internal delegate bool Writer(ReadOnlySpan<byte> bytes);

    /// <summary>Runs to the end of the stream, or until nobody takes what it writes.</summary>
    internal void Pump()
    {
        byte[] buffer = new byte[BufferSize];
        while (true)
        {
            int? length = read(buffer, _mask.Patience);
            ReadOnlySpan<byte> bytes = length > 0 ? _mask.Add(buffer.AsSpan(0, length.Value)) : _mask.Release();
            if ((!bytes.IsEmpty && !write(bytes)) || length <= 0)
                return;
        }
    }
}
