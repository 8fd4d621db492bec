using LlamaEnv.Diagnostics;
using LlamaEnv.IO;
using SQLitePCL;

namespace LlamaEnv.Profiles;

/// <summary>Opens the store for a change, and makes it or brings it up to date first, as every llamactl does.</summary>
internal static class StoreFile
{
    /// <summary>The database itself, and the files of SQLite that hold parts of it.</summary>
    private static readonly string[] s_suffixes = ["", "-journal", "-wal"];

    /// <summary>Opens the store, in llamactl's schema and readable by its owner alone.</summary>
    /// <exception cref="DiagnosticException">It cannot be opened, or is from a later llamactl (LLENV0002).</exception>
    internal static SqliteConnection OpenForChange(string path, TimeSpan patience, List<Diagnostic> warnings, CancellationToken cancellationToken)
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

        SqliteConnection database = SqliteConnection.Open(path, raw.SQLITE_OPEN_READWRITE, vfs: null, patience, Unusable);
        try
        {
            if (StoreSchema.VersionOf(database) < StoreSchema.Version)
                Migrate(database, $"{path}.lock", patience, cancellationToken);
            if (closed.Length > 0 && (StoreSchema.VersionOf(database) > StoreSchema.Version || StoreSchema.HoldsSecret(database)))
                warnings.AddRange(closed.Select(part => AtomicFile.ExplainOpen(part) is { } open ? Findings.NotClosedToOthers(part, open.Reason) : Findings.ClosedToOthers(part)));
            return StoreSchema.VersionOf(database) is var version and > StoreSchema.Version
                ? throw database.Failure($"its schema is version {version}, from a llamactl later than this tool knows; it can be read, but only that llamactl may change it")
                : database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>llamactl lets one process at a time migrate, with a lock file beside the store, and on Windows with SQLite's own locks alone.</summary>
    private static void Migrate(SqliteConnection database, string lockFile, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && !File.Exists(lockFile))
                Create(lockFile);
            using AdvisoryLock? only = OperatingSystem.IsWindows() ? null : AdvisoryLock.Acquire(lockFile, patience, cancellationToken);
            _ = database.InTransaction(() =>
            {
                StoreSchema.Migrate(database);
                return true;
            });
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
