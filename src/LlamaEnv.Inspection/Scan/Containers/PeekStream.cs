using System.Runtime.ExceptionServices;

namespace LlamaEnv.Inspection.Scan.Containers;

/// <summary>
/// A stream that is read forward once, and can be looked into a little before it is read. What a decompressor took too much of
/// can be given back. It counts what comes out of archives.
/// </summary>
/// <param name="inner">Where bytes come from.</param>
/// <param name="buffer">What it works with.</param>
/// <param name="filled">How much of the buffer is content already.</param>
/// <param name="budget">What the bytes are taken from; null for those that are on a disk as they are.</param>
internal sealed class PeekStream(Stream inner, byte[] buffer, int filled, Budget? budget) : ForwardStream
{
    private int _start;
    private int _end = filled;
    private bool _isAtEnd;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Enough to look at any header.</summary>
    internal const int BufferLength = 64 * 1024;

    /// <summary>How far it was read.</summary>
    internal long Offset { get; private set; }

    /// <summary>How much was read last.</summary>
    internal int LastRead { get; private set; }

    /// <summary>What comes next, without reading it: <paramref name="length"/> bytes, or as many as there are, or more.</summary>
    internal ReadOnlySpan<byte> Peek(int length)
    {
        while (_end - _start < length && !_isAtEnd)
        {
            if (_start + length > buffer.Length)
            {
                buffer.AsSpan(_start, _end - _start).CopyTo(buffer);
                _end -= _start;
                _start = 0;
            }

            Refill();
        }

        return buffer.AsSpan(_start, _end - _start);
    }

    public override int Read(Span<byte> destination)
    {
        if (_start == _end && !_isAtEnd)
        {
            _start = _end = 0;
            Refill();
        }

        if (_start == _end)
            _failure?.Throw();
        int length = Math.Min(destination.Length, _end - _start);
        buffer.AsSpan(_start, length).CopyTo(destination);
        Skip(length);
        LastRead = length > 0 || destination.Length == 0 ? length : LastRead;
        return length;
    }

    /// <summary>Reads past what was looked at.</summary>
    internal void Skip(int length)
    {
        _start += length;
        Offset += length;
    }

    /// <summary>Takes back the end of what was read last.</summary>
    internal void GiveBack(int length) => Skip(-length);

    /// <summary>A failure comes behind the bytes that were read before it.</summary>
    private void Refill()
    {
        try
        {
            int read = inner.Read(buffer.AsSpan(_end));
            budget?.Spend(read);
            _isAtEnd = read == 0;
            _end += read;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _isAtEnd = true;
        }
    }
}
