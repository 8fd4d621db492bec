using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using SQLitePCL;

namespace LlamaEnv.Profiles;

/// <summary>A read-only connection to an SQLite database that leaves no file behind, whatever its journal mode.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly string _path;
    private readonly FileStamp? _stamp;

    private SqliteReader(string path, SqliteConnection connection, FileStamp? stamp)
    {
        _path = path;
        Connection = connection;
        _stamp = stamp;
    }

    /// <summary>One snapshot for all statements.</summary>
    internal SqliteConnection Connection { get; }

    /// <summary>Opens the database; a lock held by somebody else is waited for as long as <paramref name="patience"/>.</summary>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteReader Open(string path, TimeSpan patience, Func<string, Diagnostic> finding)
    {
        bool isInWalMode = IsInWalMode(path);
        if (isInWalMode)
            path = AtomicFile.FollowLinks(path); // The log is beside the file, not beside a link to it.
        Access access = isInWalMode ? ChooseAccess(path) : Access.Shared;
        FileStamp? stamp = access == Access.Immutable ? FileStamp.Of(path) : null;
        // Only this parameter needs a URI, which is a library to load and methods to compile.
        string uri = access == Access.Immutable ? $"{ToUri(path)}?immutable=1" : path;
        SqliteConnection connection = SqliteConnection.Open(
            uri, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, access == Access.PrivateWalIndex ? VfsWithoutLocks : null, patience, finding);
        try
        {
            if (access == Access.PrivateWalIndex)
                connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            connection.Execute("BEGIN");
            return new SqliteReader(path, connection, stamp);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the database was written to while it was read without locks: what was read may be torn.</summary>
    internal bool IsStale => _stamp is { } stamp && stamp != FileStamp.Of(_path);

    public void Dispose() => Connection.Dispose();

    /// <summary>Not by way of <see cref="Uri"/>, which takes a %20 in a directory's name for an escaped blank.</summary>
    private static string ToUri(string path)
    {
        string escaped = Uri.EscapeDataString(path.Replace(Path.DirectorySeparatorChar, '/')).Replace("%2F", "/", StringComparison.Ordinal);
        return escaped.StartsWith('/') ? $"file://{escaped}" : $"file:///{escaped}";
    }

    private static string VfsWithoutLocks => OperatingSystem.IsWindows() ? "win32-none" : "unix-none";

    /// <summary>
    /// In WAL mode even a read-only connection creates the -wal and -shm files where they are missing. Present, they
    /// are shared with the other connections. Both missing, everything is in the database itself. A -wal alone was left
    /// by a crash or a copy: nobody else has the database open, and SQLite can keep the index of the log in memory.
    /// </summary>
    private static Access ChooseAccess(string path)
    {
        if (File.Exists(path + "-shm"))
            return Access.Shared;

        FileInfo log = new(path + "-wal");
        return log.Exists && log.Length > 0 ? Access.PrivateWalIndex : Access.Immutable;
    }

    /// <summary>Byte 19 of the header, the read version, is 2 in WAL mode (https://www.sqlite.org/fileformat2.html).</summary>
    private static bool IsInWalMode(string path)
    {
        try
        {
            Span<byte> header = stackalloc byte[20];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[19] == 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // SQLite finds the same and says why.
        }
    }

    private enum Access
    {
        Shared,
        PrivateWalIndex,
        Immutable,
    }

    private readonly record struct FileStamp(long Length, DateTime Written, bool HasLog)
    {
        internal static FileStamp Of(string path)
        {
            FileInfo file = new(path);
            return new FileStamp(file.Exists ? file.Length : -1, file.LastWriteTimeUtc, File.Exists(path + "-wal"));
        }
    }
}
