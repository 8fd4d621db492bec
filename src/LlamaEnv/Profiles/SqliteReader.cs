using LlamaEnv.Diagnostics;
using SQLitePCL;

namespace LlamaEnv.Profiles;

/// <summary>A read-only connection to an SQLite database that leaves no file behind, whatever its journal mode.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly string _path;
    private readonly sqlite3 _database;
    private readonly FileStamp? _stamp;

    static SqliteReader() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private SqliteReader(string path, sqlite3 database, FileStamp? stamp)
    {
        _path = path;
        _database = database;
        _stamp = stamp;
    }

    /// <summary>Opens the database; a lock held by somebody else is waited for as long as <paramref name="patience"/>.</summary>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteReader Open(string path, TimeSpan patience)
    {
        Access access = ChooseAccess(path);
        FileStamp? stamp = access == Access.Immutable ? FileStamp.Of(path) : null;
        // Only this parameter needs a URI, which is a library to load and methods to compile.
        string uri = access == Access.Immutable ? $"{ToUri(path)}?immutable=1" : path;
        int code;
        sqlite3 database;
        try
        {
            code = raw.sqlite3_open_v2(uri, out database, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, access == Access.PrivateWalIndex ? VfsWithoutLocks : null);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new DiagnosticException(Findings.StoreBroken(path, "the SQLite library for this platform could not be loaded"));
        }

        SqliteReader reader = new(path, database, stamp);
        try
        {
            reader.Check(code);
            reader.Check(raw.sqlite3_busy_timeout(database, (int)patience.TotalMilliseconds));
            // The file is another program's: no view, trigger or default of its schema may run functions.
            reader.Check(raw.sqlite3_exec(database, "PRAGMA trusted_schema = OFF"));
            if (access == Access.PrivateWalIndex)
                reader.Check(raw.sqlite3_exec(database, "PRAGMA locking_mode = EXCLUSIVE"));
            // One snapshot for all statements.
            reader.Check(raw.sqlite3_exec(database, "BEGIN"));
            return reader;
        }
        catch
        {
            reader._database.Dispose();
            throw;
        }
    }

    /// <summary>Whether the database has a table of this name.</summary>
    /// <exception cref="DiagnosticException">It has a view or a virtual table instead, which is none of llamactl's and could run code.</exception>
    internal bool HasTable(string name)
    {
        string? kind = QueryRow("SELECT CASE WHEN rootpage > 0 THEN type ELSE 'virtual' END FROM sqlite_master WHERE name = ?1", [name], static row => row.Text(0));
        return kind is null or "table"
            ? kind is not null
            : throw new DiagnosticException(Findings.StoreBroken(_path, $"its '{name}' is no ordinary table"));
    }

    /// <summary>The first column of the first row; null where there is no row or it is NULL.</summary>
    internal string? QueryText(string sql) => QueryRow(sql, [], static row => row.IsNull(0) ? null : row.Text(0));

    /// <summary>The first row; null where there is none.</summary>
    internal T? QueryRow<T>(string sql, ReadOnlySpan<string> arguments, Func<Row, T?> read) where T : class
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement));
        using (statement)
        {
            for (int i = 0; i < arguments.Length; i++)
                Check(raw.sqlite3_bind_text(statement, i + 1, arguments[i]));

            int code = raw.sqlite3_step(statement);
            if (code == raw.SQLITE_ROW)
                return read(new Row(statement));

            Check(code);
            return null;
        }
    }

    /// <summary>Whether the database was written to while it was read without locks: what was read may be torn.</summary>
    internal bool IsStale => _stamp is { } stamp && stamp != FileStamp.Of(_path);

    public void Dispose() => _database.Dispose();

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE)
            return;

        // SQLite's own message may quote what it read.
        string reason = (code & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "it stayed locked for 5 seconds; end the llamactl that holds it and try again",
            raw.SQLITE_NOTADB => "it is not an SQLite database",
            raw.SQLITE_CORRUPT => "it is corrupt",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => "it cannot be opened; check the permissions of the file and its directory",
            raw.SQLITE_READONLY => "a writer that died left work to roll back; run any llamactl command once",
            raw.SQLITE_ERROR => "it does not have the tables and columns of a llamactl store",
            _ => $"SQLite error {code}",
        };
        throw new DiagnosticException(Findings.StoreBroken(_path, reason));
    }

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
        if (!IsInWalMode(path) || File.Exists(path + "-shm"))
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

    /// <summary>The row a statement stands on. Valid only inside the callback that gets it.</summary>
    internal readonly struct Row(sqlite3_stmt statement)
    {
        internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        internal string Text(int column) => IsNull(column) ? "" : raw.sqlite3_column_text(statement, column).utf8_to_string();
    }
}
