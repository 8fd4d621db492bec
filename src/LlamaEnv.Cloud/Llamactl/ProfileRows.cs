using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>The table <c>profiles</c>, one statement each. Name and URL are its primary key.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "The store keeps it.")]
internal static class ProfileRows
{
    private const string Columns = "id, name, api_url, project_id, api_key, api_key_id, device_oidc";

    /// <summary>By name, in the order of its bytes; or the one called <paramref name="name"/>.</summary>
    internal static List<ListedProfile> List(SqliteConnection database, string apiUrl, string? name) => database.QueryRows(
        $"SELECT name, project_id, api_key <> '', {(HasLogins(database) ? "device_oidc <> ''" : "0")} FROM profiles WHERE api_url = ?1 {(name is null ? "" : "AND name = ?2")} ORDER BY name",
        name is null ? [apiUrl] : [apiUrl, name],
        static row => new ListedProfile(row.Text(0), row.Text(1), row.IsTrue(2), row.IsTrue(3)));

    internal static StoredProfile? Find(SqliteConnection database, string name, string apiUrl) =>
        database.QueryRow($"SELECT {ColumnsOf(database)} FROM profiles WHERE name = ?1 AND api_url = ?2", [name, apiUrl], Read);

    internal static string? FindKeyId(SqliteConnection database, Secret key) =>
        HasLogins(database) ? database.QueryRow("SELECT api_key_id FROM profiles WHERE api_key = ?1 AND api_key_id <> '' LIMIT 1", [key.Reveal()], static row => row.Text(0)) : null;

    /// <summary>The URLs that profiles have; one may have no environment of its own.</summary>
    internal static List<string> ListUrls(SqliteConnection database) =>
        database.QueryRows("SELECT DISTINCT api_url FROM profiles ORDER BY api_url", [], static row => row.Text(0));

    internal static List<StoredProfile> ListAll(SqliteConnection database, string apiUrl) =>
        database.QueryRows($"SELECT {ColumnsOf(database)} FROM profiles WHERE api_url = ?1 ORDER BY name", [apiUrl], Read);

    /// <summary>Every row with this key.</summary>
    internal static List<StoredProfile> ListByKey(SqliteConnection database, string apiUrl, Secret key) =>
        database.QueryRows($"SELECT {Columns} FROM profiles WHERE api_url = ?1 AND api_key = ?2 ORDER BY name", [apiUrl, key.Reveal()], Read);

    internal static StoredProfile? FindByKey(SqliteConnection database, string apiUrl, Secret key) =>
        database.QueryRow($"SELECT {Columns} FROM profiles WHERE api_url = ?1 AND api_key = ?2 ORDER BY name", [apiUrl, key.Reveal()], Read);

    internal static StoredProfile? FindByUser(SqliteConnection database, string apiUrl, string userId) =>
        ListWith(database, "device_oidc", apiUrl).Find(p => DeviceLogin.Parse(p.LoginJson!.Value)?.UserId == userId);

    internal static List<StoredProfile> ListWithKeyId(SqliteConnection database, string apiUrl) => ListWith(database, "api_key_id", apiUrl);

    internal static StoredProfile? First(SqliteConnection database, string apiUrl) =>
        database.QueryRow($"SELECT {Columns} FROM profiles WHERE api_url = ?1 ORDER BY name LIMIT 1", [apiUrl], Read);

    internal static bool Exists(SqliteConnection database, string name, string apiUrl) =>
        database.QueryText("SELECT 1 FROM profiles WHERE name = ?1 AND api_url = ?2", name, apiUrl) is not null;

    internal static StoredProfile Insert(SqliteConnection database, StoredProfile profile)
    {
        StoredProfile row = profile with { Id = Guid.NewGuid().ToString() };
        database.Change(
            $"INSERT INTO profiles ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            row.Id, row.Name, row.ApiUrl, row.ProjectId, row.ApiKey?.Reveal(), row.ApiKeyId, row.LoginJson?.Reveal());
        return row;
    }

    /// <summary>Writes what may change in a row: all but name and URL.</summary>
    internal static StoredProfile Update(SqliteConnection database, StoredProfile profile)
    {
        StoredProfile row = profile with { Id = profile.Id ?? Guid.NewGuid().ToString() };
        database.Change(
            "UPDATE profiles SET id = ?1, project_id = ?4, api_key = ?5, api_key_id = ?6, device_oidc = ?7 WHERE name = ?2 AND api_url = ?3",
            row.Id, row.Name, row.ApiUrl, row.ProjectId, row.ApiKey?.Reveal(), row.ApiKeyId, row.LoginJson?.Reveal());
        return row;
    }

    internal static void Delete(SqliteConnection database, string name, string apiUrl) =>
        database.Change("DELETE FROM profiles WHERE name = ?1 AND api_url = ?2", name, apiUrl);

    internal static void DeleteAll(SqliteConnection database, string apiUrl) => database.Change("DELETE FROM profiles WHERE api_url = ?1", apiUrl);

    private static List<StoredProfile> ListWith(SqliteConnection database, string column, string apiUrl) => HasLogins(database)
        ? database.QueryRows($"SELECT {Columns} FROM profiles WHERE api_url = ?1 AND {column} <> '' ORDER BY name", [apiUrl], Read)
        : [];

    private static string ColumnsOf(SqliteConnection database) => HasLogins(database) ? Columns : "NULL, name, api_url, project_id, api_key, NULL, NULL";

    /// <summary>A reader migrates nothing, so it may find a table from before version 2.</summary>
    private static bool HasLogins(SqliteConnection database) => StoreSchema.VersionOf(database) >= 2;

    private static StoredProfile Read(SqliteConnection.Row row) =>
        new(row.TextOrNull(0), row.Text(1), row.Text(2), row.Text(3), row.Secret(4), row.TextOrNull(5), row.Secret(6));
}
