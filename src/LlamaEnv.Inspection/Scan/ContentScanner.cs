using System.IO.Compression;
using System.Runtime.ExceptionServices;
using LlamaEnv.Inspection.Scan.Containers;

namespace LlamaEnv.Inspection.Scan;

/// <summary>
/// Looks through contents of any length in memory that does not grow with them: a window slides over each, and archives are
/// unpacked as they are read. One for each thread.
/// </summary>
internal sealed class ContentScanner(KeyFinder finder)
{
    internal const int WindowLength = 1024 * 1024;

    /// <summary>Archives in archives, gzip counted like any other.</summary>
    private const int MaxDepth = 8;

    private const int BinaryHead = 8 * 1024;

    private readonly List<Hit> _hits = [];
    private readonly byte[]?[] _buffers = new byte[MaxDepth + 1][];
    private byte[] _window = new byte[WindowLength];
    private byte[]? _spare;

    /// <summary>Without it, .NET takes a cut-off content for a whole one.</summary>
    static ContentScanner() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <param name="content">What to look through, from its beginning.</param>
    /// <param name="length">How long it is, as far as anybody knows; 0 for what does not say.</param>
    /// <param name="name">The last part of its path.</param>
    /// <param name="report">Who hears of it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal void Scan(Stream content, long length, string name, IContentReport report)
    {
        int filled = 0;
        Fill(content, ref filled);
        ContainerKind kind = ContainerKind.Of(_window.AsSpan(0, filled));
        if (!kind.IsReadable)
        {
            NoteUnreadable(kind, null, report);
            ScanText(content, filled, null, report);
            return;
        }

        // The archive keeps what was read of it, and what is in it gets another window.
        byte[] archive = _window;
        _window = _spare ?? new byte[WindowLength];
        try
        {
            Unpack(kind, new PeekStream(content, archive, filled, null), null, name, Budget.For(length), 1, report);
        }
        catch (Exception e) when (e is InvalidDataException or UnreadableException)
        {
            report.Note(null, Explain(e));
        }
        finally
        {
            (_spare, _window) = (_window, archive);
        }
    }

    private void Unpack(ContainerKind kind, PeekStream archive, string? inner, string name, Budget budget, int depth, IContentReport report)
    {
        if (kind == ContainerKind.Gzip)
        {
            using GZipStream gzip = new(archive, CompressionMode.Decompress, leaveOpen: true);
            ScanEntry(gzip, inner, name, isGzip: true, budget, depth, report);
        }
        else if (kind == ContainerKind.Zip)
        {
            UnpackZip(archive, isEmbedded: false, inner, budget, depth, report);
        }
        else
        {
            using TarWalk tar = new(archive);
            while (tar.Next() is { } entry)
                ScanEntry(entry.Content!, Join(inner, entry.Name), entry.Name, isGzip: false, budget, depth, report);
        }
    }

    private void UnpackZip(PeekStream archive, bool isEmbedded, string? inner, Budget budget, int depth, IContentReport report)
    {
        using ZipWalk zip = new(archive, isEmbedded);
        while (zip.Next() is { } entry)
        {
            string path = Join(inner, entry.Name);
            if (entry.Content is { } content)
                ScanEntry(content, path, entry.Name, isGzip: false, budget, depth, report);
            else
                report.Note(path, entry.Problem!);
        }
    }

    /// <param name="content">What is in an archive.</param>
    /// <param name="inner">Its path in there; of what is in a gzip file, that of the file.</param>
    /// <param name="name">The last part of its path.</param>
    /// <param name="isGzip">Whether it is what a gzip file holds, which has no name of its own.</param>
    /// <param name="budget">What may still be unpacked.</param>
    /// <param name="depth">How many archives are around it.</param>
    /// <param name="report">Who hears of it.</param>
    private void ScanEntry(Stream content, string? inner, string name, bool isGzip, Budget budget, int depth, IContentReport report)
    {
        PeekStream stream = new(content, _buffers[depth] ??= new byte[PeekStream.BufferLength], 0, budget);
        try
        {
            ReadOnlySpan<byte> head = stream.Peek(ContainerKind.HeadLength);
            ContainerKind kind = ContainerKind.Of(head);
            if (kind.IsReadable && depth < MaxDepth)
            {
                Unpack(kind, stream, inner, name, budget, depth + 1, report);
            }
            else if (kind.IsReadable)
            {
                report.Note(inner, "it is nested too deep in archives");
            }
            else if (isGzip && ContainerKind.IsBuildLog(head) && depth < MaxDepth)
            {
                ScanBuildLog(stream, inner, budget, depth, report);
            }
            else
            {
                NoteUnreadable(kind, inner, report);
                ScanText(stream, 0, isGzip ? Join(inner, WithoutExtension(name)) : inner, report);
            }
        }
        catch (Exception e) when (e is InvalidDataException or UnreadableException { EndsFile: false })
        {
            report.Note(inner, Explain(e));
        }
    }

    /// <summary>Properties and messages stand in it as they are, and the files of the build in an archive somewhere between.</summary>
    private void ScanBuildLog(PeekStream log, string? inner, Budget budget, int depth, IContentReport report)
    {
        while (log.Peek(1).Length > 0)
        {
            ScanText(new UntilZipStream(log), 0, inner, report);
            if (log.Peek(1).Length > 0)
                UnpackZip(log, isEmbedded: true, inner, budget, depth + 1, report);
        }
    }

    /// <summary>Slides the window over a content, with what is around a key always in it.</summary>
    private void ScanText(Stream content, int filled, string? inner, IContentReport report)
    {
        _hits.Clear();
        try
        {
            TextKind? kind = null;
            int from = 0;
            int lines = 0;
            while (true)
            {
                ExceptionDispatchInfo? failure = null;
                try
                {
                    Fill(content, ref filled);
                }
                catch (Exception e) when (e is IOException or InvalidDataException)
                {
                    failure = ExceptionDispatchInfo.Capture(e); // What was read before counts.
                }

                bool isLast = filled < _window.Length || failure is not null;
                ReadOnlySpan<byte> window = _window.AsSpan(0, filled);
                kind ??= KindOf(window);
                int limit = isLast ? filled : filled - KeyFinder.Context;
                finder.Find(window, from, limit, kind.Value, lines, _hits);
                failure?.Throw();
                if (isLast)
                    break;
                if (_hits.Count >= KeyFinder.MaxHits)
                {
                    report.Note(inner, "it has more than 1,000 keys");
                    break;
                }

                int kept = limit - KeyFinder.Context;
                lines += window[..kept].Count((byte)'\n');
                window[kept..].CopyTo(_window);
                filled -= kept;
                from = limit - kept;
            }
        }
        finally
        {
            foreach (Hit hit in _hits)
                report.Found(inner, hit);
        }
    }

    private static TextKind KindOf(ReadOnlySpan<byte> window) =>
        window is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? TextKind.Utf16
        : window[..Math.Min(window.Length, BinaryHead)].Contains((byte)0) ? TextKind.Binary : TextKind.Text;

    /// <summary>Fills the window; less than all of it is the end.</summary>
    private void Fill(Stream content, ref int filled)
    {
        while (filled < _window.Length && content.Read(_window.AsSpan(filled)) is > 0 and var read)
            filled += read;
    }

    private static void NoteUnreadable(ContainerKind kind, string? inner, IContentReport report)
    {
        if (kind.Name is { } name && !kind.IsReadable)
            report.Note(inner, $"it is compressed with {name}, which .NET cannot read");
    }

    private static string Explain(Exception exception) => exception is UnreadableException ? exception.Message : "the archive is damaged, or ends too early";

    private static string Join(string? outer, string inner) => outer is null ? inner : $"{outer}!{inner}";

    /// <summary><c>log.txt</c> for <c>old/log.txt.gz</c>.</summary>
    private static string WithoutExtension(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } bare ? bare : name;
}
