using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace LlamaEnv.Tool.Masking;

/// <summary>The bytes by which a secret may stand in what a program prints.</summary>
internal static class SecretForms
{
    /// <summary>Anything shorter would be found in text that has nothing to do with it.</summary>
    internal const int MinLength = 8;

    /// <summary>Every form of every secret among the values, each once.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "What is looked for in what a program prints, to take it out.")]
    internal static IReadOnlyList<byte[]> Of(IEnumerable<Credential> credentials)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        foreach (Credential credential in credentials.Where(static c => c.Variable.IsSecret || c.HoldsKey))
            texts.UnionWith(Of(credential.Value.Reveal()));
        return [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    internal static IEnumerable<string> Of(string secret) =>
        Pieces(secret).Where(IsLong).Distinct().SelectMany(static piece => (IEnumerable<string>)[piece, .. Base64(piece), .. Json(piece), .. Url(piece)]).Where(IsLong);

    private static bool IsLong(string text) => text.Length >= MinLength;

    /// <summary>The whole, and each line, as programs print one by one. The lines around a key in PEM are no secret.</summary>
    private static IEnumerable<string> Pieces(string secret) =>
        [secret, .. secret.Split('\r', '\n').Select(static line => line.Trim()).Where(static line => !line.StartsWith("-----", StringComparison.Ordinal))];

    /// <summary>
    /// Base64 begins anew every three bytes, so there are three, according to what is before the secret. Only the characters
    /// are taken that what is before and behind has no part in.
    /// </summary>
    private static IEnumerable<string> Base64(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int before = 0; before < 3; before++)
        {
            string whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
            int start = ((before * 8) + 5) / 6;
            string own = whole[start..((before + bytes.Length) * 8 / 6)];
            yield return own;
            yield return own.Replace('+', '-').Replace('/', '_');
        }
    }

    private static IEnumerable<string> Json(string text)
    {
        StringBuilder plain = new(), ascii = new();
        foreach (char c in text)
        {
            string? escape = c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", _ => null };
            plain.Append(escape ?? (c < ' ' ? Unit(c) : c.ToString()));
            ascii.Append(escape ?? (c is < ' ' or > '~' ? Unit(c) : c.ToString()));
        }

        return
        [
            plain.ToString(), // JavaScript, jq, Go without HTML
            plain.Replace("/", "\\/").ToString(), // PHP
            ascii.ToString(), // Python
            JsonEncodedText.Encode(ReplaceHalves(text)).Value, // .NET
        ];
    }

    /// <summary>Half of a pair is no text: .NET refuses it.</summary>
    private static string ReplaceHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Unit(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");

    private static IEnumerable<string> Url(string text)
    {
        string[] encoded =
        [
            Uri.EscapeDataString(text),
            WebUtility.UrlEncode(text),
            Uri.EscapeDataString(text).Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal), // JavaScript
        ];
        return encoded.SelectMany(static e => (IEnumerable<string>)[e, WithLowerHex(e)]);
    }

    private static string WithLowerHex(string encoded)
    {
        char[] result = encoded.ToCharArray();
        for (int i = 0; i + 2 < result.Length; i++)
        {
            if (result[i] == '%')
            {
                result[i + 1] = char.ToLowerInvariant(result[i + 1]);
                result[i + 2] = char.ToLowerInvariant(result[i + 2]);
            }
        }

        return new string(result);
    }
}
