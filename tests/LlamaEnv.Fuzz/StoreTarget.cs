using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Fuzz;

/// <summary>llamactl's store with bytes changed, and with what a killed writer leaves: read or refused, and never touched.</summary>
internal sealed class StoreTarget(string root) : FuzzTarget(root)
{
    private const string Marked = "Qz7TheKeyInTheStore00";

    private readonly Lazy<IReadOnlyList<(byte[] Database, byte[]? Log, byte[]? Journal)>> _stores = new(() => Make(Path.Combine(root, "template")));

    internal override string Name => "store";

    internal override void Execute(Random random)
    {
        (byte[] database, byte[]? log, byte[]? journal) = _stores.Value[random.Next(_stores.Value.Count)];
        string folder = Path.Combine(Root, "machine");
        Machine machine = new Machine(folder, new Canary("llx-" + Marked, Marked)).With("LlamaEnvSources", "profile").With("LlamaEnvOutput", "none");
        string file = Path.Combine(folder, "llamactl", "profiles.db");
        Machine.Write(file, Change(database, 2));
        if (log is not null)
            Machine.Write(file + "-wal", Change(log, 3));
        if (journal is not null)
            Machine.Write(file + "-journal", Change(journal, 3));
        machine.Inject();

        byte[] Change(byte[] bytes, int oneIn) => random.Next(oneIn) == 0 ? Nasty.Mutate(random, bytes) : bytes;
    }

    private static List<(byte[] Database, byte[]? Log, byte[]? Journal)> Make(string folder)
    {
        Snapshot.Clear(folder);
        HostEnvironment host = new() { Variables = [new("LLAMACTL_CONFIG_DIR", folder)], CurrentDirectory = folder, HomeDirectory = folder, Platform = HostEnvironment.ThisPlatform };
        ProfileStore database = new(host);
        database.SaveKey("https://api.cloud.llamaindex.ai", "12345678-1234-1234-1234-123456789abc", new Secret("llx-" + Marked.PadRight(48, '0')));
        string file = Path.Combine(folder, "profiles.db");
        List<(byte[], byte[]?, byte[]?)> stores = [(File.ReadAllBytes(file), null, null)];
        foreach (string mode in (IEnumerable<string>)["DELETE", "WAL"])
        {
            using SqliteConnection writer = SqliteConnection.Open(file, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero, reason => new Diagnostics.Diagnostic("TEST", Diagnostics.DiagnosticSeverity.Error, reason));
            writer.Execute($"PRAGMA journal_mode = {mode}; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 1; INSERT OR REPLACE INTO settings VALUES ('x', '{mode}'); BEGIN; CREATE TABLE filler (x); INSERT INTO filler VALUES (randomblob(30000))");
            stores.Add((Read(file)!, Read(file + "-wal"), Read(file + "-journal")));
            writer.Execute("ROLLBACK");
        }

        return stores;
    }

    private static byte[]? Read(string file)
    {
        if (!File.Exists(file))
            return null;

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
