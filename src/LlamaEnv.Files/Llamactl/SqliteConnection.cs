using System.Diagnostics;
using LlamaEnv.Diagnostics;
using SQLitePCL;

namespace LlamaEnv.Profiles;

/// <summary>A connection to an SQLite database, by statements. What fails becomes a finding.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 _database;
    private readonly bool _isReader;
    private readonly TimeSpan _patience;
    private readonly Func<string, Diagnostic> _finding;

    static SqliteConnection() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private SqliteConnection(sqlite3 database, bool isReader, TimeSpan patience, Func<string, Diagnostic> finding)
    {
        _database = database;
        _isReader = isReader;
        _patience = patience;
        _finding = finding;
    }

    /// <summary>Opens the database; a lock held by somebody else is waited for as long as <paramref name="patience"/>.</summary>
    /// <param name="uri">A path, or a URI.</param>
    /// <param name="flags">SQLite's.</param>
    /// <param name="vfs">SQLite's name of a file system; null for the usual one.</param>
    /// <param name="patience">The longest wait of every statement.</param>
    /// <param name="finding">What to tell the user, made from a reason.</param>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteConnection Open(string uri, int flags, string? vfs, TimeSpan patience, Func<string, Diagnostic> finding)
    {
        int code;
        sqlite3 database;
        try
        {
            code = raw.sqlite3_open_v2(uri, out database, flags | raw.SQLITE_OPEN_NOMUTEX, vfs); // Whoever opens it is alone with it.
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new DiagnosticException(finding("the SQLite library for this platform could not be loaded"));
        }

        SqliteConnection connection = new(database, isReader: (flags & raw.SQLITE_OPEN_READONLY) != 0, patience, finding);
        try
        {
            connection.Check(code);
            // The file is another program's: no view, trigger or default of its schema may run functions.
            connection.Execute("PRAGMA trusted_schema = OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the database has a table of this name.</summary>
    /// <exception cref="DiagnosticException">It has a view or a virtual table instead, which is none of llamactl's and could run code.</exception>
    internal bool HasTable(string name)
    {
        string? kind = QueryRow("SELECT CASE WHEN rootpage > 0 THEN type ELSE 'virtual' END FROM sqlite_master WHERE name = ?1", [name], static row => row.Text(0));
        return kind is null or "table" ? kind is not null : throw Failure($"its '{name}' is no ordinary table");
    }

    /// <summary>The first column of the first row; null where there is no row or it is NULL.</summary>
    internal string? QueryText(string sql, params ReadOnlySpan<string?> arguments) => QueryRow(sql, arguments, static row => row.TextOrNull(0));

    /// <summary>The first row; null where there is none.</summary>
    internal T? QueryRow<T>(string sql, ReadOnlySpan<string?> arguments, Func<Row, T?> read) where T : class
    {
        using sqlite3_stmt statement = Prepare(sql, arguments);
        return Step(statement) ? read(new Row(statement)) : null;
    }

    /// <summary>Every row.</summary>
    internal List<T> QueryRows<T>(string sql, ReadOnlySpan<string?> arguments, Func<Row, T> read)
    {
        using sqlite3_stmt statement = Prepare(sql, arguments);
        List<T> rows = [];
        while (Step(statement))
            rows.Add(read(new Row(statement)));
        return rows;
    }

    /// <summary>Runs statements without arguments.</summary>
    internal void Execute(string sql)
    {
        int code;
        Patience patience = new(_patience);
        do
            code = raw.sqlite3_exec(_database, sql);
        while (patience.Repeats(code));
        Check(code);
    }

    /// <summary>Runs one statement that changes rows.</summary>
    internal void Change(string sql, params ReadOnlySpan<string?> arguments)
    {
        using sqlite3_stmt statement = Prepare(sql, arguments);
        while (Step(statement))
        {
            // A changing statement has no rows worth a look.
        }
    }

    /// <summary>All of <paramref name="change"/> or nothing of it, with no other writer between.</summary>
    internal T InTransaction<T>(Func<T> change)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            T result = change();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            _ = raw.sqlite3_exec(_database, "ROLLBACK"); // Where SQLite has done so itself, this changes nothing.
            throw;
        }
    }

    /// <summary>The exception for what is wrong with this database.</summary>
    internal DiagnosticException Failure(string reason) => new(_finding(reason));

    public void Dispose() => _database.Dispose();

    private sqlite3_stmt Prepare(string sql, ReadOnlySpan<string?> arguments)
    {
        int code;
        sqlite3_stmt statement;
        Patience patience = new(_patience);
        do
            code = raw.sqlite3_prepare_v2(_database, sql, out statement);
        while (patience.Repeats(code));
        Check(code);
        for (int i = 0; i < arguments.Length; i++)
            Check(arguments[i] is { } text ? raw.sqlite3_bind_text(statement, i + 1, text) : raw.sqlite3_bind_null(statement, i + 1));
        return statement;
    }

    /// <summary>Whether the statement stands on a row now.</summary>
    private bool Step(sqlite3_stmt statement)
    {
        int code;
        Patience patience = new(_patience);
        do
            code = raw.sqlite3_step(statement);
        while (patience.Repeats(code));
        if (code == raw.SQLITE_ROW)
            return true;

        Check(code);
        return false;
    }

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE)
            return;

        // SQLite's own message may quote what it read.
        throw Failure((code & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => FormattableString.Invariant($"database is locked: it stayed locked for {_patience.TotalSeconds} seconds; end the program that holds it and try again"),
            raw.SQLITE_NOTADB => "it is not an SQLite database",
            raw.SQLITE_CORRUPT => "it is corrupt",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => "it cannot be opened; check the permissions of the file and its directory",
            raw.SQLITE_READONLY when _isReader => "a writer that died left work to roll back; run 'dotnet llama-env auth use NAME' or any llamactl command once",
            raw.SQLITE_READONLY => "it cannot be written to; check the permissions of the file and its directory",
            raw.SQLITE_FULL or raw.SQLITE_IOERR => "its disk is full or fails",
            raw.SQLITE_ERROR => "it does not have the tables and columns of a llamactl store",
            _ => $"SQLite error {code}",
        });
    }

    /// <summary>
    /// Lets a call be made again, soon and at odd times, while somebody else holds the lock. SQLite's own wait sleeps longer
    /// and longer, and among several busy writers one of them starved for 5 seconds.
    /// </summary>
    private struct Patience(TimeSpan limit)
    {
        private long _start;

        /// <summary>After a moment, whether it is time to call again; at once false where the call was answered, or patience is at its end.</summary>
        internal bool Repeats(int code)
        {
            if ((code & 0xFF) != raw.SQLITE_BUSY)
                return false;
            if (_start == 0)
                _start = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(_start) >= limit)
                return false;

            Thread.Sleep(Random.Shared.Next(1, 8));
            return true;
        }
    }

    /// <summary>The row a statement stands on. Valid only inside the callback that gets it.</summary>
    internal readonly struct Row(sqlite3_stmt statement)
    {
        /// <summary>Empty for NULL.</summary>
        internal string Text(int column) => TextOrNull(column) ?? "";

        internal string? TextOrNull(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        /// <summary>Of a condition; where it is NULL, it does not hold.</summary>
        internal bool IsTrue(int column) => raw.sqlite3_column_int(statement, column) != 0;

        internal Secret? Secret(int column) => TextOrNull(column) is { } text ? new Secret(text) : null;
    }
}
