using System.Buffers.Text;
using System.Security.Cryptography;

namespace LlamaEnv.Validation;

/// <summary>
/// A salted hash by which a key is known again, and which tells nothing else of it: it may stand in a project file. A key of
/// one's own server may be short, so the hash is a slow one (PBKDF2, RFC 8018).
/// </summary>
internal sealed class KeyFingerprint
{
    /// <summary>The way it is made. Another way gets another number.</summary>
    private const string Version = "1";

    private const int Iterations = 20_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private KeyFingerprint(byte[] salt, byte[] hash) => (_salt, _hash) = (salt, hash);

    /// <summary>A new one, with a salt of its own.</summary>
    internal static KeyFingerprint Of(Secret key)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new KeyFingerprint(salt, Hash(key, salt));
    }

    /// <summary>What <see cref="ToString"/> printed; null for any other text.</summary>
    internal static KeyFingerprint? Parse(string text) =>
        text.Split('.') is [Version, var salt, var hash] && Decode(salt, SaltBytes) is { } saltBytes && Decode(hash, HashBytes) is { } hashBytes ? new KeyFingerprint(saltBytes, hashBytes) : null;

    internal bool Matches(Secret key) => CryptographicOperations.FixedTimeEquals(Hash(key, _salt), _hash);

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, which no project file and no shell takes for anything else.</summary>
    public override string ToString() => $"{Version}.{Base64Url.EncodeToString(_salt)}.{Base64Url.EncodeToString(_hash)}";

    private static byte[] Hash(Secret key, byte[] salt) => key.Ask(text =>
    {
        byte[] hash = new byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(text, salt, hash, Iterations, HashAlgorithmName.SHA256);
        return hash;
    });

    private static byte[]? Decode(string text, int length)
    {
        byte[] bytes = new byte[length];
        return Base64Url.IsValid(text, out int decoded) && decoded == length && Base64Url.TryDecodeFromChars(text, bytes, out _) ? bytes : null;
    }
}
