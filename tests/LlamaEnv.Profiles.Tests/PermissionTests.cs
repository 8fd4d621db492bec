using System.Runtime.Versioning;

namespace LlamaEnv.Profiles.Tests;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class PermissionTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode All = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [TestMethod]
    public void A_new_store_is_closed_to_others()
    {
        using Store store = new();

        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.Key);

        Assert.AreEqual(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(store.Directory));
        Assert.AreEqual(Owner, File.GetUnixFileMode(store.File));
        Assert.AreEqual(Owner, File.GetUnixFileMode(store.LockFile));
        Assert.AreEqual(0, new FileInfo(store.LockFile).Length);
        Assert.IsEmpty(store.Database.Warnings);
    }

    [TestMethod]
    public void A_store_that_others_can_read_is_closed_by_a_change_and_said_so()
    {
        using Store store = new();
        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.Key);
        File.SetUnixFileMode(store.File, All);

        store.Database.ListProfiles();
        Assert.AreEqual(All, File.GetUnixFileMode(store.File));
        store.Database.UseEnvironment(Fake.Cloud);

        Assert.AreEqual(Owner, File.GetUnixFileMode(store.File));
        Assert.AreEqual("LLENV0035", store.Database.Warnings.Single().Code);
    }

    [TestMethod]
    public void Whether_a_store_can_be_changed_is_tried_by_writing()
    {
        using Store store = new();
        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.Key);
        byte[] ChangeCounter() => File.ReadAllBytes(store.File)[24..28];
        byte[] before = ChangeCounter();

        store.Database.RequireChangeable();

        // In a read-only folder a transaction begins, and the first thing written fails; but root may write anywhere.
        Assert.AreNotSequenceEqual(before, ChangeCounter());
    }

    [TestMethod]
    public void Behind_a_link_it_is_the_file_that_is_closed()
    {
        using Store store = new();
        store.Database.SaveKey(Fake.Cloud, Fake.Project, Fake.Key);
        string real = Path.Combine(store.Root, "real.db");
        File.Move(store.File, real);
        File.CreateSymbolicLink(store.File, real);
        File.SetUnixFileMode(real, All);

        store.Database.UseEnvironment(Fake.Cloud);
        store.Database.UseEnvironment(Fake.Cloud);

        Assert.AreEqual(Owner, File.GetUnixFileMode(real));
        Assert.HasCount(1, store.Database.Warnings);
        Assert.AreEqual(real, File.ResolveLinkTarget(store.File, returnFinalTarget: false)!.FullName);
    }
}
