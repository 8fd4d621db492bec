using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;
using SQLitePCL;

namespace LlamaEnv.Files.Tests.Llamactl;

/// <summary>What writers that were killed leave: what SQLite would make of it, a reader finds without touching it.</summary>
[TestClass]
public sealed class InterruptedStoreTests
{
    private const string Filler = "CREATE TABLE IF NOT EXISTS filler (x);";

    [TestMethod]
    [DataRow("DELETE")]
    [DataRow("TRUNCATE")]
    [DataRow("PERSIST")]
    [DataRow("WAL")]
    public void The_last_finished_transaction_is_read(string mode)
    {
        using Machine machine = new Machine().WithProfile();
        Interrupt(machine, mode, "UPDATE profiles SET api_key = 'llx-half';" + Grow(40));
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["profile"], [Setting.Outputs] = ["none"] });

        Assert.AreEqual("", result.Codes, result.Messages);
        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    public void A_log_with_its_index_is_read_and_both_stay_as_they_are()
    {
        using Machine machine = new Machine().WithStore("PRAGMA journal_mode = WAL;" + LlamactlStore.Version2);
        using (LlamactlConnection open = new(machine.Store))
        {
            open.Execute("PRAGMA wal_autocheckpoint = 0;" + LlamactlStore.Profile("work", LlamactlStore.Cloud, Fake.Key("Profile"), Fake.Project(2)) + LlamactlStore.Current("work"));
            CopyTo(machine, "copy");
        }

        machine.Set("LLAMACTL_CONFIG_DIR", machine.Folder.At("copy"));
        Assert.IsTrue(File.Exists(machine.Folder.At("copy", "profiles.db-shm")));
        string before = machine.Folder.Snapshot();

        Assert.AreEqual(Fake.Key("Profile"), machine.Inject(new Settings { [Setting.Sources] = ["profile"], [Setting.Outputs] = ["none"] }).Key);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    /// <summary>SQLite takes what lies beside a database for its log, and makes an index of it even to read.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void A_log_is_read_whatever_the_header_says(int version)
    {
        using Machine machine = new Machine().WithProfile();
        Interrupt(machine, "WAL", "UPDATE profiles SET api_key = 'llx-half';" + Grow(40), first: "INSERT OR REPLACE INTO settings VALUES ('other', 'value');");
        string path = machine.Folder.At("copy", "profiles.db");
        byte[] database = File.ReadAllBytes(path);
        database[18] = database[19] = (byte)version;
        File.WriteAllBytes(path, database);
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(new Settings { [Setting.Sources] = ["profile"], [Setting.Outputs] = ["none"] });

        Assert.AreEqual(Fake.Key("Profile"), result.Key, result.Messages);
        Assert.AreEqual(before, machine.Folder.Snapshot());
        string found = RowsOf(StoreSnapshot.TryRead(path, TimeSpan.FromSeconds(5))!);
        Assert.AreEqual(RowsAfterRecovery(path), found);
    }

    /// <summary>Random transactions, cut off; SQLite's own recovery of a copy says what the rows are.</summary>
    [TestMethod]
    [DataRow("DELETE", 512)]
    [DataRow("DELETE", 4096)]
    [DataRow("PERSIST", 1024)]
    [DataRow("WAL", 512)]
    [DataRow("WAL", 4096)]
    [DataRow("WAL", 65536)]
    public void It_is_what_SQLite_makes_of_it(string mode, int pageSize)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            Random random = new(seed);
            using Machine machine = new Machine().WithStore($"PRAGMA page_size = {pageSize}; PRAGMA auto_vacuum = {random.Next(3)};" + LlamactlStore.Version2 + Filler + Steps(random, 20));
            Interrupt(machine, mode, Steps(random, 40), first: mode == "WAL" ? Steps(random, 10) + (random.Next(2) == 0 ? "PRAGMA wal_checkpoint(PASSIVE);" : "") + Steps(random, 10) : "");
            if (random.Next(2) == 0)
                Damage(machine, mode, random);
            string path = machine.Folder.At("copy", "profiles.db");

            string found = RowsOf(StoreSnapshot.TryRead(path, TimeSpan.FromSeconds(5))!);

            Assert.AreEqual(RowsAfterRecovery(path), found, $"{mode} {pageSize} {seed}");
        }
    }

    /// <summary>What a loss of power leaves: a log without its end, or with a sector that was never written.</summary>
    private static void Damage(Machine machine, string mode, Random random)
    {
        string log = machine.Folder.At("copy", "profiles.db" + (mode == "WAL" ? "-wal" : "-journal"));
        byte[] bytes = File.ReadAllBytes(log);
        if (bytes.Length == 0)
            return;

        if (random.Next(2) == 0)
            bytes = bytes[..random.Next(bytes.Length)];
        else
            bytes.AsSpan(random.Next(bytes.Length / 512) * 512, Math.Min(512, bytes.Length)).Clear();
        File.WriteAllBytes(log, bytes);
    }

    /// <summary>Leaves in the folder <c>copy</c> what a writer that is killed in the middle of a transaction leaves, and makes it the store.</summary>
    private static void Interrupt(Machine machine, string mode, string transaction, string first = "")
    {
        using (LlamactlConnection open = new(machine.Store))
        {
            // With a cache of one page SQLite writes half the transaction into the file.
            open.Execute($"PRAGMA journal_mode = {mode}; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 1;{first}BEGIN;{Filler}{transaction}");
            CopyTo(machine, "copy");
            open.Execute("ROLLBACK");
        }

        machine.Set("LLAMACTL_CONFIG_DIR", machine.Folder.At("copy"));
        File.Delete(machine.Folder.At("copy", "profiles.db-shm"));
    }

    private static void CopyTo(Machine machine, string folder)
    {
        Directory.CreateDirectory(machine.Folder.At(folder));
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(machine.Store)!, "profiles.db*"))
            File.Copy(file, machine.Folder.At(folder, Path.GetFileName(file)));
    }

    private static string Grow(int rows) => string.Concat(Enumerable.Repeat("INSERT INTO filler VALUES (randomblob(3000));", rows));

    private static string Steps(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(5) switch
    {
        0 => $"DELETE FROM filler WHERE rowid % {random.Next(2, 7)} = 0;",
        1 => $"UPDATE filler SET x = '{random.Next()}' WHERE rowid % {random.Next(2, 7)} = 0;",
        2 => $"INSERT INTO filler VALUES ('{new string('x', random.Next(4000))}');",
        3 => $"INSERT OR REPLACE INTO settings VALUES ('current_profile', '{random.Next(10)}');",
        _ => $"INSERT OR REPLACE INTO profiles (name, api_url, project_id, api_key) VALUES ('{random.Next(10)}', 'u', 'p', '{new string('k', random.Next(300))}');",
    }));

    private static string RowsOf(byte[] image)
    {
        if (image.Length == 0)
            return "";

        using SqliteConnection connection = SqliteConnection.OpenImage(image, TimeSpan.Zero, Finding);
        return Rows(connection);
    }

    private static string RowsAfterRecovery(string path)
    {
        using SqliteConnection connection = SqliteConnection.Open(path, raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero, Finding);
        return Rows(connection);
    }

    /// <summary>Every row; of a database that damage to its log has ruined, that it is ruined.</summary>
    private static string Rows(SqliteConnection connection)
    {
        try
        {
            return ReadRows(connection);
        }
        catch (DiagnosticException)
        {
            return "ruined";
        }
    }

    private static string ReadRows(SqliteConnection connection) =>
        connection.QueryText("PRAGMA integrity_check") + string.Join('\n', connection.QueryRows(
            "SELECT rowid || ' ' || x FROM filler UNION ALL SELECT key || '=' || value FROM settings UNION ALL SELECT name || api_url || project_id || api_key FROM profiles UNION ALL SELECT name || sql FROM sqlite_master WHERE sql <> ''",
            [],
            static row => row.Text(0)));

    private static Diagnostic Finding(string reason) => new("TEST", DiagnosticSeverity.Error, reason);
}
