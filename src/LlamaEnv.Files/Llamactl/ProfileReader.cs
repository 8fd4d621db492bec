using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Llamactl;

/// <summary>llamactl's profile store, <c>profiles.db</c>, read and never touched. <c>ProfileStore</c> writes it.</summary>
/// <remarks>
/// llamactl takes a lock file and migrates the database even to read it. A reader needs neither: SQLite's own locks
/// keep a read consistent, and columns that later schema versions add are not looked at. While llamactl holds its lock
/// file, merely opening that file from .NET fails, so this does not.
/// </remarks>
internal static class ProfileReader
{
    /// <summary>How long llamactl itself waits for a busy store.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// One user of a store at a time in a process that builds several projects at once: on Unix, to close any descriptor
    /// of a file drops the locks that SQLite holds on it elsewhere in the process.
    /// </summary>
    private static readonly ConcurrentDictionary<string, Lock> s_users = new(StringComparer.Ordinal);

    /// <summary>The current profile, or the one called <paramref name="wanted"/>, of the current environment.</summary>
    /// <exception cref="DiagnosticException">The store is there but cannot be read within <paramref name="timeout"/> (LLENV0002).</exception>
    internal static ProfileReadResult Read(HostEnvironment host, string? wanted, TimeSpan timeout)
    {
        string path = StoreLocation.DatabasePath(host);
        Func<string, Diagnostic> finding = reason => Findings.StoreBroken(path, reason);
        return Find(path, finding) switch
        {
            null => ProfileReadResult.NotFound($"there is no llamactl store at {path}"),
            { Length: 0 } => ProfileReadResult.NotFound($"the llamactl store {path} is empty"),
            _ => ReadDatabase(path, timeout, finding, database => FindProfile(database, path, wanted)),
        };
    }

    /// <summary>What <paramref name="read"/> makes of the store; null where there is none.</summary>
    /// <exception cref="DiagnosticException">The store is there but cannot be read within <paramref name="timeout"/> (LLENV0002).</exception>
    internal static T? Read<T>(string path, TimeSpan timeout, Func<string, Diagnostic> finding, Func<SqliteConnection, T> read) where T : class? =>
        Find(path, finding) is { Length: > 0 } ? ReadDatabase(path, timeout, finding, read) : null;

    /// <summary>Taken by whoever has the store open, for reading or writing.</summary>
    internal static Lock LockOf(string path) => s_users.GetOrAdd(path, static _ => new Lock());

    /// <summary>The store's file. One that is empty was left by a process that died between creating and filling it, and llamactl takes it for none.</summary>
    private static FileInfo? Find(string path, Func<string, Diagnostic> finding)
    {
        FileInfo file = new(path);
        if (FileKind.IsSpecial(path)) // To open a pipe is to wait for its writer.
            throw new DiagnosticException(finding("it is a device or a pipe, not a file"));
        if (file.Exists)
        {
            // To open a pipe waits for somebody at its other end.
            foreach (string part in (ReadOnlySpan<string>)[path, path + "-journal", path + "-wal"])
            {
                if (FileKind.IsSpecial(part))
                    throw new DiagnosticException(finding($"{part} is a device or a pipe, not a file"));
            }

            return file;
        }

        if (Directory.Exists(path))
            throw new DiagnosticException(finding("it is a directory"));

        try
        {
            // Where not even the folder can be seen, the home directory is somebody else's, and no store of ours is there.
            if (Directory.Exists(file.DirectoryName))
                _ = file.Attributes; // Unlike Exists, tells what may not be looked for from what is not there.
        }
        catch (UnauthorizedAccessException)
        {
            throw new DiagnosticException(finding("its folder cannot be searched; check its permissions"));
        }

        return null;
    }

    // Not inlined: only here may the SQLite library get loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T ReadDatabase<T>(string path, TimeSpan timeout, Func<string, Diagnostic> finding, Func<SqliteConnection, T> read)
    {
        lock (LockOf(path))
        {
            using SqliteConnection database = SqliteReader.Open(path, timeout, finding);
            return read(database);
        }
    }

    private static ProfileReadResult FindProfile(SqliteConnection database, string path, string? wanted)
    {
        if (!database.HasTable("profiles"))
            return ProfileReadResult.NotFound($"the llamactl store {path} has no profiles");

        string environment = CurrentSettings.ApiUrl(database);
        string? name = wanted ?? CurrentSettings.ProfileName(database);
        if (string.IsNullOrEmpty(name))
            return ProfileReadResult.NotFound($"no profile is current in the llamactl store {path}");

        Profile? profile = database.QueryRow(
            "SELECT name, api_key, api_url, project_id FROM profiles WHERE name = ?1 AND api_url = ?2",
            [name, environment],
            static row => new Profile(row.Text(0), new Secret(row.Text(1)), new Secret(row.Text(2)), new Secret(row.Text(3))));
        return profile is null
            ? ProfileReadResult.NotFound($"profile '{KeyShapes.ShowName(name)}' does not exist in environment {KeyShapes.Show(environment)} of the llamactl store {path}")
            : new ProfileReadResult(profile, "");
    }
}
