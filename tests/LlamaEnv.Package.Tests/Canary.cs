using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LlamaEnv.Package.Tests;

/// <summary>A random text to put into a value, and the search for every place it got to.</summary>
internal sealed class Canary
{
    /// <summary>Letters and digits only, so that no quoting or escaping can disguise it.</summary>
    internal string Marker { get; } = "Canary" + Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    /// <summary>A key of the official shape that holds the marker.</summary>
    internal string Key => "llx-" + Marker.PadRight(48, 'z');

    /// <summary>
    /// Where the marker is: streams of the outcomes, and files of the project's folder by their relative path; in a
    /// binary log also inside the compressed stream and the archive embedded in it.
    /// </summary>
    internal string[] Find(TestProject project, params Outcome[] outcomes) =>
    [
        .. outcomes.SelectMany(o => FindIn("standard output", Encoding.UTF8.GetBytes(o.Output))),
        .. outcomes.SelectMany(o => FindIn("standard error", Encoding.UTF8.GetBytes(o.Error))),
        .. Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(f => FindIn(Path.GetRelativePath(project.Directory, f).Replace('\\', '/'), File.ReadAllBytes(f))),
    ];

    /// <summary>The marker is in these places and no other. A failure shows the places alone: the rest would be the leak.</summary>
    internal void AssertFoundIn(string[] places, TestProject project, params Outcome[] outcomes) => Assert.AreEqual(
        string.Join(", ", places.Order(StringComparer.Ordinal)),
        string.Join(", ", Find(project, outcomes).Order(StringComparer.Ordinal)),
        string.Join('\n', outcomes.Select(o => $"{o.CommandLine}: exit code {o.ExitCode}").Select(s => s.Replace(Marker, "***", StringComparison.Ordinal))));

    internal IEnumerable<string> FindIn(string place, byte[] bytes)
    {
        if (Holds(bytes))
            yield return place;
        if (!place.EndsWith(".binlog", StringComparison.Ordinal))
            yield break;

        byte[] stream = Unzip(bytes);
        if (Holds(stream))
            yield return $"{place} (stream)";

        using ZipArchive archive = OpenEmbeddedArchive(stream);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            if (Holds(ReadAll(content)))
                yield return $"{place} (archive: {entry.FullName.Split('/', '\\')[^1]})";
        }
    }

    private bool Holds(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(Marker)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(Marker)) >= 0;

    private static byte[] Unzip(byte[] bytes)
    {
        using GZipStream stream = new(new MemoryStream(bytes), CompressionMode.Decompress);
        return ReadAll(stream);
    }

    /// <summary>The project files a binary log embeds: a zip archive in the middle of the stream, found by its end record.</summary>
    private static ZipArchive OpenEmbeddedArchive(byte[] stream)
    {
        int end = stream.AsSpan().LastIndexOf("PK\x05\x06"u8);
        Assert.IsGreaterThanOrEqualTo(0, end, "the binary log embeds no archive");
        int directoryLength = BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(end + 12));
        int directoryOffset = BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(end + 16));
        int start = end - directoryLength - directoryOffset;
        return new ZipArchive(new MemoryStream(stream, start, end + 22 - start), ZipArchiveMode.Read);
    }

    private static byte[] ReadAll(Stream stream)
    {
        MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
