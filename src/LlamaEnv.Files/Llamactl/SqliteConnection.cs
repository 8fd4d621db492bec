using System.Diagnostics;
using System.Runtime.InteropServices;
using LlamaEnv.Diagnostics;
using SQLitePCL;

namespace LlamaEnv.Files.Llamactl;

/// <summary>A connection to an SQLite database, by statements. What fails becomes a finding.</summary>
/// <remarks>The file is another program's: what it holds can neither run anything, nor keep a statement busy for ever, nor fill the memory.</remarks>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>The longest text or row. A login's tokens take some kilobytes.</summary>
    private const int MaxTextLength = 1024 * 1024;

    /// <summary>All text that one statement reads.</summary>
    private const long MaxTotalText = 64L * MaxTextLength;

    private const int DeserializeReadOnly = 4; // SQLITE_DESERIALIZE_READONLY

    // Columns of table_xinfo.
    private const int ColumnDefault = 4;
    private const int ColumnHidden = 6;

    private const int OperationsBetweenChecks = 50_000;

    /// <summary>Of a statement, the time it waits for others left out. Nothing that a store is for takes a hundredth of it.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(5);

    private readonly sqlite3 _database;
    private readonly Dictionary<string, bool> _tables = new(StringComparer.Ordinal);
    private readonly bool _isReader;
    private readonly TimeSpan _timeout;
    private readonly Func<string, Diagnostic> _finding;
    private long _started;
    private long _textRead;
    private GCHandle _pin;

    static SqliteConnection() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private SqliteConnection(sqlite3 database, bool isReader, TimeSpan timeout, Func<string, Diagnostic> finding)
    {
        _database = database;
        _isReader = isReader;
        _timeout = timeout;
        _finding = finding;
    }

    /// <summary>Opens the database; a lock held by somebody else is waited for as long as <paramref name="timeout"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="flags">SQLite's.</param>
    /// <param name="timeout">The longest wait of every statement.</param>
    /// <param name="finding">What to tell the user, made from a reason.</param>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteConnection Open(string path, int flags, TimeSpan timeout, Func<string, Diagnostic> finding)
    {
        int code;
        sqlite3 database;
        try
        {
            code = raw.sqlite3_open_v2(path, out database, flags | raw.SQLITE_OPEN_NOMUTEX, null); // Whoever opens it is alone with it.
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new DiagnosticException(finding("the SQLite library for this platform could not be loaded"));
        }

        SqliteConnection connection = new(database, isReader: (flags & raw.SQLITE_OPEN_READONLY) != 0, timeout, finding);
        try
        {
            connection.Check(code);
            connection.Restrain();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A database that is only in memory, to read.</summary>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteConnection OpenImage(byte[] image, TimeSpan timeout, Func<string, Diagnostic> finding)
    {
        SqliteConnection connection = Open(":memory:", raw.SQLITE_OPEN_READWRITE, timeout, finding);
        try
        {
            if (image.Length > 0)
            {
                connection._pin = GCHandle.Alloc(image, GCHandleType.Pinned);
                connection.Check(raw.sqlite3_deserialize(connection._database, "main", connection._pin.AddrOfPinnedObject(), image.Length, image.Length, DeserializeReadOnly));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the database has a table of this name, in any case, as SQLite looks for it.</summary>
    /// <exception cref="DiagnosticException">The table of this name computes its values, so it is not llamactl's.</exception>
    internal bool HasTable(string name)
    {
        if (_isReader && _tables.TryGetValue(name, out bool isKnown))
            return isKnown;

        // SQLite sees to it that type and name are those of the text. The text of a table begins so, whoever wrote it and however.
        string? isOrdinary = QueryText(
            "SELECT type = 'table' AND rootpage > 0 AND substr(sql, 1, 13) = 'CREATE TABLE ' FROM sqlite_master WHERE name = ?1 COLLATE NOCASE AND type IN ('table', 'view')", name);
        if (isOrdinary is "0")
            throw Failure($"its '{name}' is not an ordinary table");

        if (isOrdinary is not null && QueryRows($"PRAGMA table_xinfo({name})", [], static row => row.IsTrue(ColumnHidden) || row.Text(ColumnDefault).Contains('(', StringComparison.Ordinal)).Contains(true))
            throw Failure($"its '{name}' computes some of its columns");

        return _tables[name] = isOrdinary is not null;
    }

    /// <summary>Takes the lock of a reader; false where a writer that died left work for the next writer first.</summary>
    internal bool TryBeginReading()
    {
        Execute("BEGIN");
        int code = ExecuteOnce("SELECT 1 FROM sqlite_master LIMIT 1");
        if ((code & 0xFF) == raw.SQLITE_READONLY)
            return false;

        Check(code);
        return true;
    }

    /// <summary>The first column of the first row; null where there is no row or it is NULL.</summary>
    internal string? QueryText(string sql, params ReadOnlySpan<string?> arguments) => QueryRow(sql, arguments, static row => row.TextOrNull(0));

    /// <summary>The first row; null where there is none.</summary>
    internal T? QueryRow<T>(string sql, ReadOnlySpan<string?> arguments, Func<Row, T?> read) where T : class
    {
        using sqlite3_stmt statement = Prepare(sql, arguments);
        return Step(statement) ? read(new Row(this, statement)) : null;
    }

    /// <summary>Every row.</summary>
    internal List<T> QueryRows<T>(string sql, ReadOnlySpan<string?> arguments, Func<Row, T> read)
    {
        using sqlite3_stmt statement = Prepare(sql, arguments);
        List<T> rows = [];
        while (Step(statement))
            rows.Add(read(new Row(this, statement)));
        return rows;
    }

    /// <summary>Runs statements without arguments.</summary>
    internal void Execute(string sql) => Check(ExecuteOnce(sql));

    private int ExecuteOnce(string sql)
    {
        int code;
        BusyRetry retry = new(_timeout);
        do
        {
            Start();
            code = raw.sqlite3_exec(_database, sql);
        }
        while (retry.IsAllowed(code));
        return code;
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

    /// <summary>
    /// All of <paramref name="change"/> or nothing of it, with no other writer between. Nothing where it yields false or null:
    /// not even the counter of changes in the file's header then moves on.
    /// </summary>
    internal T InTransaction<T>(Func<T> change)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            T result = change();
            Execute(result is null or false ? "ROLLBACK" : "COMMIT");
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

    public void Dispose()
    {
        _database.Dispose();
        if (_pin.IsAllocated)
            _pin.Free();
    }

    /// <summary>Whatever the file's schema says: no functions with side effects, no views, no keys that delete rows elsewhere, and an end to everything.</summary>
    private void Restrain()
    {
        Set(raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
        Set(raw.SQLITE_DBCONFIG_DEFENSIVE, 1);
        Set(raw.SQLITE_DBCONFIG_ENABLE_VIEW, 0);
        Set(raw.SQLITE_DBCONFIG_ENABLE_FKEY, 0); // As in llamactl's connections.
        _ = raw.sqlite3_limit(_database, raw.SQLITE_LIMIT_LENGTH, MaxTextLength);
        raw.sqlite3_progress_handler(_database, OperationsBetweenChecks, _ => Stopwatch.GetElapsedTime(_started) > s_budget ? 1 : 0, null);

        void Set(int option, int value) => Check(raw.sqlite3_db_config(_database, option, value, out _));
    }

    private void Start()
    {
        _started = Stopwatch.GetTimestamp();
        _textRead = 0;
    }

    /// <summary>Damage can make one page appear in a thousand places.</summary>
    private string? Count(string? text)
    {
        _textRead += text?.Length ?? 0;
        return _textRead <= MaxTotalText ? text : throw Failure("it holds more than any llamactl store");
    }

    private sqlite3_stmt Prepare(string sql, ReadOnlySpan<string?> arguments)
    {
        int code;
        sqlite3_stmt statement;
        BusyRetry retry = new(_timeout);
        Start();
        do
            code = raw.sqlite3_prepare_v2(_database, sql, out statement);
        while (retry.IsAllowed(code));
        Check(code);
        for (int i = 0; i < arguments.Length; i++)
            Check(arguments[i] is { } text ? raw.sqlite3_bind_text(statement, i + 1, text) : raw.sqlite3_bind_null(statement, i + 1));
        return statement;
    }

    /// <summary>Whether the statement stands on a row now.</summary>
    private bool Step(sqlite3_stmt statement)
    {
        int code;
        BusyRetry retry = new(_timeout);
        while (true)
        {
            code = raw.sqlite3_step(statement);
            if (!retry.IsAllowed(code))
                break;
            _started = Stopwatch.GetTimestamp();
        }

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
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => FormattableString.Invariant($"database is locked: it stayed locked for {_timeout.TotalSeconds} seconds; end the program that holds it and try again"),
            raw.SQLITE_NOTADB => "it is not an SQLite database",
            raw.SQLITE_CORRUPT => "it is corrupt",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => "it cannot be opened; check the permissions of the file and its directory",
            raw.SQLITE_READONLY when _isReader => "a writer that died left work to roll back; run 'dotnet llama-env auth use NAME' or any llamactl command once",
            raw.SQLITE_READONLY => "it cannot be written to; check the permissions of the file and its directory",
            raw.SQLITE_FULL or raw.SQLITE_IOERR => "its disk is full or failing",
            raw.SQLITE_INTERRUPT => FormattableString.Invariant($"it keeps SQLite busy for more than {s_budget.TotalSeconds} seconds, as a damaged store does"),
            raw.SQLITE_TOOBIG => "it holds more than any llamactl store",
            raw.SQLITE_ERROR => "it does not have the tables and columns of a llamactl store",
            _ => $"SQLite error {code}",
        });
    }

    /// <summary>
    /// Lets a call be made again, soon and at odd times, while somebody else holds the lock. SQLite's own wait sleeps longer
    /// and longer, and among several busy writers one of them starved for 5 seconds.
    /// </summary>
    private struct BusyRetry(TimeSpan limit)
    {
        private long _start;

        /// <summary>After a moment, true when the call should be made again; false at once when it was answered or the time is over.</summary>
        internal bool IsAllowed(int code)
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
    internal readonly struct Row(SqliteConnection connection, sqlite3_stmt statement)
    {
        /// <summary>Empty for NULL.</summary>
        internal string Text(int column) => TextOrNull(column) ?? "";

        internal string? TextOrNull(int column) => connection.Count(raw.sqlite3_column_text(statement, column).utf8_to_string());

        /// <summary>Of a condition; where it is NULL, it does not hold.</summary>
        internal bool IsTrue(int column) => raw.sqlite3_column_int(statement, column) != 0;

        internal Secret? Secret(int column) => TextOrNull(column) is { } text ? new Secret(text) : null;
    }
}
