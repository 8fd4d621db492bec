namespace LlamaEnv.Files.Llamactl;

/// <summary>The table <c>settings</c>: which environment is current, and which name. The name counts in the current environment only.</summary>
internal static class CurrentSettings
{
    private const string EnvironmentKey = "current_environment_api_url";
    private const string ProfileKey = "current_profile";

    internal static string ApiUrl(SqliteConnection database) => Get(database, EnvironmentKey) ?? StoredEnvironment.Default.ApiUrl;

    /// <summary>An empty name is none, as to llamactl.</summary>
    internal static string? ProfileName(SqliteConnection database) => Get(database, ProfileKey) is { Length: > 0 } name ? name : null;

    internal static void SetApiUrl(SqliteConnection database, string apiUrl) => Set(database, EnvironmentKey, apiUrl);

    /// <summary>Null clears it.</summary>
    internal static void SetProfileName(SqliteConnection database, string? name)
    {
        if (name is null)
            database.Change("DELETE FROM settings WHERE key = ?1", ProfileKey);
        else
            Set(database, ProfileKey, name);
    }

    /// <summary>A store from before schema version 1, which a reader does not migrate, has no such table.</summary>
    private static string? Get(SqliteConnection database, string key) =>
        database.HasTable("settings") ? database.QueryText("SELECT value FROM settings WHERE key = ?1", key) : null;

    private static void Set(SqliteConnection database, string key, string value) =>
        database.Change("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", key, value);
}
