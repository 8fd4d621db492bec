using System.Diagnostics;
using System.Globalization;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

[TestClass]
public sealed class ConcurrencyTests(TestContext context)
{
    private const int Writers = 8;
    private const int Rounds = 50;

    [TestMethod]
    public void Eight_processes_with_fifty_writes_each_lose_nothing()
    {
        using Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        store.With($"INSERT INTO profiles (id, name, api_url, project_id) VALUES ('1', 'shared', '{Sample.Cloud}', 'start')");

        List<Process> workers = [.. Enumerable.Range(0, Writers).Select(w => Built.Start(store, Built.Worker, "mixed", store.Directory, $"{w}", $"{Rounds}"))];
        List<Outcome> runs = [.. workers.Select(w => Task.Run(() => Built.Wait(w))).ToList().Select(t => t.Result.Exits(0))];
        workers.ForEach(w => w.Dispose());

        int rotated = runs.Sum(r => int.Parse(r.Output, CultureInfo.InvariantCulture));
        context.WriteLine($"{Writers} processes x {Rounds} writes; {rotated} of {Writers * Rounds / 5} rotations");
        Assert.AreEqual("ok", store.Query("PRAGMA integrity_check"));
        CollectionAssert.AreEquivalent(
            (string[])["start", .. Each(1, (w, r) => $"{w}-{r}")],
            store.Query("SELECT project_id FROM profiles WHERE name = 'shared'").Split(','));
        CollectionAssert.AreEquivalent(
            Each(0, (w, r) => (r + 4) % 2 == 0 ? "" : $"llx-Fake{w}-{r:00}Same").Where(key => key.Length > 0).ToList(),
            store.Query("SELECT api_key FROM profiles WHERE api_key IS NOT NULL").Split('\n'));
        CollectionAssert.AreEquivalent(
            (string[])[Sample.Cloud, .. Each(3, (w, r) => $"https://{w}-{r}.example.com")],
            store.Query("SELECT api_url FROM environments").Split('\n'));
        Assert.AreEqual("0", store.Query("SELECT count(*) FROM profiles WHERE id IS NULL"));
        Assert.IsGreaterThan(0, rotated);
        Assert.AreEqual(rotated, store.Query("SELECT device_oidc FROM profiles WHERE device_oidc IS NOT NULL").Count('>'));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Behind_a_link_too_a_reader_sees_what_is_in_the_write_ahead_log()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        string real = Path.Combine(store.Root, "real.db");
        File.Move(store.File, real);
        File.CreateSymbolicLink(store.File, real);
        using SqliteConnection writer = store.Open();
        writer.Execute($"PRAGMA journal_mode = WAL; UPDATE profiles SET project_id = '{Sample.OtherProject}'");

        Assert.AreEqual(Sample.OtherProject, store.Database.ListProfiles().Current!.ProjectId);
        Assert.AreEqual(Sample.OtherProject, ProfileReader.Read(store.Host, null, TimeSpan.Zero).Profile!.ProjectId.Reveal());
    }

    /// <summary>One text per writer and round of one kind.</summary>
    private static List<string> Each(int kind, Func<int, int, string> text) =>
        [.. from writer in Enumerable.Range(0, Writers) from round in Enumerable.Range(0, Rounds) where round % 5 == kind select text(writer, round)];
}
