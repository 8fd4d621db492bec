using System.Runtime.InteropServices;

namespace LlamaEnv.TestKit;

/// <summary>
/// Somebody else's connection to a store. By SQLite's own functions: SQLitePCLRaw has one provider for all of a process,
/// and to register it again would take it from under the connections of the code under test.
/// </summary>
public sealed partial class LlamactlConnection : IDisposable
{
    private const int ReadWrite = 2;
    private const int Create = 4;

    private nint _database;

    /// <summary>Opens the store in a file, which is made if need be.</summary>
    public LlamactlConnection(string path) =>
        Assert.AreEqual(0, Open(path, out _database, ReadWrite | Create, 0), path);

    /// <summary>Runs statements.</summary>
    public void Execute(string sql)
    {
        int code = Execute(_database, sql, 0, 0, 0);
        Assert.AreEqual(0, code, Marshal.PtrToStringUTF8(Message(_database)));
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _ = Close(_database);
        _database = 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, out nint database, int flags, nint vfs);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(nint database, string sql, nint callback, nint argument, nint error);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_errmsg")]
    private static partial nint Message(nint database);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_close_v2")]
    private static partial int Close(nint database);
}
