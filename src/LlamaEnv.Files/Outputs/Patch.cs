namespace LlamaEnv.Files.Outputs;

/// <summary>Replacements in a file, from its start to its end. What stands between them is copied once, so that a large file costs no more than itself.</summary>
internal sealed class Patch(byte[] bytes)
{
    private readonly List<Part> _parts = [];

    /// <summary>Puts <paramref name="text"/> in the place of what stands from one position to another, behind all that was replaced so far.</summary>
    internal void Replace(int start, int end, byte[] text) => _parts.Add(new Part(start, end, text));

    internal byte[] Apply()
    {
        if (_parts.Count == 0)
            return bytes;

        int growth = 0;
        foreach (Part part in _parts)
            growth += part.Growth;
        byte[] result = new byte[bytes.Length + growth];
        int at = 0;
        int copied = 0;
        foreach (Part part in _parts)
        {
            bytes.AsSpan(copied..part.Start).CopyTo(result.AsSpan(at));
            at += part.Start - copied;
            part.Text.CopyTo(result, at);
            at += part.Text.Length;
            copied = part.End;
        }

        bytes.AsSpan(copied).CopyTo(result.AsSpan(at));
        return result;
    }

    /// <summary>The number of the line, in the file as it was, that a position in the result stands for.</summary>
    internal int LineOf(int position)
    {
        int original = position;
        foreach (Part part in _parts)
        {
            if (original >= part.Start + part.Text.Length)
                original -= part.Growth;
            else if (original > part.Start)
                original = part.Start;
            else
                break;
        }

        return bytes.AsSpan(0, original).Count((byte)'\n') + 1;
    }

    private sealed record Part(int Start, int End, byte[] Text)
    {
        internal int Growth => Text.Length - (End - Start);
    }
}
