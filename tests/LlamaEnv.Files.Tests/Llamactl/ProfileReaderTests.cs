using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Files.Tests.Llamactl;

[TestClass]
public sealed class ProfileReaderTests
{
    private const string Eu = "https://api.cloud.eu.llamaindex.ai";

    private static readonly string s_key = Fake.Key("Profile");
    private static readonly string s_project = Fake.Project(2);

    public static IEnumerable<(string What, string Sql, string? Wanted, string? Found)> Stores =>
    [
        ("version 2, current", Version2With("work") + LlamactlStore.Current("work"), null, "work"),
        ("version 2, named", Version2With("work") + Profile("home") + LlamactlStore.Current("work"), "home", "home"),
        ("version 2, named, none current", Version2With("work"), "work", "work"),
        ("version 1, current", LlamactlStore.Version1 + Profile("work") + LlamactlStore.Current("work"), null, "work"),
        ("version 0, named", LlamactlStore.Version0 + Profile("work"), "work", "work"),
        ("version 0, current", LlamactlStore.Version0 + Profile("work"), null, null),
        ("version 3, current", LlamactlStore.Version3 + Profile("work") + LlamactlStore.Current("work"), null, "work"),
        ("none current", Version2With("work"), null, null),
        ("empty current", Version2With("work") + LlamactlStore.Current(""), null, null),
        ("dangling", Version2With("work") + LlamactlStore.Current("gone"), null, null),
        ("named but not there", Version2With("work") + LlamactlStore.Current("work"), "gone", null),
        ("names are case-sensitive", Version2With("work"), "Work", null),
        ("current only in another environment", Version2With("work") + LlamactlStore.Current("work") + LlamactlStore.CurrentEnvironment(Eu), null, null),
        ("same name in two environments", Version2With("work") + LlamactlStore.Profile("work", Eu, Fake.Key("Europe"), s_project) + LlamactlStore.Current("work"), null, "work"),
        ("no current environment", Version2With("work") + LlamactlStore.Current("work") + "DELETE FROM settings WHERE key = 'current_environment_api_url';", null, "work"),
        ("no environment at all", Version2With("work") + LlamactlStore.Current("work") + "DELETE FROM environments;", null, "work"),
        ("no profiles", LlamactlStore.Version2 + LlamactlStore.Current("work"), null, null),
        ("no tables", "CREATE TABLE other (x); DROP TABLE other;", null, null),
        ("a quote in the name", LlamactlStore.Version2 + Profile("o''brien") + LlamactlStore.Current("o''brien"), null, "o'brien"),
    ];

    [TestMethod]
    [DynamicData(nameof(Stores))]
    public void A_store_is_read_and_nothing_of_it_changes(string what, string sql, string? wanted, string? found)
    {
        using Machine machine = new Machine().WithStore(sql);

        ProfileReadResult reading = ReadUntouched(machine, wanted);

        Assert.AreEqual(found, reading.Profile?.Name, what);
        if (found is null)
            Assert.AreNotEqual("", reading.Reason);
        else
            Assert.AreEqual((s_key, LlamactlStore.Cloud, s_project), (reading.Profile!.ApiKey.Reveal(), reading.Profile.ApiUrl.Reveal(), reading.Profile.ProjectId.Reveal()));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void A_profile_without_key_is_found_without_one(string? key)
    {
        using Machine machine = new Machine().WithStore(LlamactlStore.Version2 + LlamactlStore.Profile("work", LlamactlStore.Cloud, key, s_project) + LlamactlStore.Current("work"));

        ProfileReadResult reading = ReadUntouched(machine);

        Assert.AreEqual("work", reading.Profile?.Name);
        Assert.IsTrue(reading.Profile!.ApiKey.IsEmpty);
    }

    [TestMethod]
    public void The_current_environment_decides_between_profiles_of_one_name()
    {
        using Machine machine = new Machine().WithStore(
            Version2With("work") + LlamactlStore.Profile("work", Eu, Fake.Key("Europe"), s_project)
            + LlamactlStore.Current("work") + LlamactlStore.CurrentEnvironment(Eu));

        ProfileReadResult reading = ReadUntouched(machine);

        Assert.AreEqual((Fake.Key("Europe"), Eu), (reading.Profile!.ApiKey.Reveal(), reading.Profile.ApiUrl.Reveal()));
    }

    [TestMethod]
    public void A_url_is_compared_exactly_and_its_slashes_go_when_it_is_used()
    {
        using Machine machine = new Machine().WithStore(
            LlamactlStore.Version2 + LlamactlStore.Profile("work", Fake.Url + "//", s_key, s_project)
            + LlamactlStore.Current("work") + LlamactlStore.CurrentEnvironment(Fake.Url + "//"));
        Assert.AreEqual(Fake.Url, machine.Inject().Url);

        using Machine other = new Machine().WithStore(
            LlamactlStore.Version2 + LlamactlStore.Profile("work", Fake.Url + "/", s_key, s_project)
            + LlamactlStore.Current("work") + LlamactlStore.CurrentEnvironment(Fake.Url));
        Assert.IsNull(ReadUntouched(other).Profile);
    }

    [TestMethod]
    [DataRow("with space")]
    [DataRow("a?b")]
    [DataRow("a#b")]
    [DataRow("a%20b%")]
    [DataRow("a&mode=rwc")]
    [DataRow(@"a\b")]
    [DataRow("größe-東-🦙")]
    public void The_path_may_hold_what_a_uri_must_escape(string directory)
    {
        using Machine machine = new();
        string path = machine.Folder.At(directory);
        LlamactlStore.Create(Path.Combine(path, "profiles.db"), Version2With("work") + LlamactlStore.Current("work"));
        machine.Set("LLAMACTL_CONFIG_DIR", path);

        Assert.AreEqual("work", ReadUntouched(machine).Profile?.Name);
    }

    [TestMethod]
    public void No_store_no_directory_and_none_is_made()
    {
        using Machine machine = new();
        Assert.IsNull(ReadUntouched(machine).Profile);
        Assert.IsFalse(Directory.Exists(machine.Folder.At("llamactl")));
    }

    [TestMethod]
    public void An_empty_file_is_no_store()
    {
        using Machine machine = new();
        machine.Folder.Write("llamactl/profiles.db", "");
        Assert.IsNull(ReadUntouched(machine).Profile);
    }

    [TestMethod]
    public void A_directory_in_place_of_the_store_is_broken()
    {
        using Machine machine = new();
        Directory.CreateDirectory(machine.Store);
        Assert.AreEqual("LLENV0002", CodeOfBroken(machine));
    }

    [TestMethod]
    [DataRow("VIEW profiles AS SELECT 'work' AS name, '' AS api_url, '' AS project_id, 'x' AS api_key")]
    [DataRow("VIRTUAL TABLE profiles USING fts5(name, api_url, project_id, api_key)")]
    public void What_is_no_ordinary_table_is_broken(string profiles)
    {
        using Machine machine = new Machine().WithStore($"CREATE {profiles}; CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);" + LlamactlStore.Current("work"));
        Assert.AreEqual("LLENV0002", CodeOfBroken(machine));
    }

    [TestMethod]
    public void Garbage_is_broken()
    {
        using Machine machine = new Machine().WithBrokenStore();
        Assert.AreEqual("LLENV0002", CodeOfBroken(machine));
    }

    [TestMethod]
    [DataRow(50)]
    [DataRow(4096)]
    [DataRow(10000)]
    public void A_truncated_store_is_broken(int length)
    {
        using Machine machine = new Machine().WithStore(Version2With("work") + LlamactlStore.Current("work"));
        using (FileStream file = new(machine.Store, FileMode.Open))
            file.SetLength(length);
        Assert.AreEqual("LLENV0002", CodeOfBroken(machine));
    }

    [TestMethod]
    public void A_lock_file_held_by_llamactl_does_not_matter()
    {
        using Machine machine = new Machine().WithProfile();
        using FileStream held = new(machine.Store + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.AreEqual("work", ProfileReader.Read(machine.Host, null, TimeSpan.Zero).Profile?.Name);
    }

    [TestMethod]
    public void A_writer_that_has_not_committed_does_not_matter()
    {
        using Machine machine = new Machine().WithProfile();
        using LlamactlConnection writer = new(machine.Store);
        writer.Execute("BEGIN IMMEDIATE; UPDATE profiles SET api_key = 'llx-uncommitted';");

        Assert.AreEqual(s_key, ProfileReader.Read(machine.Host, null, TimeSpan.Zero).Profile?.ApiKey.Reveal());
    }

    [TestMethod]
    public void Rows_only_in_the_log_of_an_open_connection_are_read()
    {
        using Machine machine = new Machine().WithStore("PRAGMA journal_mode = WAL;" + LlamactlStore.Version2);
        using LlamactlConnection open = new(machine.Store);
        open.Execute("PRAGMA wal_autocheckpoint = 0;" + Profile("work") + LlamactlStore.Current("work"));
        Assert.IsTrue(File.Exists(machine.Store + "-shm"));

        Assert.AreEqual(s_key, ReadUntouched(machine).Profile?.ApiKey.Reveal());
    }

    [TestMethod]
    public void A_store_with_a_closed_log_gets_no_new_one()
    {
        using Machine machine = new Machine().WithStore("PRAGMA journal_mode = WAL;" + Version2With("work") + LlamactlStore.Current("work"));
        Assert.HasCount(1, Directory.GetFiles(machine.Folder.At("llamactl")));

        Assert.AreEqual(s_key, ReadUntouched(machine).Profile?.ApiKey.Reveal());
    }

    [TestMethod]
    public void A_log_that_was_copied_without_its_index_is_read()
    {
        using Machine machine = new Machine().WithStore("PRAGMA journal_mode = WAL;" + LlamactlStore.Version2);
        string copy = machine.Folder.At("copy", "profiles.db");
        using (LlamactlConnection open = new(machine.Store))
        {
            open.Execute("PRAGMA wal_autocheckpoint = 0;" + Profile("work") + LlamactlStore.Current("work"));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(machine.Store, copy);
            File.Copy(machine.Store + "-wal", copy + "-wal");
        }

        machine.Set("LLAMACTL_CONFIG_DIR", machine.Folder.At("copy"));

        Assert.AreEqual(s_key, ReadUntouched(machine).Profile?.ApiKey.Reveal());
    }

    [TestMethod]
    public void A_named_profile_that_is_not_there_is_an_error()
    {
        using Machine machine = new Machine().WithProfile();

        Assert.AreEqual("LLENV0007", machine.Inject("profile:gone").Codes);
        Assert.AreEqual("LLENV0007", machine.Inject(new Settings { [Setting.Profile] = "gone" }).Codes);
        Assert.AreEqual("", machine.Inject("profile:work").Codes);
        Assert.AreEqual("", machine.Inject(new Settings { [Setting.Profile] = "work" }).Codes);
    }

    [TestMethod]
    public void A_named_profile_without_key_is_an_error()
    {
        using Machine machine = new Machine().WithProfile(key: null);
        Assert.AreEqual("LLENV0007", machine.Inject("profile:work").Codes);
    }

    [TestMethod]
    public void A_named_source_without_a_current_profile_is_an_error()
    {
        using Machine machine = new();
        Assert.AreEqual("LLENV0007", machine.Inject("profile").Codes);

        machine.WithStore(LlamactlStore.Version2 + LlamactlStore.Current("gone"));
        Assert.AreEqual("LLENV0007", machine.Inject("profile").Codes);
    }

    [TestMethod]
    public void By_default_a_store_without_a_current_profile_is_absent()
    {
        using Machine machine = new Machine().WithStore(LlamactlStore.Version2 + LlamactlStore.Current("gone")).WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual(Fake.Key("File"), result.Key);
    }

    [TestMethod]
    public void A_key_in_the_place_of_a_profile_name_is_not_repeated()
    {
        using Machine machine = new Machine().WithProfile();

        InjectResult setting = machine.Inject(new Settings { [Setting.Profile] = Fake.Key("Typed") });
        InjectResult source = machine.Inject($"profile:{Fake.Key("Typed")}");

        Assert.AreEqual("LLENV0007 LLENV0007", $"{setting.Codes} {source.Codes}");
        Assert.DoesNotContain("FakeTyped", setting.Messages + source.Messages);
        Assert.DoesNotContain("FakeTyped", string.Join('\n', setting.Trace) + string.Join('\n', source.Trace));
    }

    [TestMethod]
    public void A_name_llamactl_made_of_a_key_is_shown()
    {
        using Machine machine = new Machine().WithProfile();
        Assert.Contains("llx-AA****1234", machine.Inject("profile:llx-AA****1234").Messages);
        Assert.Contains("me@example.com", machine.Inject("profile:me@example.com").Messages);
    }

    private static string Version2With(string profile) => LlamactlStore.Version2 + Profile(profile);

    private static string Profile(string name) => LlamactlStore.Profile(name, LlamactlStore.Cloud, s_key, s_project);

    private static ProfileReadResult ReadUntouched(Machine machine, string? wanted = null)
    {
        string before = machine.Folder.Snapshot();
        ProfileReadResult reading = ProfileReader.Read(machine.Host, wanted, TimeSpan.FromSeconds(5));
        Assert.AreEqual(before, machine.Folder.Snapshot());
        return reading;
    }

    private static string CodeOfBroken(Machine machine)
    {
        string before = machine.Folder.Snapshot();
        string code = Assert.ThrowsExactly<LlamaEnv.Diagnostics.DiagnosticException>(() => ProfileReader.Read(machine.Host, null, TimeSpan.FromSeconds(5))).Diagnostic.Code;
        Assert.AreEqual(before, machine.Folder.Snapshot());
        return code;
    }
}
