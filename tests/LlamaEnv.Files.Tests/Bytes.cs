using System.Globalization;
using System.Text;

namespace LlamaEnv.Files.Tests;

/// <summary>Bytes for tests: from text where <c>\xNN</c> may stand for a byte, and back to text that can be read in a message.</summary>
internal static class Bytes
{
    public static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    public static byte[] Concat(params IEnumerable<byte[]> parts) => [.. parts.SelectMany(p => p)];

    /// <summary>Printable, and different for different bytes.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte b in bytes)
        {
            text.Append(b switch
            {
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                (byte)'\\' => "\\\\",
                >= 0x20 and < 0x7F => ((char)b).ToString(),
                _ => $"\\x{b.ToString("X2", CultureInfo.InvariantCulture)}",
            });
        }

        return text.ToString();
    }

    public static void AreEqual(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string? about = null)
    {
        if (!expected.SequenceEqual(actual))
            Assert.Fail($"{about}\nexpected {Show(expected)}\nactual   {Show(actual)}");
    }
}
