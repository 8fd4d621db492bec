
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class InjectorTests
{
    [TestMethod]
    public void The_three_variables_are_appended_in_their_order()
    {
        using Machine machine = new Machine().WithProfile().WithEnvFile("OTHER=1\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual(
            $"OTHER=1\nLLAMA_CLOUD_API_KEY={Fake.Key("Profile")}\nLLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai\nLLAMA_AGENTS_PROJECT_ID={Fake.Project(2)}\n",
            File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void A_dry_run_writes_nothing_and_says_what_it_would_write()
    {
        using Machine machine = new Machine().WithProfile();
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(new Settings { DryRun = true, [Setting.File] = "new/.env" });

        Assert.IsTrue(result.Changed);
        Assert.AreEqual(machine.Folder.At("project", "new", ".env"), result.Files.Single().Path);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    public void Output_none_validates_only()
    {
        using Machine machine = new Machine().WithProfile();
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(new Settings { [Setting.Outputs] = ["none"] });

        Assert.IsTrue(result.Succeeded);
        Assert.IsEmpty(result.Files);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    public static IEnumerable<(string What, string Codes, Action<Machine> Arrange, Settings Settings)> Failures =>
    [
        ("key missing", "LLENV0001", static _ => { }, new Settings()),
        ("store broken", "LLENV0002", static m => m.WithBrokenStore(), new Settings()),
        ("bad use profile", "LLENV0005", static m => m.Set("LLAMA_CLOUD_USE_PROFILE", "?"), new Settings()),
        ("unknown output", "LLENV0006", static m => m.WithKeyAndProject(), new Settings { [Setting.Outputs] = ["dotenv", "xml"] }),
        ("profile not found", "LLENV0007", static m => m.WithProfile(), new Settings { [Setting.Profile] = "other" }),
        ("placeholder", "LLENV0010", static m => m.Set("LLAMA_CLOUD_API_KEY", "llx-...").Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1)), new Settings()),
        ("directory in place of the file", "LLENV0032", static m => m.WithKeyAndProject(), new Settings { [Setting.File] = "../project" }),
        ("file in place of the directory", "LLENV0032", static m => { m.WithKeyAndProject(); m.Folder.Write("file", ""); }, new Settings { [Setting.File] = "../file/.env" }),
        ("UTF-16", "LLENV0033", static m => { m.WithKeyAndProject(); File.WriteAllBytes(m.Folder.At("utf16.env"), [0xFF, 0xFE, 0x41, 0]); TempFolder.Close(m.Folder.At("utf16.env")); }, new Settings { [Setting.File] = "../utf16.env" }),
        ("not expressible", "LLENV0034", static m => m.Set("LLAMA_CLOUD_API_KEY", @"self\hosted'key").Set("LLAMA_CLOUD_BASE_URL", Fake.Url).Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1)), new Settings()),
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void A_failing_run_leaves_the_disk_as_it_was(string what, string codes, Action<Machine> arrange, Settings settings)
    {
        using Machine machine = new Machine().WithEnvFile("OTHER=1\n");
        arrange(machine);
        string before = machine.Folder.Snapshot();

        InjectResult result = machine.Inject(settings);

        Assert.AreEqual(codes, result.Codes, what);
        Assert.IsFalse(result.Succeeded);
        Assert.IsFalse(result.Changed);
        Assert.IsEmpty(result.Files);
        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    public void A_cancelled_run_writes_nothing()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string before = machine.Folder.Snapshot();

        Assert.ThrowsExactly<OperationCanceledException>(() => Injector.Inject(new Settings(), machine.Project, machine.Host, new CancellationToken(canceled: true)));

        Assert.AreEqual(before, machine.Folder.Snapshot());
    }

    [TestMethod]
    public void The_file_it_wrote_is_a_source_of_the_next_run()
    {
        using Machine machine = new Machine().WithProfile();
        machine.Inject();
        File.Delete(machine.Store);

        InjectResult result = machine.Inject();

        Assert.AreEqual((Fake.Key("Profile"), LlamactlStore.Cloud, Fake.Project(2)), (result.Key, result.Url, result.ProjectId));
        Assert.AreEqual("dotenv .env", result.Credentials[0].Source);
        Assert.IsFalse(result.Changed);
    }
}
