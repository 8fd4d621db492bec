using System.Text;

namespace LlamaEnv.Fuzz;

/// <summary>Texts and bytes of the kind that breaks programs: pieces that mean something, put together as chance has it.</summary>
internal static class Nasty
{
    private static readonly string[] s_pieces =
    [
        "", " ", "\t", "\n", "\r\n", "\r", "\0", "=", "'", "\"", "`", "#", " #", "\\", "\\n", "${X}", "$(X)", "%X%", "{{X}}", "__X__", "op://a/b", "export ", "a", "Ω", "🦙", "é",
        "\u202E", "\u2066", "\u200B", "\uFEFF", "\u2028", "\u2029", "\u0085", "\u001B[2J", "\a", "\uD800", "\uFFFD", "\uFFFF", "\U000E0041",
        "##vso[task.setvariable variable=x]", "##[error]", "##teamcity[x]", "::error::", "::add-mask::", "::", "*", "**", "?", "[", "]", "[a-", "!", "{", "}", "<", ">", "|", ";", ",", ":", "@", "~", "$", "%00", "%", "&", "(", ")",
        "LLAMA_CLOUD_API_KEY", "LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID", "LlamaCloud:ApiKey", "LlamaCloud", "OPENAI_API_KEY", "environment", "profile", "dotenv", "user-secrets", "launch-settings", "none",
        "true", "false", "error", "warning", "ignore", "skip", "reference", "value", "0", "1", "-1", "9999999999999999999999", "NaN", "null",
        "https://", "http://", "file:///", "ftp://", "javascript:", "localhost", "127.0.0.1", "[::1]", "api.cloud.llamaindex.ai", "cloud.llamaindex.ai", "example.com", ":8080", ":99999", "user:pw@", "?q=1", "xn--", "xn--\u00AD", "/api/v1", "..", "/", "//",
        "12345678-1234-1234-1234-123456789abc", "llx-", "llx-...", "your-api-key", "changeme", "sk-", "eyJ",
    ];

    internal static string Piece(Random random) => s_pieces[random.Next(s_pieces.Length)];

    internal static string Text(Random random, int most = 6)
    {
        StringBuilder text = new();
        for (int i = random.Next(most + 1); i > 0; i--)
            text.Append(random.Next(8) == 0 ? new string((char)random.Next(1, 0x250), random.Next(4)) : Piece(random));
        return random.Next(500) == 0 ? string.Concat(Enumerable.Repeat(text + "x", 2000)) : text.ToString();
    }

    /// <summary>A text that may stand where a path does, and leads nowhere but below the folder it starts from.</summary>
    internal static string RelativePath(Random random) =>
        Text(random, 3).Replace("..", "_", StringComparison.Ordinal).Replace("~", "_", StringComparison.Ordinal).Replace('\\', '_').TrimStart('/', ' ', '\t', '\n', '\r', '\v', '\f', '\u0085', '\u00A0', '\u2028', '\u2029');

    /// <summary>UTF-8, and sometimes not.</summary>
    internal static byte[] Bytes(Random random, Func<string> line, int lines)
    {
        StringBuilder text = new();
        string end = random.Next(6) switch { 0 => "\r\n", 1 => "\r", _ => "\n" };
        for (int i = random.Next(lines + 1); i > 0; i--)
            text.Append(line()).Append(random.Next(20) == 0 ? "" : end);

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(12) switch
        {
            0 => [.. Encoding.UTF8.Preamble, .. bytes],
            1 => Encoding.Unicode.GetBytes(text.ToString()),
            2 => Mutate(random, bytes),
            _ => bytes,
        };
    }

    /// <summary>A few bytes changed, taken out, doubled or cut off.</summary>
    internal static byte[] Mutate(Random random, byte[] bytes)
    {
        byte[] mutated = [.. bytes];
        for (int i = random.Next(1, 8); i > 0 && mutated.Length > 0; i--)
        {
            int at = random.Next(mutated.Length);
            int length = random.Next(Math.Min(64, mutated.Length - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    mutated = mutated[..at];
                    break;
                case 1:
                    mutated = [.. mutated[..at], .. mutated[(at + length)..]];
                    break;
                case 2:
                    mutated = [.. mutated[..at], .. mutated[at..(at + length)], .. mutated[at..]];
                    break;
                default:
                    mutated[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(mutated[at] ^ (1 << random.Next(8)));
                    break;
            }
        }

        return mutated;
    }
}
