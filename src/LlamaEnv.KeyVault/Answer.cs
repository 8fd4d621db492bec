using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace LlamaEnv.KeyVault;

/// <summary>What is printed: the protocol of LlamaEnv's source <c>process</c>.</summary>
internal static class Answer
{
    private const int Version = 1;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "An output: here the values leave.")]
    internal static ReadOnlyMemory<byte> Of(IReadOnlyList<VaultSecret> secrets)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("Version", Version);
            json.WriteStartObject("Variables");
            foreach (VaultSecret secret in secrets)
                json.WriteString(secret.Variable, secret.Value.Reveal());
            json.WriteEndObject();
            if (secrets.Min(static secret => secret.ExpiresOn) is { } expiresOn)
                json.WriteString("Expiration", expiresOn.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
