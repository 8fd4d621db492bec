using System.Diagnostics;
using LlamaEnv.Cloud;
using LlamaEnv.Cloud.Llamactl;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests.Llamactl;

/// <summary>Slow, as they wait as long as llamactl does.</summary>
[TestClass]
public sealed class BusyTests
{
    [TestMethod]
    public void A_store_that_stays_locked_is_given_up_with_nothing_changed()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        using SqliteConnection writer = store.Open();
        writer.Execute("BEGIN IMMEDIATE");

        store.Refuses("database is locked", () => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.AlikeKey));
        Assert.HasCount(1, store.Database.ListProfiles().All);
    }

    [TestMethod]
    public void A_change_waits_for_the_writer_before_it()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        using SqliteConnection writer = store.Open();
        writer.Execute("BEGIN IMMEDIATE");

        Task<StoredProfile> change = Task.Run(() => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.AlikeKey));
        Thread.Sleep(300);
        Assert.IsFalse(change.IsCompleted);
        writer.Execute("COMMIT");

        Assert.AreEqual("llx-Fa****Fake-2", change.Result.Name);
    }

    [TestMethod]
    public void Tokens_that_cannot_be_had_again_wait_longer()
    {
        using Store store = new();
        StoredProfile profile = store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login);
        DeviceLogin renewed = Sample.Login with { RefreshToken = new Secret("fake-refresh-2") };
        using SqliteConnection writer = store.Open();
        writer.Execute("BEGIN IMMEDIATE");

        Task<StoredProfile?> change = Task.Run(() => store.Database.RotateTokens(profile, Sample.Login.RefreshToken!.Value, renewed));
        Thread.Sleep(TimeSpan.FromSeconds(6));
        writer.Execute("COMMIT");

        Assert.AreEqual(renewed.ToJson(), change.Result!.LoginJson);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_migration_waits_for_the_lock_file_of_another_process()
    {
        using Store store = new();
        using Process holder = Hold(store);

        Task<StoredProfile> change = Task.Run(() => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key));
        Limits.WaitUntil(() => File.Exists(store.File), "the file is made");
        Thread.Sleep(300);
        Assert.IsFalse(change.IsCompleted);
        Assert.AreEqual(0, new FileInfo(store.File).Length);
        holder.StandardInput.Close();

        Assert.AreEqual("llx-Fa****Fake", change.Result.Name);
        Built.Wait(holder).Exits(0);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_migration_gives_up_where_the_lock_file_stays_held()
    {
        using Store store = new();
        using Process holder = Hold(store);

        store.Refuses(" held the lock on ", () => store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key));

        holder.StandardInput.Close();
        Built.Wait(holder).Exits(0);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void The_lock_file_is_free_again_after_a_migration_and_of_no_interest_to_a_later_change()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        using Process holder = Hold(store);

        store.Database.SaveKey(Sample.Cloud, Sample.OtherProject, Sample.Key);

        holder.StandardInput.Close();
        Built.Wait(holder).Exits(0);
    }

    /// <summary>A process that holds llamactl's lock file.</summary>
    private static Process Hold(Store store)
    {
        Directory.CreateDirectory(store.Directory);
        if (!File.Exists(store.LockFile))
            File.WriteAllText(store.LockFile, "");
        Process holder = Built.Start(store, Built.Worker, "hold-file", store.LockFile);
        Assert.AreEqual("locked", holder.StandardOutput.ReadLine());
        return holder;
    }
}
