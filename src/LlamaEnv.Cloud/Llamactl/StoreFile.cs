using System.Runtime.Versioning;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Llamactl;
using SQLitePCL;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>Changes the store, and makes it or brings it up to date first, as every llamactl does.</summary>
internal static class StoreFile
{
    /// <summary>The database itself, and the files of SQLite that hold parts of it.</summary>
    private static readonly string[] s_suffixes = ["", "-journal", "-wal"];

    /// <summary>
    /// Changes the store in one transaction, of which bringing it up to date is a part: a change that throws, or that
    /// yields false or null, leaves every byte of it as it was.
    /// </summary>
    /// <exception cref="DiagnosticException">It cannot be changed, or is from a later llamactl (LLENV0002).</exception>
    internal static T Change<T>(string path, TimeSpan timeout, List<Diagnostic> warnings, Func<SqliteConnection, T> change, CancellationToken cancellationToken)
    {
        Diagnostic Unusable(string reason) => Findings.StoreUnusable(path, reason);
        string[] closed;
        try
        {
            closed = MakePrivate(AtomicFile.FollowLinks(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Unusable(FileReader.Explain(e, path)));
        }

        using SqliteConnection database = SqliteConnection.Open(path, raw.SQLITE_OPEN_READWRITE, timeout, Unusable);
        using AdvisoryLock? only = OperatingSystem.IsWindows() || StoreSchema.VersionOf(database) >= StoreSchema.Version
            ? null
            : LockMigration(database, $"{path}.lock", timeout, cancellationToken);
        return database.InTransaction(() =>
        {
            int version = StoreSchema.VersionOf(database);
            StoreSchema.RequireOrdinary(database);
            if (version <= StoreSchema.Version)
                StoreSchema.Migrate(database);
            if (closed.Length > 0 && StoreSchema.HoldsSecret(database))
                warnings.AddRange(closed.Select(part => AtomicFile.ExplainOpen(part) is { } open ? Findings.NotClosedToOthers(part, open.Reason) : Findings.ClosedToOthers(part)));
            return version > StoreSchema.Version
                ? throw database.Failure($"its schema is version {version}, from a llamactl newer than this tool knows; it can be read, but only that llamactl may change it")
                : change(database);
        });
    }

    /// <summary>llamactl lets one process at a time migrate, with a lock file beside the store, and on Windows with SQLite's own locks alone.</summary>
    [UnsupportedOSPlatform("windows")]
    private static AdvisoryLock LockMigration(SqliteConnection database, string lockFile, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(lockFile))
                Create(lockFile);
            return AdvisoryLock.Acquire(lockFile, timeout, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw database.Failure($"database is locked: {FileReader.Explain(e, lockFile)}");
        }
    }

    /// <returns>The files that others could read.</returns>
    private static string[] MakePrivate(string file)
    {
        if (FileKind.IsSpecial(file))
            throw new IOException($"{file} is a device or a pipe, not a file");

        string directory = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        if (!File.Exists(file))
            Create(file);
        string[] open = [.. s_suffixes.Select(suffix => file + suffix).Where(AtomicFile.IsReadableByOthers)];
        Array.ForEach(open, AtomicFile.CloseToOthers);
        return open;
    }

    private static void Create(string file)
    {
        try
        {
            AtomicFile.CreatePrivate(file).Dispose();
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was faster.
        }
    }
}
