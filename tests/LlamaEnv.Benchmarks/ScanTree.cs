using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LlamaEnv.Benchmarks;

/// <summary>
/// A tree of files as repositories have them, the same each time, with keys of nobody in every kind of container, and with
/// what only looks like a key.
/// </summary>
internal static class ScanTree
{
    private const int Kinds = 16;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string[] s_words = ["public", "class", "return", "llama", "pull", "llx", "null", "client", "await", "install", "shall", "=>", "{", "}", "var", "0x1F", "collection", "llms-full", "();", "// all"];

    /// <summary>Fills a folder, and writes the names of those with keys into <c>DIRECTORY.expected</c>, a line each.</summary>
    internal static void Make(string directory, int megabytes)
    {
        Random random = new(1);
        List<string> expected = [];
        long left = megabytes * 1024L * 1024;
        for (int file = 0; left > 0; file++)
        {
            int length = 1 << random.Next(8, 18);
            bool isBinary = random.Next(6) == 0;
            string name = $"{file % 97:00}/{file % 13:00}/f{file}{(isBinary ? ".bin" : ".cs")}";
            left -= length;
            Write(directory, name, isBinary ? Binary(random, length) : Encoding.UTF8.GetBytes(Text(random, length)));
        }

        for (int i = 0; i < 6 * Kinds; i++)
            Plant(directory, i, random, expected);
        File.WriteAllLines($"{directory}.expected", expected.Order(StringComparer.Ordinal));
    }

    private static void Plant(string directory, int i, Random random, List<string> expected)
    {
        string key = $"llx-{string.Concat(Enumerable.Range(0, 48).Select(_ => Letters[random.Next(Letters.Length)]))}";
        string text = $"{Text(random, 5000)}\nkey = \"{key}\"\n{Text(random, 5000)}";
        byte[] plain = Encoding.UTF8.GetBytes(text);
        string folder = string.Create(CultureInfo.InvariantCulture, $"{i:00}/planted");
        (string name, string inner, byte[] content) = (i % Kinds) switch
        {
            0 => ("a.cs", "", plain),
            1 => ("large.log", "", Encoding.UTF8.GetBytes(Text(random, 3_000_000) + text + Text(random, 3_000_000))),
            2 => ("utf16.txt", "", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]),
            3 => ("utf16be.txt", "", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]),
            4 => ("a.dll", "", [.. Binary(random, 9000), .. Encoding.Unicode.GetBytes(key), .. Binary(random, 9000)]),
            5 => ("a.db", "", [.. Binary(random, 2_000_000), (byte)'a', .. Encoding.ASCII.GetBytes(key), (byte)'b', .. Binary(random, 900)]),
            6 => ("secret.yaml", "", Encoding.ASCII.GetBytes($"data:\n  key: {Convert.ToBase64String(Encoding.ASCII.GetBytes(key))}\n")),
            7 => ("a.nupkg", "!lib/a.cs", Zip("lib/a.cs", plain)),
            8 => ("a.log.gz", "!a.log", Gzip(plain)),
            9 => ("a.tar", "!d/a.cs", Tar("d/a.cs", plain)),
            10 => ("a.tar.gz", "!d/a.cs", Gzip(Tar("d/a.cs", plain))),
            11 => ("image.tar", "!blobs/sha256/0a!app/.env", Tar("blobs/sha256/0a", Gzip(Tar("app/.env", plain)))),
            12 => ("image2.tar", "!blobs/sha256/0b", Tar("blobs/sha256/0b", Encoding.ASCII.GetBytes("{\"config\":{\"Env\":[\"A=b\",\"LLAMA_CLOUD_API_KEY=" + key + "\"]}}"))),
            13 => ("nested.zip", "!b.zip!c.zip!d.whl!a.py", Zip("b.zip", Zip("c.zip", Zip("d.whl", Zip("a.py", plain))))),
            14 => ("a.binlog", "", Gzip([26, 0, 0, 0, 18, 0, 0, 0, .. plain])),
            _ => ("b.binlog", "!C/a.props", Gzip([26, 0, 0, 0, 18, 0, 0, 0, .. Binary(random, 100_000), .. Zip("C/a.props", plain), .. Binary(random, 100)])),
        };
        Write(directory, $"{folder}/{name}", content);
        expected.Add($"{folder}/{name}{inner}");
        Write(directory, $"{folder}/near.md", Encoding.ASCII.GetBytes($"llx-... x{key} {key}y llx-your-api-key llx-{new string('x', 48)} {key[..30]}\n"));
    }

    private static string Text(Random random, int length)
    {
        StringBuilder text = new(length + 32);
        while (text.Length < length)
            text.Append(s_words[random.Next(s_words.Length)]).Append(random.Next(9) == 0 ? '\n' : ' ');
        return text.ToString();
    }

    private static byte[] Binary(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Tar(string name, byte[] content)
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }

    private static void Write(string directory, string name, byte[] content)
    {
        string path = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
