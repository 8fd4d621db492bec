using System.Runtime.CompilerServices;
using LlamaEnv.Profiles;
using SQLitePCL;

namespace LlamaEnv.Tests.Profiles;

/// <summary>Stores as llamactl 0.10.3 leaves them, made with SQLite itself.</summary>
internal static class LlamactlStore
{
    internal const string Cloud = "https://api.cloud.llamaindex.ai";

    /// <summary>From before migrations: nothing but the profiles.</summary>
    internal const string Version0 =
        "CREATE TABLE profiles (name TEXT NOT NULL, api_url TEXT NOT NULL, project_id TEXT NOT NULL, api_key TEXT, PRIMARY KEY (name, api_url));";

    internal const string Version1 = Version0 +
        """
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE environments (api_url TEXT PRIMARY KEY, requires_auth INTEGER NOT NULL, min_llamactl_version TEXT);
        INSERT INTO settings VALUES ('current_environment_api_url', 'https://api.cloud.llamaindex.ai');
        INSERT INTO environments VALUES ('https://api.cloud.llamaindex.ai', 1, NULL);
        PRAGMA user_version = 1;
        """;

    internal const string Version2 = Version1 +
        """
        ALTER TABLE profiles ADD COLUMN api_key_id TEXT;
        ALTER TABLE profiles ADD COLUMN device_oidc TEXT;
        ALTER TABLE profiles ADD COLUMN id TEXT;
        CREATE UNIQUE INDEX idx_profiles_id ON profiles (id);
        PRAGMA user_version = 2;
        """;

    /// <summary>A version to come.</summary>
    internal const string Version3 = Version2 +
        """
        ALTER TABLE profiles ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue';
        PRAGMA user_version = 3;
        """;

    internal static string Profile(string name, string url, string? key, string project) =>
        $"INSERT INTO profiles (name, api_url, project_id, api_key) VALUES ('{name}', '{url}', '{project}', {(key is null ? "NULL" : $"'{key}'")});";

    internal static string Current(string profile) => $"INSERT OR REPLACE INTO settings VALUES ('current_profile', '{profile}');";

    internal static string CurrentEnvironment(string url) => $"INSERT OR REPLACE INTO settings VALUES ('current_environment_api_url', '{url}');";

    internal static void Create(string path, string sql)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using LlamactlConnection connection = new(path);
        connection.Execute(sql);
    }
}

/// <summary>Somebody else's connection to a store.</summary>
internal sealed class LlamactlConnection : IDisposable
{
    private readonly sqlite3 _database;

    // The class under test registers the native library; twice would replace it under open connections.
    static LlamactlConnection() => RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle);

    internal LlamactlConnection(string path)
    {
        int code = raw.sqlite3_open_v2(path, out _database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null);
        Assert.AreEqual(raw.SQLITE_OK, code, path);
    }

    internal void Execute(string sql)
    {
        int code = raw.sqlite3_exec(_database, sql, out string error);
        Assert.AreEqual(raw.SQLITE_OK, code, error);
    }

    public void Dispose() => _database.Dispose();
}
