using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// Where a key may begin, in one pass for all of its forms: each has an <c>x</c> with something rare behind it, or <c>Hg</c>.
/// A pass for each form costs several times as much as to read the file.
/// </summary>
internal static class Candidates
{
    /// <summary>The first place from <paramref name="from"/> on, and before <paramref name="end"/>, with such a pair; -1 where there is none.</summary>
    internal static int Next(ReadOnlySpan<byte> text, int from, int end)
    {
        end = Math.Min(end, text.Length - 1);
        ref byte start = ref MemoryMarshal.GetReference(text);
        if (Vector256.IsHardwareAccelerated)
        {
            for (; from + Vector256<byte>.Count <= end; from += Vector256<byte>.Count)
            {
                Vector256<byte> here = Vector256.LoadUnsafe(ref start, (nuint)from);
                Vector256<byte> next = Vector256.LoadUnsafe(ref start, (nuint)from + 1);
                Vector256<byte> rare = Vector256.Equals(next, Vector256.Create((byte)'-')) | Vector256.Equals(next, Vector256.Create((byte)'4')) | Vector256.Equals(next, Vector256.Create((byte)'s')) | Vector256.Equals(next, Vector256<byte>.Zero);
                Vector256<byte> pairs = (Vector256.Equals(here, Vector256.Create((byte)'x')) & rare) | (Vector256.Equals(here, Vector256.Create((byte)'H')) & Vector256.Equals(next, Vector256.Create((byte)'g')));
                if (pairs != Vector256<byte>.Zero)
                    return from + BitOperations.TrailingZeroCount(pairs.ExtractMostSignificantBits());
            }
        }

        for (; from + Vector128<byte>.Count <= end; from += Vector128<byte>.Count)
        {
            Vector128<byte> here = Vector128.LoadUnsafe(ref start, (nuint)from);
            Vector128<byte> next = Vector128.LoadUnsafe(ref start, (nuint)from + 1);
            Vector128<byte> rare = Vector128.Equals(next, Vector128.Create((byte)'-')) | Vector128.Equals(next, Vector128.Create((byte)'4')) | Vector128.Equals(next, Vector128.Create((byte)'s')) | Vector128.Equals(next, Vector128<byte>.Zero);
            Vector128<byte> pairs = (Vector128.Equals(here, Vector128.Create((byte)'x')) & rare) | (Vector128.Equals(here, Vector128.Create((byte)'H')) & Vector128.Equals(next, Vector128.Create((byte)'g')));
            if (pairs != Vector128<byte>.Zero)
                return from + BitOperations.TrailingZeroCount(pairs.ExtractMostSignificantBits());
        }

        for (; from < end; from++)
        {
            if (IsPair(text[from], text[from + 1]))
                return from;
        }

        return -1;
    }

    private static bool IsPair(byte here, byte next) =>
        (here == 'x' && next is (byte)'-' or (byte)'4' or (byte)'s' or (byte)0) || (here == 'H' && next == 'g');
}
