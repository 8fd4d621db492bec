using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using SQLitePCL;

namespace LlamaEnv.Files.Tests.Llamactl;

/// <summary>Stores that somebody made to run something, to hang or to fill the memory.</summary>
[TestClass]
public sealed class HostileStoreTests
{
    private const string Settings = "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO settings VALUES ('current_profile', 'work');";
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS name, x AS api_url, x AS project_id, x AS api_key FROM c";

    [TestMethod]
    [DataRow("CREATE VIEW profiles AS " + Endless, "not an ordinary table")]
    [DataRow("CREATE VIEW PROFILES AS " + Endless, "not an ordinary table")]
    [DataRow("CREATE VIEW \"Profiles\" AS SELECT 'work' AS name, '' AS api_url, '' AS project_id, 'x' AS api_key", "not an ordinary table")]
    [DataRow("CREATE VIRTUAL TABLE PROFILES USING fts5(name, api_url, project_id, api_key)", "not an ordinary table")]
    [DataRow("CREATE VIRTUAL TABLE profiles USING rtree(id, name, api_url)", "not an ordinary table")]
    [DataRow("CREATE TABLE profiles (name TEXT, api_url TEXT, project_id TEXT, api_key TEXT AS (hex(zeroblob(400000))))", "computes some of its columns")]
    [DataRow("CREATE TABLE PROFILES (name TEXT, api_url TEXT, project_id TEXT, api_key TEXT GENERATED ALWAYS AS (name LIKE '%a%a%a%a%a%a%a%b') STORED)", "computes some of its columns")]
    [DataRow("CREATE TABLE profiles (name TEXT, api_url TEXT, project_id TEXT, api_key TEXT DEFAULT (hex(zeroblob(400000))))", "computes some of its columns")]
    public void What_computes_its_rows_is_no_table_of_llamactl(string profiles, string reason)
    {
        using Machine machine = new Machine().WithStore($"{profiles}; {Settings}");

        Assert.Contains(reason, Broken(machine));
    }

    [TestMethod]
    public void Settings_are_looked_at_as_closely()
    {
        using Machine machine = new Machine().WithStore(LlamactlStore.Version0 + "CREATE TABLE x (key, value); CREATE VIEW SETTINGS AS SELECT * FROM x;");

        Assert.Contains("its 'settings' is not an ordinary table", Broken(machine));
    }

    [TestMethod]
    public void Tables_are_found_as_SQLite_finds_them_in_any_case()
    {
        string sql = LlamactlStore.Version2.Replace("TABLE profiles", "TABLE PROFILES", StringComparison.Ordinal).Replace("TABLE settings", "TABLE Settings", StringComparison.Ordinal)
            + LlamactlStore.Profile("work", LlamactlStore.Cloud, Fake.Key("Profile"), Fake.Project(2)) + LlamactlStore.Current("work");
        using Machine machine = new Machine().WithStore(sql);

        Assert.AreEqual(Fake.Key("Profile"), machine.Inject().Key);
    }

    [TestMethod]
    [DataRow("type = 'table', rootpage = 0")]
    [DataRow("type = 'table', rootpage = 2")]
    [DataRow("sql = 'CREATE TABLE profiles AS SELECT 1'")]
    public void A_schema_that_was_forged_is_refused(string forged)
    {
        using Machine machine = new Machine().WithStore($"CREATE VIEW profiles AS {Endless}; {Settings} PRAGMA writable_schema = ON; UPDATE sqlite_master SET {forged} WHERE name = 'profiles';");

        _ = Broken(machine);
    }

    [TestMethod]
    public void A_statement_that_finds_no_end_is_ended()
    {
        using Machine machine = new Machine().WithProfile();
        using SqliteConnection connection = Open(machine);

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => connection.QueryText($"SELECT count(*) FROM ({Endless})"));

        Assert.Contains("busy", exception.Diagnostic.Message);
    }

    [TestMethod]
    public void Rows_without_end_are_not_collected_for_ever()
    {
        using Machine machine = new Machine().WithProfile();
        using SqliteConnection connection = Open(machine);

        _ = Assert.ThrowsExactly<DiagnosticException>(() => connection.QueryRows($"SELECT hex(zeroblob(100000)) FROM ({Endless})", [], static row => row.Text(0)));
    }

    [TestMethod]
    public void A_text_of_any_length_is_not_loaded()
    {
        using Machine machine = new Machine().WithStore(LlamactlStore.Version2
            + $"INSERT INTO profiles (name, api_url, project_id, api_key) VALUES ('work', '{LlamactlStore.Cloud}', 'p', CAST(zeroblob(2000000) AS TEXT));" + LlamactlStore.Current("work"));

        Assert.Contains("holds more than any llamactl store", Broken(machine));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("")]
    [DataRow("-journal")]
    [DataRow("-wal")]
    public void A_pipe_is_not_waited_for(string suffix)
    {
        using Machine machine = new();
        if (suffix.Length > 0)
            machine.WithProfile();
        else
            Directory.CreateDirectory(Path.GetDirectoryName(machine.Store)!);
        using (System.Diagnostics.Process mkfifo = System.Diagnostics.Process.Start("mkfifo", machine.Store + suffix))
            mkfifo.WaitForExit();

        Assert.Contains("is a device or a pipe", machine.Inject("profile").Messages);
    }

    private static string Broken(Machine machine)
    {
        InjectResult result = machine.Inject("profile");
        Assert.AreEqual("LLENV0002", result.Codes, result.Messages);
        return result.Messages;
    }

    private static SqliteConnection Open(Machine machine) =>
        SqliteConnection.Open(machine.Store, raw.SQLITE_OPEN_READONLY, TimeSpan.Zero, reason => new Diagnostic("TEST", DiagnosticSeverity.Error, reason));
}
