using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests;

[TestClass]
public sealed class CommandTests
{
    private const string NameOfKey = "llx-Fa****Fake";

    /// <summary>A redirection to what takes nothing, like a full disk.</summary>
    private const string ReadOnly = "<\"$0\"";

    [TestMethod]
    public void Get_prints_a_table_without_a_key()
    {
        using Store store = WithTwoProfiles();

        Outcome run = Tool(store, "auth", "get").Exits(0);

        Assert.AreEqual(
            """
            NAME              API_URL                          PROJECT_ID                            ACTIVE  AUTH
            llx-Fa****Fake    https://api.cloud.llamaindex.ai  12345678-1234-1234-1234-123456789abc  yes     token
            user@example.com  https://api.cloud.llamaindex.ai  87654321-4321-4321-4321-cba987654321  no      oidc

            """,
            run.Output);
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void Get_prints_json_a_list_of_all_and_an_object_of_one()
    {
        using Store store = WithTwoProfiles();

        string one = Tool(store, "auth", "get", NameOfKey, "-o", "json").Exits(0).Output;

        Assert.AreEqual(
            """
            {
              "name": "llx-Fa****Fake",
              "api_url": "https://api.cloud.llamaindex.ai",
              "project_id": "12345678-1234-1234-1234-123456789abc",
              "active": true,
              "auth_type": "token"
            }

            """,
            one);
        Assert.StartsWith("[\n  {\n    \"name\": \"llx-Fa****Fake\",\n", Tool(store, "auth", "get", "-o", "JSON").Exits(0).Output);
    }

    [TestMethod]
    public void Get_prints_yaml_with_a_blank_line_behind_it()
    {
        using Store store = WithTwoProfiles();

        Assert.AreEqual(
            """
            name: llx-Fa****Fake
            api_url: https://api.cloud.llamaindex.ai
            project_id: 12345678-1234-1234-1234-123456789abc
            active: true
            auth_type: token


            """,
            Tool(store, "auth", "get", NameOfKey, "-o", "yaml").Exits(0).Output);
    }

    [TestMethod]
    public void Without_profiles_get_says_so_and_makes_no_store()
    {
        using Store store = new();

        Outcome text = Tool(store, "auth", "get").Exits(0);
        Outcome json = Tool(store, "auth", "get", "--output", "json").Exits(0);

        Assert.AreEqual("", text.Output);
        Assert.Contains("no profiles found", text.Error);
        Assert.AreEqual("[]\n", json.Output);
        Assert.IsEmpty(Directory.GetFileSystemEntries(store.Root));
    }

    [TestMethod]
    public void A_key_in_the_place_of_a_name_or_project_is_not_shown()
    {
        using Store store = WithTwoProfiles().With($"UPDATE profiles SET name = '{Sample.KeyText}', project_id = '{Sample.KeyText}'  WHERE api_key IS NOT NULL");

        foreach (string format in (IEnumerable<string>)["text", "json", "yaml"])
            Assert.DoesNotContain("llx-", Tool(store, "auth", "get", "-o", format).Exits(0).Output);
    }

    [TestMethod]
    [DataRow("get")]
    [DataRow("use")]
    [DataRow("logout")]
    public void An_unknown_name_fails_and_lists_the_profiles(string command)
    {
        using Store store = WithTwoProfiles();

        Outcome run = Tool(store, "auth", command, "nobody").Exits(1);

        Assert.AreEqual("", run.Output);
        Assert.StartsWith($"llama-env : error LLENV0007: profile 'nobody' does not exist in environment {Sample.Cloud}. Its profiles: {NameOfKey}, user@example.com (", run.Error);
    }

    [TestMethod]
    [DataRow("use")]
    [DataRow("logout")]
    public void Without_a_name_and_a_terminal_the_choices_are_listed(string command)
    {
        using Store store = WithTwoProfiles();

        Outcome run = Tool(store, "auth", command).Exits(1);

        Assert.AreEqual(
            $"""
            Select profile:
            - {NameOfKey} ({Sample.Cloud}) [current]
            - user@example.com ({Sample.Cloud})
            llama-env : error LLENV0008: one of these has to be chosen, and there is no interactive terminal to ask at. Pass NAME to choose one. To inspect choices, run: dotnet llama-env auth get (https://github.com/llamaenv/llamaenv/blob/main/docs/diagnostics/LLENV0008.md)

            """,
            run.Error);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    [DataRow("use")]
    [DataRow("logout")]
    [DataRow("use", "nobody")]
    [DataRow("logout", "nobody")]
    public void Without_a_store_nothing_can_be_done_and_none_is_made(string command, params string[] name)
    {
        using Store store = new();

        Tool(store, ["auth", command, .. name]).Exits(1);

        Assert.IsEmpty(Directory.GetFileSystemEntries(store.Root));
    }

    [TestMethod]
    public void Use_makes_a_profile_current()
    {
        using Store store = WithTwoProfiles();

        Outcome run = Tool(store, "auth", "use", "user@example.com").Exits(0);

        Assert.AreEqual("llama-env: switched profile user@example.com\n", run.Error);
        Assert.AreEqual("user@example.com", store.Database.ListProfiles().Current!.Name);
    }

    [TestMethod]
    public void Inject_writes_the_current_profile_whatever_the_environment_holds()
    {
        using Store store = WithTwoProfiles();
        store.Environment["LLAMA_CLOUD_API_KEY"] = Sample.AlikeKey.Reveal();
        store.Environment["LLAMA_AGENTS_PROJECT_ID"] = Sample.OtherProject;
        store.Environment["LLAMA_CLOUD_USE_PROFILE"] = "nonsense";

        Outcome run = Tool(store, "auth", "inject", "--env-file", "sub/here.env").Exits(0);

        Assert.AreEqual("", run.Output);
        Assert.AreEqual(
            $"LLAMA_CLOUD_API_KEY={Sample.KeyText}\nLLAMA_CLOUD_BASE_URL={Sample.Cloud}\nLLAMA_AGENTS_PROJECT_ID={Sample.Project}\n",
            File.ReadAllText(Path.Combine(store.Root, "sub", "here.env")));
    }

    [TestMethod]
    [DataRow("DELETE FROM settings WHERE key = 'current_profile'", "LLENV0007")]
    [DataRow("UPDATE profiles SET api_key = NULL", "LLENV0001")]
    [DataRow("UPDATE profiles SET api_key = ''", "LLENV0001")]
    public void Without_a_current_key_inject_fails_and_leaves_the_file(string sql, string code)
    {
        using Store store = WithTwoProfiles().With(sql);
        string file = Path.Combine(store.Root, ".env");
        File.WriteAllText(file, "LLAMA_CLOUD_API_KEY=old\n");

        Outcome run = Tool(store, "auth", "inject").Exits(1);

        Assert.Contains($"error {code}: ", run.Error);
        Assert.AreEqual("LLAMA_CLOUD_API_KEY=old\n", File.ReadAllText(file));
    }

    [TestMethod]
    public void Environments_are_listed_also_without_a_store()
    {
        using Store store = new();

        Assert.AreEqual($"API_URL                          REQUIRES_AUTH  ACTIVE\n{Sample.Cloud}  yes            yes\n", Tool(store, "environments", "get").Exits(0).Output);
        Assert.AreEqual($"api_url: {Sample.Cloud}\nrequires_auth: true\nactive: true\n\n", Tool(store, "environments", "get", Sample.Cloud + "/", "-o", "yaml").Exits(0).Output);
        Assert.Contains($"Environments: {Sample.Cloud}. Add one with: ", Tool(store, "environments", "get", "https://nowhere.example.com").Exits(1).Error);
        Assert.IsEmpty(Directory.GetFileSystemEntries(store.Root));
    }

    [TestMethod]
    public void A_deleted_environment_takes_its_profiles_along()
    {
        using Store store = WithTwoProfiles();
        store.Database.PutEnvironment(new StoredEnvironment(Sample.Europe, true));
        store.Database.SaveKey(Sample.Europe, Sample.Project, Sample.AlikeKey);

        Outcome run = Tool(store, "environments", "delete", Sample.Europe + "/").Exits(0);

        Assert.AreEqual($"llama-env: deleted environment {Sample.Europe} and its profiles\nllama-env: the current environment is {Sample.Cloud}\n", run.Error);
        Assert.HasCount(2, store.Database.ListProfiles().All);
        Assert.AreEqual("2", store.Query("SELECT count(*) FROM profiles"));
    }

    [TestMethod]
    [DataRow(Sample.Cloud, "it is the default")]
    [DataRow("https://nowhere.example.com", "does not exist. Environments: " + Sample.Cloud)]
    public void An_environment_that_cannot_be_deleted_is_an_error(string url, string reason)
    {
        using Store store = WithTwoProfiles();

        Assert.Contains(reason, Tool(store, "environments", "delete", url).Exits(1).Error);

        Assert.HasCount(2, store.Database.ListProfiles().All);
    }

    [TestMethod]
    [DataRow("auth")]
    [DataRow("auth", "get", "-o", "wide")]
    [DataRow("auth", "get", "--oops")]
    [DataRow("environments", "delete")]
    [DataRow("environments", "delete", "--oops")]
    [DataRow("environments", "add", "--oops")]
    public void A_command_line_that_makes_no_sense_exits_with_2(params string[] arguments)
    {
        using Store store = new();

        Outcome run = Tool(store, arguments).Exits(2);

        Assert.Contains($"Try 'dotnet llama-env {string.Join(' ', arguments.Take(2).Where(a => a[0] != '-'))} --help'.", run.Error);
    }

    [TestMethod]
    public void A_store_that_cannot_be_used_is_one_line_with_a_code()
    {
        using Store store = WithTwoProfiles().With("PRAGMA user_version = 3");

        Outcome run = Tool(store, "auth", "use", NameOfKey).Exits(1);

        Assert.StartsWith($"{store.File} : error LLENV0002: the llamactl store {store.File} cannot be used: its schema is version 3", run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(">&-", "auth get")]
    [DataRow("1" + ReadOnly, "auth get")]
    [DataRow("1" + ReadOnly, "auth get -o json")]
    [DataRow("1" + ReadOnly, "auth inject --help")]
    public void Output_that_cannot_be_written_is_an_error_that_says_so(string redirection, string command)
    {
        using Store store = WithTwoProfiles();

        Outcome run = Built.Run(store, "/bin/sh", "-c", $"\"$0\" {command} {redirection}", Built.Tool).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0903: standard output cannot be written to: ", run.Error);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("2>&-", NameOfKey, 0)]
    [DataRow("2" + ReadOnly, NameOfKey, 0)]
    [DataRow("2" + ReadOnly, "nobody", 1)]
    public void Where_nothing_can_be_told_the_work_is_done(string redirection, string name, int exitCode)
    {
        using Store store = WithTwoProfiles();
        store.Database.UseProfile("user@example.com");

        Built.Run(store, "/bin/sh", "-c", $"\"$0\" auth use '{name}' {redirection}", Built.Tool).Exits(exitCode);

        Assert.AreEqual(exitCode == 0 ? NameOfKey : "user@example.com", store.Database.ListProfiles().Current!.Name);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("auth", "get")]
    [DataRow("auth", "inject")]
    [DataRow("inject")]
    public void In_a_folder_that_is_gone_the_fix_is_told(params string[] arguments)
    {
        using Store store = WithTwoProfiles();

        Outcome run = Built.Run(store, "/bin/sh", ["-c", "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" \"$@\"", Built.Tool, .. arguments]).Exits(1);

        Assert.StartsWith("llama-env : error LLENV0903: the current folder is gone. Change to one that exists", run.Error);
    }

    [TestMethod]
    [DataRow("Create one with: dotnet llama-env auth login", "auth", "use")]
    [DataRow("Create one with: dotnet llama-env auth login", "auth", "logout")]
    [DataRow("Add one with: dotnet llama-env environments add URL", "environments", "use", Sample.Europe)]
    [DataRow("choose one with 'dotnet llama-env auth use'", "auth", "inject")]
    public void What_is_not_there_comes_with_the_command_that_makes_it(string fix, params string[] arguments)
    {
        using Store store = new();

        Assert.Contains(fix, Tool(store, arguments).Exits(1).Error);
    }

    private static Outcome Tool(Store store, params IEnumerable<string> arguments) => Built.Run(store, Built.Tool, arguments);

    private static Store WithTwoProfiles()
    {
        Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.OtherProject, Sample.Login);
        store.Database.SaveKey(Sample.Cloud, Sample.Project, Sample.Key);
        return store;
    }
}
