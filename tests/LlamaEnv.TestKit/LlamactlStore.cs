namespace LlamaEnv.TestKit;

/// <summary>A store as llamactl 0.10.3 leaves it: the statements are those of its migrations, run by SQLite itself.</summary>
/// <param name="directory">Where it is, or will be: the first write makes it.</param>
public sealed class LlamactlStore(string directory)
{
    /// <summary>The environment that llamactl starts with.</summary>
    public const string Cloud = "https://api.cloud.llamaindex.ai";

    /// <summary>From before migrations: nothing but the profiles.</summary>
    public const string Version0 =
        "CREATE TABLE profiles (name TEXT NOT NULL, api_url TEXT NOT NULL, project_id TEXT NOT NULL, api_key TEXT, PRIMARY KEY (name, api_url));";

    /// <summary>With environments.</summary>
    public const string Version1 = Version0 +
        """
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE environments (api_url TEXT PRIMARY KEY, requires_auth INTEGER NOT NULL, min_llamactl_version TEXT);
        INSERT INTO settings VALUES ('current_environment_api_url', 'https://api.cloud.llamaindex.ai');
        INSERT INTO environments VALUES ('https://api.cloud.llamaindex.ai', 1, NULL);
        PRAGMA user_version = 1;
        """;

    /// <summary>With logins; the version of today.</summary>
    public const string Version2 = Version1 +
        """
        ALTER TABLE profiles ADD COLUMN api_key_id TEXT;
        ALTER TABLE profiles ADD COLUMN device_oidc TEXT;
        ALTER TABLE profiles ADD COLUMN id TEXT;
        CREATE UNIQUE INDEX idx_profiles_id ON profiles (id);
        PRAGMA user_version = 2;
        """;

    /// <summary>A version to come.</summary>
    public const string Version3 = Version2 +
        """
        ALTER TABLE profiles ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue';
        PRAGMA user_version = 3;
        """;

    /// <summary>Its folder.</summary>
    public string Directory { get; } = directory;

    /// <summary>Its file.</summary>
    public string Database => Path.Combine(Directory, "profiles.db");

    /// <summary>The statement that makes a profile.</summary>
    public static string Profile(string name, string url, string? key, string project) =>
        $"INSERT INTO profiles (name, api_url, project_id, api_key) VALUES ('{name}', '{url}', '{project}', {(key is null ? "NULL" : $"'{key}'")});";

    /// <summary>The statement that makes a profile the current one.</summary>
    public static string Current(string profile) => $"INSERT OR REPLACE INTO settings VALUES ('current_profile', '{profile}');";

    /// <summary>The statement that makes an environment the current one.</summary>
    public static string CurrentEnvironment(string url) => $"INSERT OR REPLACE INTO settings VALUES ('current_environment_api_url', '{url}');";

    /// <summary>Runs statements on the store in a file, which is made if need be.</summary>
    public static void Create(string path, string sql)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using LlamactlConnection connection = new(path);
        connection.Execute(sql);
    }

    /// <summary>Runs statements on it.</summary>
    public LlamactlStore With(string sql)
    {
        Create(Database, sql);
        return this;
    }

    /// <summary>Bytes that are no database in its place.</summary>
    public void Corrupt()
    {
        System.IO.Directory.CreateDirectory(Directory);
        File.WriteAllText(Database, "this is no database, although it is as long as the header of one, and then some more text");
    }

    /// <summary>Names, bytes and time stamps of everything in the folder.</summary>
    public string Snapshot() => string.Join('\n', new DirectoryInfo(Directory)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .OrderBy(f => f.FullName, StringComparer.Ordinal)
        .Select(f => $"{f.Name} {f.LastWriteTimeUtc:O} {(f is FileInfo ? Convert.ToHexString(File.ReadAllBytes(f.FullName)) : "")}"));
}
