using System.Globalization;
using SQLitePCL;

namespace LlamaEnv.Benchmarks;

/// <summary>A profile store as llamactl 0.10.3 leaves it after <c>auth token</c>: schema version 2, profiles, and one of them current.</summary>
internal static class LlamactlStore
{
    private const string Sql = $"""
        CREATE TABLE profiles(name TEXT NOT NULL, api_url TEXT NOT NULL, project_id TEXT NOT NULL, api_key TEXT, api_key_id TEXT, device_oidc TEXT, id TEXT, PRIMARY KEY(name, api_url));
        CREATE UNIQUE INDEX idx_profiles_id ON profiles(id);
        CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE environments(api_url TEXT PRIMARY KEY, requires_auth INTEGER NOT NULL, min_llamactl_version TEXT);
        INSERT INTO environments VALUES('https://api.cloud.llamaindex.ai', 1, NULL);
        INSERT INTO settings VALUES('current_environment_api_url', 'https://api.cloud.llamaindex.ai');
        INSERT INTO settings VALUES('current_profile', 'work');
        INSERT INTO profiles(name, api_url, project_id, api_key, id)
            VALUES('work', 'https://api.cloud.llamaindex.ai', '{Samples.ProjectId}', '{Samples.ApiKey}', 'f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f');
        PRAGMA user_version = 2;
        """;

    /// <summary>Profiles beside the current one, each with a key, project and id of its own.</summary>
    private const string Others = $"""
        WITH RECURSIVE others(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM others WHERE n < ?1)
        INSERT INTO profiles(name, api_url, project_id, api_key, id)
            SELECT printf('llx-Be****%04d', n), 'https://api.cloud.llamaindex.ai', printf('0f8fad5b-d9cb-469f-a165-%012d', n), printf('llx-Benchmark%039d', n), printf('f0e1d2c3-b4a5-4697-8879-%012d', n) FROM others;
        """;

    internal static void Make(string directory, int profiles = 1)
    {
        Directory.CreateDirectory(directory);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        Check(raw.sqlite3_open(Path.Combine(directory, "profiles.db"), out sqlite3 database));
        using (database)
        {
            Check(raw.sqlite3_exec(database, Sql));
            if (profiles > 1)
                Check(raw.sqlite3_exec(database, Others.Replace("?1", (profiles - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        }
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite error {code}");
    }
}
