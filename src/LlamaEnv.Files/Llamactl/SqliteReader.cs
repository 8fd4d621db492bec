using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using SQLitePCL;

namespace LlamaEnv.Files.Llamactl;

/// <summary>Opens a store to read it, and leaves nothing behind, whatever its journal mode and whatever a writer that died left.</summary>
internal static class SqliteReader
{
    /// <summary>One snapshot for all statements; a lock held by somebody else is waited for as long as <paramref name="timeout"/>.</summary>
    /// <exception cref="DiagnosticException">It cannot be opened (LLENV0002).</exception>
    internal static SqliteConnection Open(string path, TimeSpan timeout, Func<string, Diagnostic> finding)
    {
        // SQLite would make a log and its index, even to read.
        if (StoreSnapshot.HasLog(path))
            return OpenSnapshot(path, timeout, finding);

        SqliteConnection connection = SqliteConnection.Open(path, raw.SQLITE_OPEN_READONLY, timeout, finding);
        try
        {
            if (connection.TryBeginReading())
                return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return OpenSnapshot(path, timeout, finding);
    }

    private static SqliteConnection OpenSnapshot(string path, TimeSpan timeout, Func<string, Diagnostic> finding)
    {
        try
        {
            return StoreSnapshot.TryRead(path, timeout) is { } image
                ? SqliteConnection.OpenImage(image, timeout, finding)
                : throw new DiagnosticException(finding("it was written to again and again while it was read"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(finding(FileReader.Explain(e, path)));
        }
    }
}
