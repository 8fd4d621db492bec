using System.Text;

namespace LlamaEnv.Files.Sources.Processes;

/// <summary>What came out of a pipe so far. All of it is read, also what is too much: a program that cannot write on would never end.</summary>
/// <param name="most">The bytes that are kept.</param>
/// <param name="onTooMuch">Called once, when there are more; null for nothing.</param>
/// <param name="mark">A text that is looked for in all that comes, also in what is not kept; null for none.</param>
internal sealed class PipeText(int most, Action? onTooMuch = null, string? mark = null)
{
    private readonly Lock _lock = new();
    private readonly List<byte> _text = [];
    private readonly byte[] _mark = Encoding.UTF8.GetBytes(mark ?? "");
    private byte[] _end = [];
    private bool _isTooLong;
    private bool _hasMark;

    /// <summary>What was read; null where it is too much.</summary>
    internal byte[]? Taken
    {
        get
        {
            lock (_lock)
                return _isTooLong ? null : [.. _text];
        }
    }

    /// <summary>The first of what was read, however much it is.</summary>
    internal byte[] Start
    {
        get
        {
            lock (_lock)
                return [.. _text];
        }
    }

    /// <summary>Whether the text that was looked for came.</summary>
    internal bool HasMark
    {
        get
        {
            lock (_lock)
                return _hasMark;
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
            FindMark(bytes);
            if (_isTooLong)
                return;

            int room = Math.Min(most - _text.Count, bytes.Length);
            _text.AddRange(bytes[..room]);
            _isTooLong = room < bytes.Length;
            if (!_isTooLong)
                return;
        }

        onTooMuch?.Invoke();
    }

    /// <summary>With the end of what came before, as it may come in two parts.</summary>
    private void FindMark(ReadOnlySpan<byte> bytes)
    {
        if (_hasMark || _mark.Length == 0)
            return;

        byte[] text = [.. _end, .. bytes];
        _hasMark = text.AsSpan().IndexOf(_mark) >= 0;
        _end = text[Math.Max(0, text.Length - _mark.Length + 1)..];
    }
}
