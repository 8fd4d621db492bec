using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>The table <c>environments</c>, one statement each.</summary>
internal static class EnvironmentRows
{
    private const string Columns = "api_url, requires_auth, min_llamactl_version";

    /// <summary>By URL; the default one where there is none.</summary>
    internal static List<StoredEnvironment> List(SqliteConnection database)
    {
        List<StoredEnvironment> all = database.QueryRows($"SELECT {Columns} FROM environments ORDER BY api_url", [], Read);
        return all.Count > 0 ? all : [StoredEnvironment.Default];
    }

    internal static StoredEnvironment? Find(SqliteConnection database, string apiUrl) =>
        database.QueryRow($"SELECT {Columns} FROM environments WHERE api_url = ?1", [apiUrl], Read);

    /// <summary>Adds it, or replaces what is known of it.</summary>
    internal static void Put(SqliteConnection database, StoredEnvironment environment) =>
        database.Change($"INSERT OR REPLACE INTO environments ({Columns}) VALUES (?1, ?2, ?3)", environment.ApiUrl, environment.RequiresAuth ? "1" : "0", environment.MinVersion);

    internal static void Delete(SqliteConnection database, string apiUrl) => database.Change("DELETE FROM environments WHERE api_url = ?1", apiUrl);

    private static StoredEnvironment Read(SqliteConnection.Row row) => new(row.Text(0), row.Text(1) is not "0" and not "", row.TextOrNull(2));
}
