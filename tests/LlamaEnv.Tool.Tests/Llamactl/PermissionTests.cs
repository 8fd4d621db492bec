using System.Runtime.Versioning;

namespace LlamaEnv.Tool.Tests.Llamactl;

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

        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);

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
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        File.SetUnixFileMode(store.File, All);

        store.Database.ListProfiles();
        Assert.AreEqual(All, File.GetUnixFileMode(store.File));
        store.Database.UseEnvironment(Sample.Cloud);

        Assert.AreEqual(Owner, File.GetUnixFileMode(store.File));
        Assert.AreEqual("LLENV0035", store.Database.Warnings.Single().Code);
    }

    [TestMethod]
    public void Behind_a_link_it_is_the_file_that_is_closed()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        string real = Path.Combine(store.Root, "real.db");
        File.Move(store.File, real);
        File.CreateSymbolicLink(store.File, real);
        File.SetUnixFileMode(real, All);

        store.Database.UseEnvironment(Sample.Cloud);
        store.Database.UseEnvironment(Sample.Cloud);

        Assert.AreEqual(Owner, File.GetUnixFileMode(real));
        Assert.HasCount(1, store.Database.Warnings);
        Assert.AreEqual(real, File.ResolveLinkTarget(store.File, returnFinalTarget: false)!.FullName);
    }

    [TestMethod]
    public void A_file_that_may_not_be_written_to_is_what_a_change_tells_of()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        File.SetUnixFileMode(store.File, UnixFileMode.UserRead);

        Assert.Contains("it cannot be written to", Built.RunAsOrdinaryUser(store, Built.Tool, "auth", "use", "llx-Fa****Fake").Exits(1).Error);
    }

    [TestMethod]
    public void A_folder_that_may_not_be_searched_is_not_taken_for_one_without_a_store()
    {
        using Store store = new();
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        File.SetUnixFileMode(store.Directory, UnixFileMode.None);

        Outcome get = Built.RunAsOrdinaryUser(store, Built.Tool, "auth", "get");
        Outcome inject = Built.RunAsOrdinaryUser(store, Built.Tool, "inject", "--no-project");
        File.SetUnixFileMode(store.Directory, Owner | UnixFileMode.UserExecute);

        Assert.Contains("error LLENV0002: ", get.Exits(1).Error);
        Assert.Contains("error LLENV0002: ", inject.Exits(1).Error);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_API_KEY")]
    [DataRow("llama-cloud-api-key.txt")]
    [DataRow("LlamaCloud--ApiKey")]
    public void In_a_folder_of_secrets_that_may_not_be_listed_the_names_are_asked_for(string name)
    {
        using Store store = new();
        string folder = Directory.CreateDirectory(Path.Combine(store.Root, "secrets")).FullName;
        File.WriteAllText(Path.Combine(folder, name), Sample.KeyText);
        File.SetUnixFileMode(folder, UnixFileMode.UserExecute);

        Outcome inject = Built.RunAsOrdinaryUser(store, Built.Tool, "inject", "--no-project", "--source", "secrets-directory:secrets");
        File.SetUnixFileMode(folder, Owner | UnixFileMode.UserExecute);

        inject.Exits(0);
    }

    [TestMethod]
    public void A_folder_of_secrets_that_nobody_can_see_is_not_said_to_be_missing()
    {
        using Store store = new();
        string closed = Directory.CreateDirectory(Path.Combine(store.Root, "closed")).FullName;
        Directory.CreateDirectory(Path.Combine(closed, "secrets"));
        File.SetUnixFileMode(closed, UnixFileMode.None);

        Outcome inject = Built.RunAsOrdinaryUser(store, Built.Tool, "inject", "--no-project", "--source", "secrets-directory:closed/secrets");
        File.SetUnixFileMode(closed, Owner | UnixFileMode.UserExecute);

        Assert.Contains("secrets is denied", inject.Exits(1).Error);
    }
}
