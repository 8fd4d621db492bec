using System.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Llamactl;

/// <summary>
/// A store as its last finished transaction left it, put together in memory from the database and the log or journal
/// beside it. SQLite itself would write into the folder for that: it rolls back in the file, and indexes a log in one.
/// </summary>
internal static class StoreSnapshot
{
    private const long MaxFileBytes = 64 * 1024 * 1024;
    private const int WalMode = 2;
    private const int RollbackMode = 1;

    // Where the header has its versions for writers and readers (https://www.sqlite.org/fileformat2.html#the_database_header).
    private const int WriteVersion = 18;
    private const int ReadVersion = 19;

    /// <summary>The bytes of a database that needs no log; null where the files changed again and again for as long as <paramref name="timeout"/>.</summary>
    /// <exception cref="IOException">A file cannot be read, or belongs to more than this store.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    internal static byte[]? TryRead(string path, TimeSpan timeout)
    {
        path = AtomicFile.FollowLinks(path); // The log is beside the file, not beside a link to it.
        long start = Stopwatch.GetTimestamp();
        do
        {
            // Nobody is kept from writing meanwhile: only what two readings agree on is one state.
            Reading first = Reading.Of(path);
            if (first.Equals(Reading.Of(path)))
                return first.Assemble();

            Thread.Sleep(Random.Shared.Next(1, 8));
        }
        while (Stopwatch.GetElapsedTime(start) < timeout);
        return null;
    }

    /// <summary>Whether the store keeps a log, by its header, or one lies beside it: SQLite takes that for its log whatever the header says.</summary>
    internal static bool HasLog(string path)
    {
        try
        {
            if (Path.Exists(AtomicFile.FollowLinks(path) + "-wal"))
                return true;

            Span<byte> header = stackalloc byte[ReadVersion + 1];
            using FileStream file = Open(path);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[ReadVersion] == WalMode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // SQLite finds the same and says why.
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private sealed class Reading(byte[] database, byte[] log, byte[] journal)
    {
        private readonly byte[] _database = database;
        private readonly byte[] _log = log;
        private readonly byte[] _journal = journal;

        internal static Reading Of(string path) => new(ReadAll(path), ReadAll(path + "-wal"), ReadAll(path + "-journal"));

        internal bool Equals(Reading other) => IsSame(_database, other._database) && IsSame(_log, other._log) && IsSame(_journal, other._journal);

        internal byte[] Assemble()
        {
            if (RollbackJournal.IsOneOfSeveral(_journal))
                throw new IOException("a writer that died left work on several databases");

            byte[] whole = RollbackJournal.Undo(_database, _journal);
            if (whole.Length <= ReadVersion)
                return whole;
            if (whole[ReadVersion] != WalMode && _log.Length == 0)
                return whole;

            whole = WriteAheadLog.Apply(whole, _log);
            whole[WriteVersion] = whole[ReadVersion] = RollbackMode; // In memory there is no log.
            return whole;
        }

        private static bool IsSame(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

        /// <summary>Empty where there is none.</summary>
        private static byte[] ReadAll(string path)
        {
            if (FileKind.IsSpecial(path))
                throw new IOException($"{path} is a device or a pipe, not a file");

            try
            {
                using FileStream file = Open(path);
                if (file.Length > MaxFileBytes)
                    throw new IOException($"{path} is larger than {MaxFileBytes / (1024 * 1024)} MiB");

                byte[] bytes = new byte[file.Length];
                int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return length == bytes.Length ? bytes : bytes[..length];
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return [];
            }
        }
    }
}
