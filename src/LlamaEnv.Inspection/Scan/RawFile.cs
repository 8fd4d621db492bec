using LlamaEnv.Files.IO;
using LlamaEnv.Inspection.Scan.Containers;
using Microsoft.Win32.SafeHandles;

namespace LlamaEnv.Inspection.Scan;

/// <summary>A file, read with as few calls of the system as there can be: there are very many of them.</summary>
internal sealed class RawFile : ForwardStream
{
    /// <summary>Of a file that does not say how long it is, as in /proc. Some have no end.</summary>
    private const long LongestUnknown = 64 * 1024 * 1024;

    private const int Interrupted = 4; // EINTR

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _limit;
    private long _offset;

    private RawFile(SafeFileHandle file, string path, long length)
    {
        _file = file;
        _path = path;
        Size = length;
        _limit = length > 0 ? length : LongestUnknown;
    }

    /// <summary>Its length; 0 where it does not say.</summary>
    internal long Size { get; }

    /// <summary>Opens what is a file. What is anything else is never opened: a pipe waits, and some devices do something.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="followsLink">Whether a link in its place is followed.</param>
    /// <param name="type">What is there; null where nothing is.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal static RawFile? Open(string path, bool followsLink, out FileType? type)
    {
        if (OperatingSystem.IsWindows())
            return OpenOnWindows(path, followsLink, out type);

        FileStatus? status = followsLink ? FileStatus.Of(path) : FileStatus.OfEntry(path);
        type = status?.Type;
        if (status is not { Type: FileType.File } file)
            return null;

        SafeFileHandle handle = Posix.OpenToRead(path);
        if (!handle.IsInvalid)
            return new RawFile(handle, path, file.Length);

        int error = Posix.LastError;
        handle.Dispose();
        type = error == Posix.NotFound ? null : type;
        return error == Posix.NotFound ? null : throw Posix.ToException(error, path);
    }

    private static RawFile? OpenOnWindows(string path, bool followsLink, out FileType? type)
    {
        FileInfo info = new(path);
        bool isLink = info.LinkTarget is not null;
        type = Directory.Exists(path) ? FileType.Folder : isLink && !followsLink ? FileType.Link : info.Exists ? FileType.File : null;
        if (type != FileType.File)
            return null;

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new RawFile(handle, path, RandomAccess.GetLength(handle));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_offset >= _limit || buffer.IsEmpty)
            return 0;

        int read = OperatingSystem.IsWindows() ? RandomAccess.Read(_file, buffer, _offset) : ReadOnUnix(buffer);
        _offset += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private int ReadOnUnix(Span<byte> buffer)
    {
        if (OperatingSystem.IsWindows())
            return 0;

        while (true)
        {
            int read = Posix.Read(_file, buffer);
            if (read >= 0)
                return read;

            int error = Posix.LastError;
            if (error == Posix.WouldBlock)
                return 0; // Nothing now, and perhaps never.
            if (error != Interrupted)
                throw Posix.ToException(error, _path);
        }
    }
}
