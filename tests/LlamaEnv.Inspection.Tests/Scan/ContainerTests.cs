using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

[TestClass]
public sealed class ContainerTests
{
    private static readonly byte[] s_text = Encoding.ASCII.GetBytes($"first\nkey = \"{Keys.Of(7)}\"\n");

    [TestMethod]
    [DataRow(true, DisplayName = "with lengths in front")]
    [DataRow(false, DisplayName = "with lengths behind, as Go and Java write them")]
    public void Every_file_of_a_zip_archive_is_looked_at(bool canSeek)
    {
        byte[] noise = new byte[50_000];
        new Random(1).NextBytes(noise);

        Assert.AreEqual("a/b.txt 2\nc.dll -\nd.txt 2", Seen.In(Zip(canSeek, ("a/b.txt", s_text), ("noise", noise), ("empty", []), ("c.dll", [0, .. s_text]), ("d.txt", s_text))));
    }

    [TestMethod]
    public void Gzip_and_tar_are_unpacked()
    {
        string longName = $"{new string('d', 90)}/{new string('e', 90)}/{new string('f', 90)}.txt";

        Assert.AreEqual("x 2", Seen.In(Gzip(s_text), "x.gz"));
        Assert.AreEqual("x 2", Seen.In([.. Gzip("a\n"u8.ToArray()), .. Gzip(s_text[6..])], "x.gz"), "two parts");
        foreach (TarEntryFormat format in (TarEntryFormat[])[TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu])
            Assert.AreEqual("a.txt 2\nb.txt 2", Seen.In(Tar(format, ("a.txt", s_text), ("empty", []), ("b.txt", s_text))), $"{format}");
        foreach (TarEntryFormat format in (TarEntryFormat[])[TarEntryFormat.Pax, TarEntryFormat.Gnu])
            Assert.AreEqual($"{longName} 2\nb 2", Seen.In(Gzip(Tar(format, (longName, s_text), ("b", s_text))), "x.tgz"), $"{format}");
    }

    [TestMethod]
    public void Layers_and_configuration_of_an_image_are_looked_at()
    {
        byte[] image = Tar(
            TarEntryFormat.Pax,
            ("blobs/sha256/0a", Gzip(Tar(TarEntryFormat.Pax, ("app/.env", s_text)))),
            ("blobs/sha256/0b", Tar(TarEntryFormat.Pax, ("app/a.nupkg", Zip(true, ("lib/a.dll", [0, .. Encoding.Unicode.GetBytes(Keys.Of(8))]))))),
            ("blobs/sha256/0c", Encoding.ASCII.GetBytes("{\"config\":{\"Env\":[\"LLAMA_CLOUD_API_KEY=" + Keys.Of(9) + "\"]}}")));

        Assert.AreEqual("blobs/sha256/0a!app/.env 2\nblobs/sha256/0b!app/a.nupkg!lib/a.dll - as UTF-16\nblobs/sha256/0c 1", Seen.In(image));
    }

    [TestMethod]
    public void A_build_log_is_looked_at_and_the_files_in_it()
    {
        byte[] head = [26, 0, 0, 0, 18, 0, 0, 0, 9, 5];
        byte[] log = [.. head, .. Encoding.ASCII.GetBytes(Keys.Of(10)), .. "PK\u0003\u0004 is no archive"u8, .. Zip(true, (@"C\a.props", s_text), ("b.props", s_text)), .. "more"u8, .. Encoding.ASCII.GetBytes(Keys.Of(11))];

        Assert.AreEqual("-\nC\\a.props 2\nb.props 2\n-", Seen.In(Gzip(log), "msbuild.binlog"));
    }

    [TestMethod]
    [DataRow(4, "z!z!z!z 2")]
    [DataRow(8, "z!z!z!z!z!z!z!z 2")]
    [DataRow(9, "z!z!z!z!z!z!z!z: it is nested too deep in archives")]
    public void Archives_are_unpacked_so_many_deep(int depth, string seen)
    {
        byte[] content = s_text;
        for (int i = 0; i < depth; i++)
            content = Zip(i % 2 == 0, ("z", content));

        Assert.AreEqual(seen, Seen.In(content));
    }

    [TestMethod]
    public void What_is_damaged_is_a_note_and_what_was_found_before_counts()
    {
        byte[] noise = new byte[50_000];
        new Random(1).NextBytes(noise);
        byte[] zip = Zip(true, ("a", s_text), ("b", noise), ("c", s_text));
        byte[] tar = Tar(TarEntryFormat.Pax, ("a", s_text), ("b", noise));

        StringAssert.StartsWith(Seen.In(zip[..20_000]), "a 2\nb: ");
        StringAssert.StartsWith(Seen.In(tar[..20_000]), "a 2\nb: it ends too early");
        Assert.AreEqual("x -\n: the archive is damaged, or ends too early", Seen.In(Gzip([.. s_text, .. noise])[..9000], "x.gz"));
        zip.AsSpan(200, 400).Fill(0xEE);
        StringAssert.EndsWith(Seen.In(zip), "c 2");
        StringAssert.EndsWith(Seen.In([.. tar[..512], .. tar[600..]]), "the archive is damaged");
    }

    [TestMethod]
    public void Any_damage_is_survived()
    {
        byte[][] archives = [Zip(true, ("a", s_text), ("b", Zip(false, ("c", s_text)))), Zip(false, ("a", s_text)), Tar(TarEntryFormat.Gnu, (new string('n', 200), s_text)), Gzip(Tar(TarEntryFormat.Pax, (new string('n', 200), s_text)))];
        Random random = new(3);
        foreach (byte[] archive in archives)
        {
            for (int i = 0; i < 1500; i++)
            {
                byte[] damaged = [.. archive];
                for (int j = random.Next(1, 6); j > 0; j--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

                Seen.In(damaged[..random.Next(damaged.Length / 2, damaged.Length + 1)]);
            }
        }
    }

    [TestMethod]
    public void A_bomb_ends_at_its_budget()
    {
        byte[] zeros = new byte[16 * 1024 * 1024];
        byte[] inner = Zip(true, [.. Enumerable.Range(0, 20).Select(i => ($"{i}", zeros))]);
        byte[] bomb = Zip(true, [.. Enumerable.Range(0, 4).Select(i => ($"{i}", inner))]);

        Assert.AreEqual(": it unpacks to far more than it is, as zip bombs do", Seen.In(bomb));
    }

    [TestMethod]
    public void What_cannot_be_unpacked_is_a_note()
    {
        byte[] encrypted = Zip(true, ("a", s_text), ("b", s_text));
        encrypted[6] |= 1;

        Assert.AreEqual("a: it is encrypted\nb 2", Seen.In(encrypted));
        Assert.AreEqual(": it is compressed with xz, which .NET cannot read", Seen.In([0xFD, .. "7zXZ\0"u8, 1, 2, 3]));
        Assert.AreEqual(": it is compressed with zstd, which .NET cannot read", Seen.In([0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3]));
    }

    [TestMethod]
    public void An_archive_of_any_size_is_read_in_windows()
    {
        byte[] noise = new byte[3 * ContentScanner.WindowLength];
        new Random(1).NextBytes(noise);

        Assert.AreEqual("b 2\nd!c 2", Seen.In(Tar(TarEntryFormat.Pax, ("a", noise), ("b", s_text), ("d", Zip(false, ("a", noise), ("c", s_text))))));
    }

    private static byte[] Zip(bool canSeek, params (string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(canSeek ? stream : new OneWay(stream), ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Tar(TarEntryFormat format, params (string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, format))
        {
            foreach ((string name, byte[] content) in files)
            {
                TarEntryType type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(type, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, name),
                    _ => new PaxTarEntry(type, name),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A stream that nobody can go back in, such as a pipe.</summary>
    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
