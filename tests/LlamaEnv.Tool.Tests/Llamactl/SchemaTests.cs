using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

[TestClass]
public sealed class SchemaTests
{
    /// <summary>What SQLite's <c>.schema</c> prints for a store that llamactl 0.10.3 made.</summary>
    private const string Schema =
        """
        CREATE TABLE profiles (
            name TEXT NOT NULL,
            api_url TEXT NOT NULL,
            project_id TEXT NOT NULL,
            api_key TEXT, api_key_id TEXT, device_oidc TEXT, id TEXT,
            PRIMARY KEY (name, api_url)
        )
        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        )
        CREATE TABLE environments (
            api_url TEXT PRIMARY KEY,
            requires_auth INTEGER NOT NULL,
            min_llamactl_version TEXT
        )
        CREATE UNIQUE INDEX idx_profiles_id ON profiles(id)
        """;

    private const string Version0 = "CREATE TABLE profiles (name TEXT NOT NULL, api_url TEXT NOT NULL, project_id TEXT NOT NULL, api_key TEXT, PRIMARY KEY (name, api_url));";

    private const string Version1 = Version0 +
        """
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE environments (api_url TEXT PRIMARY KEY, requires_auth INTEGER NOT NULL, min_llamactl_version TEXT);
        INSERT INTO settings VALUES ('current_environment_api_url', 'https://api.cloud.eu.llamaindex.ai'), ('current_profile', 'old');
        INSERT INTO environments VALUES ('https://api.cloud.eu.llamaindex.ai', 1, '0.3');
        PRAGMA user_version = 1;
        """;

    private const string TwoProfiles =
        $"INSERT INTO profiles VALUES ('old', '{Sample.Europe}', 'p1', '{Sample.KeyText}'), ('other', 'https://llama.example.com', 'p2', NULL);";

    [TestMethod]
    [DataRow(false, DisplayName = "Nothing is there")]
    [DataRow(true, DisplayName = "An empty file is there")]
    public void A_new_store_is_the_one_llamactl_makes(bool isEmptyFile)
    {
        using Store store = new();
        if (isEmptyFile)
        {
            Directory.CreateDirectory(store.Directory);
            File.WriteAllText(store.File, "");
        }

        store.Database.PutEnvironment(StoredEnvironment.Default);

        Assert.AreEqual(Schema, store.Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"));
        Assert.AreEqual("2", store.Query("PRAGMA user_version"));
        Assert.AreEqual("0", store.Query("PRAGMA application_id"));
        Assert.AreEqual("delete", store.Query("PRAGMA journal_mode"));
        Assert.AreEqual("current_environment_api_url=https://api.cloud.llamaindex.ai", store.Query("SELECT key || '=' || value FROM settings"));
        Assert.AreEqual("https://api.cloud.llamaindex.ai integer 1 NULL", store.Query("SELECT api_url || ' ' || typeof(requires_auth) || ' ' || requires_auth || ' ' || ifnull(min_llamactl_version, 'NULL') FROM environments"));
    }

    [TestMethod]
    public void A_store_without_a_version_gets_an_environment_for_each_url()
    {
        using Store store = new Store().With(Version0 + TwoProfiles);

        Assert.IsTrue(store.Database.UseEnvironment(Sample.Europe));

        Assert.AreEqual(
            $"{Sample.Europe} 0\n{Sample.Cloud} 1\nhttps://llama.example.com 0",
            store.Query("SELECT api_url || ' ' || requires_auth FROM environments ORDER BY api_url"));
        Assert.AreEqual("2", store.Query("PRAGMA user_version"));
        Assert.AreEqual("name api_url project_id api_key api_key_id device_oidc id", store.Query("SELECT name FROM pragma_table_info('profiles')").Replace('\n', ' '));
    }

    [TestMethod]
    public void A_store_of_version_1_keeps_its_rows_and_they_get_ids()
    {
        using Store store = new Store().With(Version1 + TwoProfiles);

        Assert.IsTrue(store.Database.UseProfile("old"));

        Assert.AreEqual($"old {Sample.Europe} p1 {Sample.KeyText}\nother https://llama.example.com p2 -", store.Query("SELECT name || ' ' || api_url || ' ' || project_id || ' ' || ifnull(api_key, '-') FROM profiles ORDER BY name"));
        Assert.AreEqual($"{Sample.Europe} 1 0.3", store.Query("SELECT api_url || ' ' || requires_auth || ' ' || min_llamactl_version FROM environments"));
        string[] ids = store.Query("SELECT id FROM profiles").Split('\n');
        Assert.HasCount(2, ids.Distinct());
        foreach (string id in ids)
        {
            Assert.AreEqual(id, Guid.ParseExact(id, "D").ToString());
            Assert.AreEqual('4', id[14]);
        }
    }

    [TestMethod]
    [DataRow(Version0)]
    [DataRow(Version1)]
    public void Reading_an_old_store_migrates_nothing(string version)
    {
        using Store store = new Store().With(version + TwoProfiles);
        byte[] before = File.ReadAllBytes(store.File);

        EnvironmentList environments = store.Database.ListEnvironments();
        ProfileList profiles = store.Database.ListProfiles();

        Assert.Contains(environments.Current, [new StoredEnvironment(Sample.Europe, true, "0.3"), StoredEnvironment.Default]);
        Assert.HasCount(version == Version1 ? 1 : 0, profiles.All);
        Assert.AreEqual(new StoredProfile(null, "old", Sample.Europe, "p1", Sample.Key, null, null), store.Database.Find("old", Sample.Europe));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(store.File));
        Assert.AreEqual("config/llamactl/profiles.db", store.Files);
    }

    [TestMethod]
    public void A_reader_makes_neither_folder_nor_file()
    {
        using Store store = new();

        Assert.AreEqual(StoredEnvironment.Default, store.Database.ListEnvironments().Current);
        Assert.IsEmpty(store.Database.ListProfiles().All);
        Assert.IsNull(store.Database.Find("x", Sample.Cloud));
        Assert.IsFalse(store.Database.UseProfile("x"));
        Assert.IsFalse(store.Database.DeleteEnvironment(Sample.Cloud));

        Assert.IsEmpty(Directory.GetFileSystemEntries(store.Root));
    }

    [TestMethod]
    public void A_store_of_a_later_llamactl_is_read_but_not_changed()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        store.With("ALTER TABLE profiles ADD COLUMN colour TEXT; PRAGMA user_version = 3");

        Assert.HasCount(1, store.Database.ListProfiles().All);
        store.Refuses("its schema is version 3", () => store.Database.UseEnvironment(Sample.Cloud));
    }

    [TestMethod]
    public void A_file_that_is_no_database_is_refused_and_stays()
    {
        using Store store = new();
        Directory.CreateDirectory(store.Directory);
        File.WriteAllText(store.File, new string('x', 4096));

        store.Refuses("it is not an SQLite database", () => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key));
        store.Refuses("it is not an SQLite database", () => store.Database.ListProfiles());

        Assert.AreEqual(new string('x', 4096), File.ReadAllText(store.File));
    }

    [TestMethod]
    [DataRow("CREATE TRIGGER t AFTER INSERT ON profiles BEGIN DELETE FROM environments; END", "it has a trigger")]
    [DataRow("ALTER TABLE profiles RENAME TO p; CREATE VIEW profiles AS SELECT * FROM p", "its 'profiles' is not an ordinary table")]
    [DataRow("PRAGMA user_version = 0; DROP TABLE profiles; CREATE VIRTUAL TABLE profiles USING fts5(name, api_url, project_id, api_key)", "its 'profiles' is not an ordinary table")]
    [DataRow("CREATE INDEX i ON profiles (hex(zeroblob(length(name) * 100000)))", "it has a check or a computed index")]
    [DataRow("CREATE INDEX i ON profiles (name) WHERE name LIKE '%a%a%a%a%a%a%b'", "it has a check or a computed index")]
    [DataRow("DROP TABLE settings; CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (value NOT LIKE '%a%a%a%a%b'))", "it has a check or a computed index")]
    [DataRow("DROP TABLE settings; CREATE TABLE SETTINGS (key TEXT PRIMARY KEY, value TEXT NOT NULL, more TEXT DEFAULT (hex(zeroblob(100))))", "its 'settings' computes some of its columns")]
    public void A_schema_that_would_run_statements_of_its_own_is_refused(string sql, string reason)
    {
        using Store store = new();
        store.Database.UseEnvironment(Sample.Cloud);
        store.With(sql);

        store.Refuses(reason, () => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key));

        Assert.AreEqual("1", store.Query("SELECT count(*) FROM environments"));
    }

    [TestMethod]
    [DataRow(Version0)]
    [DataRow(Version1)]
    [DataRow(Version1 + "ALTER TABLE profiles ADD COLUMN api_key_id TEXT; ALTER TABLE profiles ADD COLUMN device_oidc TEXT; ALTER TABLE profiles ADD COLUMN id TEXT; PRAGMA user_version = 2;")]
    public void What_comes_to_nothing_leaves_every_byte_as_it_was(string version)
    {
        using Store store = new Store().With(version + "INSERT INTO profiles (name, api_url, project_id) VALUES ('old', 'u', 'p');");
        byte[] before = File.ReadAllBytes(store.File);
        DateTime written = File.GetLastWriteTimeUtc(store.File);

        store.Database.RequireWritable();
        Assert.IsFalse(store.Database.UseProfile("gone"));
        Assert.IsFalse(store.Database.UseEnvironment("https://gone.example.com"));
        Assert.IsFalse(store.Database.Delete(new StoredProfile(null, "gone", "u", "p", null, null, null)));
        Assert.ThrowsExactly<ArgumentException>(() => store.Database.SaveKey(Sample.Cloud, " ", Sample.Key));

        CollectionAssert.AreEqual(before, File.ReadAllBytes(store.File));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(store.File));
    }

    [TestMethod]
    public void A_folder_in_its_place_is_refused()
    {
        using Store store = new();
        Directory.CreateDirectory(store.File);

        store.Refuses("is a directory", () => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key));
        store.Refuses("it is a directory", () => store.Database.ListProfiles());
    }
}
