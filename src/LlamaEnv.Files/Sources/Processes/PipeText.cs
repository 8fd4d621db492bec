namespace LlamaEnv.Files.Sources.Processes;

/// <summary>What came out of a pipe so far. All of it is read, also what is too much: a program that cannot write on would never end.</summary>
/// <param name="most">The bytes that are kept.</param>
/// <param name="onTooMuch">Called once, when there are more; null for nothing.</param>
internal sealed class PipeText(int most, Action? onTooMuch = null)
{
    private readonly Lock _lock = new();
    private readonly List<byte> _text = [];
    private bool _isTooLong;

    /// <summary>What was read; null where it is too much.</summary>
    internal byte[]? Taken
    {
        get
        {
            lock (_lock)
                return _isTooLong ? null : [.. _text];
        }
    }

    internal async Task ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[8192];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
                Add(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody waits for it any more.
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isTooLong)
                return;

            _isTooLong = _text.Count + bytes.Length > most;
            if (!_isTooLong)
            {
                _text.AddRange(bytes);
                return;
            }
        }

        onTooMuch?.Invoke();
    }
}
