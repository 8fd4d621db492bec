using System.Globalization;
using LlamaEnv.Detection;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>llamactl's schema, version 2, to the letter of what SQLite keeps of it, and the way there from nothing, 0 and 1.</summary>
internal static class StoreSchema
{
    internal const int Version = 2;

    private const string ToVersion1 =
        """
        CREATE TABLE IF NOT EXISTS profiles (
            name TEXT NOT NULL,
            api_url TEXT NOT NULL,
            project_id TEXT NOT NULL,
            api_key TEXT,
            PRIMARY KEY (name, api_url)
        );
        CREATE TABLE IF NOT EXISTS settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS environments (
            api_url TEXT PRIMARY KEY,
            requires_auth INTEGER NOT NULL,
            min_llamactl_version TEXT
        );
        INSERT OR IGNORE INTO settings VALUES ('current_environment_api_url', 'https://api.cloud.llamaindex.ai');
        INSERT OR IGNORE INTO environments (api_url, requires_auth) SELECT DISTINCT api_url, 0 FROM profiles;
        INSERT OR IGNORE INTO environments (api_url, requires_auth) VALUES ('https://api.cloud.llamaindex.ai', 1);
        PRAGMA user_version = 1;
        """;

    private const string ToVersion2 =
        """
        ALTER TABLE profiles ADD COLUMN api_key_id TEXT;
        ALTER TABLE profiles ADD COLUMN device_oidc TEXT;
        ALTER TABLE profiles ADD COLUMN id TEXT;
        CREATE UNIQUE INDEX IF NOT EXISTS idx_profiles_id ON profiles(id);
        PRAGMA user_version = 2;
        """;

    internal static int VersionOf(SqliteConnection database) => int.Parse(database.QueryText("PRAGMA user_version")!, CultureInfo.InvariantCulture);

    /// <summary>
    /// The file is another program's: where a table is a view or a virtual one, or a trigger, a check or a computed index is
    /// there, a change would run what is not ours.
    /// </summary>
    /// <exception cref="LlamaEnv.Diagnostics.DiagnosticException">It is so (LLENV0002).</exception>
    internal static void RequireOrdinary(SqliteConnection database)
    {
        foreach (string table in (ReadOnlySpan<string>)["profiles", "settings", "environments"])
            _ = database.HasTable(table);
        if (database.QueryText("SELECT 1 FROM sqlite_master WHERE type = 'trigger'") is not null)
            throw database.Failure("it has a trigger, which a llamactl store does not have");
        foreach ((string kind, string sql) in database.QueryRows("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL", [], static row => (row.Text(0), row.Text(1))))
        {
            if (kind == "index" ? IsComputed(sql) : HasWord(sql, "CHECK"))
                throw database.Failure("it has a check or a computed index, which a llamactl store does not have");
        }
    }

    /// <summary>Whether a key or a login is in it.</summary>
    internal static bool HoldsSecret(SqliteConnection database) =>
        database.QueryText("SELECT 1 FROM profiles WHERE coalesce(api_key, '') <> '' OR coalesce(device_oidc, '') <> '' LIMIT 1") is not null;

    /// <summary>
    /// A write, to be taken back: only a write finds out that file or folder is read-only, or the disk full. It reaches
    /// SQLite's journal and not the file.
    /// </summary>
    internal static void TryWrite(SqliteConnection database) => database.Execute($"PRAGMA user_version = {Version}");

    /// <summary>An index of more than columns has an expression in parentheses, or a condition.</summary>
    private static bool IsComputed(string sql) => sql.AsSpan().Count('(') != 1 || HasWord(sql, "WHERE");

    private static bool HasWord(string sql, string word)
    {
        for (int start = 0; sql.IndexOf(word, start, StringComparison.OrdinalIgnoreCase) is var found and >= 0; start = found + 1)
        {
            int end = found + word.Length;
            if ((found == 0 || !CharacterSets.IsName(sql[found - 1])) && (end == sql.Length || !CharacterSets.IsName(sql[end])))
                return true;
        }

        return false;
    }

    /// <summary>Brings the database to <see cref="Version"/>, within the caller's transaction.</summary>
    internal static void Migrate(SqliteConnection database)
    {
        if (VersionOf(database) < 1)
            database.Execute(ToVersion1);
        if (VersionOf(database) >= 2)
            return;

        database.Execute(ToVersion2);
        foreach (string row in database.QueryRows("SELECT rowid FROM profiles WHERE id IS NULL", [], static row => row.Text(0)))
            database.Change("UPDATE profiles SET id = ?1 WHERE rowid = ?2", Guid.NewGuid().ToString(), row);
    }
}
