using System.Security.Cryptography;
using System.Text;

namespace LlamaEnv.Inspection.Reports;

/// <summary>A number by which a finding is known again. It is made of what was found, and shows nothing of it.</summary>
internal static class Fingerprint
{
    private const int Bytes = 16;

    /// <summary>So that it is no hash that anybody else has of the same text.</summary>
    private static readonly byte[] s_salt = "llama-env finding 1\n"u8.ToArray();

    /// <param name="parts">What makes the finding what it is, wherever its line moves to. A value that could be guessed must not be among them.</param>
    internal static string Of(params ReadOnlySpan<string> parts) => Of(Encoding.UTF8.GetBytes(string.Join('\n', parts)));

    /// <param name="content">The same as bytes, such as those of a key, which nobody guesses.</param>
    internal static string Of(ReadOnlySpan<byte> content)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(s_salt);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }
}
