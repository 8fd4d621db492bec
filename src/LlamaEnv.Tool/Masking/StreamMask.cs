using System.Buffers;

namespace LlamaEnv.Tool.Masking;

/// <summary>
/// Takes secrets out of a stream of bytes. It keeps back only an end that a secret may begin with, so that prompts and
/// progress bars live, and knows what it let go, so that the rest of a secret that comes late is still masked.
/// </summary>
internal sealed class StreamMask
{
    private const int PublicBeginning = 4; // llx-
    private const int BeyondChance = 12;

    private static readonly byte[] s_mask = "***"u8.ToArray();

    private readonly byte[][] _forms;
    private readonly int[][] _fallbacks;
    private readonly int[] _matched; // How much of each form the stream ends with.
    private readonly SearchValues<byte> _beginnings;
    private readonly List<(long Start, long End)> _hidden = []; // In the stream, in order, not overlapping.
    private readonly ArrayBufferWriter<byte> _output = new();

    private byte[] _kept = new byte[256];
    private int _keptLength;
    private long _position; // Behind the last byte that came.
    private long _written; // Behind the last byte that went.
    private long _maskEnd; // Of the last mask that was written.

    internal StreamMask(IReadOnlyList<byte[]> forms)
    {
        _forms = [.. forms];
        _fallbacks = [.. forms.Select(MakeFallbacks)];
        _matched = new int[_forms.Length];
        _beginnings = SearchValues.Create([.. forms.Select(static form => form[0]).Distinct()]);
    }

    /// <summary>
    /// The milliseconds after which <see cref="Release"/> lets go what is kept back; -1 for as long as it takes. What may be
    /// any word's beginning goes soon, as someone may wait for a prompt. What nothing but the secret begins with stays.
    /// </summary>
    internal int Patience => Longest switch
    {
        <= 0 or >= BeyondChance => -1,
        <= PublicBeginning => 20,
        _ => 1000,
    };

    private int Longest => _written == _position ? 0 : _matched.Max();

    /// <summary>What can be written once these bytes came. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Add(ReadOnlySpan<byte> bytes)
    {
        _output.ResetWrittenCount();
        Keep(bytes);
        bool isMatching = Array.Exists(_matched, static m => m > 0);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!isMatching)
            {
                int next = bytes[i..].IndexOfAny(_beginnings);
                if (next < 0)
                    break;
                i += next;
            }

            isMatching = Match(bytes[i], _position + i + 1);
        }

        _position += bytes.Length;
        WriteTo(_position - _matched.Max());
        return _output.WrittenSpan;
    }

    /// <summary>Lets go what is kept back: its time is over, or nothing more comes. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Release()
    {
        _output.ResetWrittenCount();
        WriteTo(_position);
        return _output.WrittenSpan;
    }

    /// <summary>Whether any form may have begun.</summary>
    private bool Match(byte next, long end)
    {
        bool any = false;
        for (int f = 0; f < _forms.Length; f++)
        {
            byte[] form = _forms[f];
            int matched = _matched[f];
            while (matched > 0 && form[matched] != next)
                matched = _fallbacks[f][matched - 1];
            if (form[matched] == next)
                matched++;
            if (matched == form.Length)
            {
                Hide(end - matched, end);
                matched = _fallbacks[f][matched - 1];
            }

            _matched[f] = matched;
            any |= matched > 0;
        }

        return any;
    }

    private void Hide(long start, long end)
    {
        while (_hidden.Count > 0 && _hidden[^1].End > start)
        {
            start = Math.Min(start, _hidden[^1].Start);
            _hidden.RemoveAt(_hidden.Count - 1);
        }

        _hidden.Add((start, end));
    }

    private void WriteTo(long end)
    {
        int used = 0;
        foreach ((long start, long hiddenEnd) in _hidden.TakeWhile(hidden => hidden.Start < end))
        {
            if (start > _written)
                Write(start);
            if (start >= _maskEnd)
                _output.Write(s_mask);
            _maskEnd = hiddenEnd;
            long stop = Math.Min(hiddenEnd, end);
            Skip(Math.Max(stop, _written));
            if (hiddenEnd <= end)
                used++;
        }

        _hidden.RemoveRange(0, used);
        if (end > _written)
            Write(end);
    }

    private void Write(long end)
    {
        _output.Write(_kept.AsSpan(0, (int)(end - _written)));
        Skip(end);
    }

    private void Skip(long end)
    {
        int length = (int)(end - _written);
        _kept.AsSpan(length, _keptLength - length).CopyTo(_kept);
        _keptLength -= length;
        _written = end;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_keptLength + bytes.Length > _kept.Length)
            Array.Resize(ref _kept, Math.Max(_kept.Length * 2, _keptLength + bytes.Length));
        bytes.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += bytes.Length;
    }

    /// <summary>For each beginning of a form the longest shorter one that it ends with (Knuth, Morris and Pratt).</summary>
    private static int[] MakeFallbacks(byte[] form)
    {
        int[] fallbacks = new int[form.Length];
        int matched = 0;
        for (int i = 1; i < form.Length; i++)
        {
            while (matched > 0 && form[matched] != form[i])
                matched = fallbacks[matched - 1];
            if (form[matched] == form[i])
                matched++;
            fallbacks[i] = matched;
        }

        return fallbacks;
    }
}
