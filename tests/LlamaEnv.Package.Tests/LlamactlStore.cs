using SQLitePCL;

namespace LlamaEnv.Package.Tests;

/// <summary>A store as llamactl 0.10.3 leaves it: the statements are those of its migrations.</summary>
internal sealed class LlamactlStore(string directory)
{
    private const string FirstVersion =
        """
        CREATE TABLE profiles (name TEXT NOT NULL, api_url TEXT NOT NULL, project_id TEXT NOT NULL, api_key TEXT, PRIMARY KEY (name, api_url));
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE environments (api_url TEXT PRIMARY KEY, requires_auth INTEGER NOT NULL, min_llamactl_version TEXT);
        INSERT INTO settings VALUES ('current_environment_api_url', 'https://api.cloud.llamaindex.ai');
        INSERT INTO environments VALUES ('https://api.cloud.llamaindex.ai', 1, NULL);
        PRAGMA user_version = 1;
        """;

    private const string SecondVersion =
        """
        ALTER TABLE profiles ADD COLUMN api_key_id TEXT;
        ALTER TABLE profiles ADD COLUMN device_oidc TEXT;
        ALTER TABLE profiles ADD COLUMN id TEXT;
        CREATE UNIQUE INDEX idx_profiles_id ON profiles (id);
        PRAGMA user_version = 2;
        """;

    static LlamactlStore() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    /// <summary>Made by the first write; until then there is no store.</summary>
    internal string Directory { get; } = directory;

    internal string Database => Path.Combine(Directory, "profiles.db");

    /// <summary>A profile in the European environment, and both made current.</summary>
    internal LlamactlStore WithCurrentProfile(string name = "work", string? key = Values.ProfileKey)
    {
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllBytes(Database + ".lock", []);
        Check(raw.sqlite3_open(Database, out sqlite3 database));
        using (database)
        {
            Execute(database, FirstVersion);
            Execute(database, SecondVersion);
            Execute(database, $"INSERT INTO environments VALUES ('{Values.ProfileUrl}', 1, NULL)");
            Execute(database, $"UPDATE settings SET value = '{Values.ProfileUrl}' WHERE key = 'current_environment_api_url'");
            Execute(
                database,
                $"""
                INSERT INTO profiles (name, api_url, project_id, api_key, id)
                VALUES ('{name}', '{Values.ProfileUrl}', '{Values.ProfileProject}', {(key is null ? "NULL" : $"'{key}'")}, '{Guid.NewGuid():D}')
                """);
            Execute(database, $"INSERT INTO settings VALUES ('current_profile', '{name}')");
        }

        return this;
    }

    internal void Corrupt()
    {
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllText(Database, "this is no database, although it is as long as the header of one, and then some more text");
    }

    /// <summary>Names, bytes and time stamps of everything in the folder.</summary>
    internal string Snapshot() => string.Join('\n', new DirectoryInfo(Directory)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .OrderBy(f => f.FullName, StringComparer.Ordinal)
        .Select(f => $"{f.Name} {f.LastWriteTimeUtc:O} {(f is FileInfo ? Convert.ToHexString(File.ReadAllBytes(f.FullName)) : "")}"));

    private static void Execute(sqlite3 database, string sql) => Check(raw.sqlite3_exec(database, sql));

    private static void Check(int code) => Assert.AreEqual(raw.SQLITE_OK, code, "the test's own SQLite statement failed");
}
