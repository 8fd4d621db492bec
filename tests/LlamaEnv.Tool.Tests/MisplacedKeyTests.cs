using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Tool.Tests;

/// <summary>A key where a path, a URL or a name belongs, through the real tool: no channel may show it.</summary>
[TestClass]
public sealed class MisplacedKeyTests
{
    /// <summary>LlamaCloud's, other providers', and one that looks like nothing but is in the environment.</summary>
    private static readonly string[] s_keys =
    [
        Sample.KeyText, "sk-proj-FakeCanary0123456789FakeCanary", "ghp_FakeCanary0123456789FakeCanary", "eyJFakeCanary0.FakeCanary1.FakeCanary2", "fake.canary.of.a.deployment.of.our.own",
    ];

    /// <summary><c>KEY</c> stands for the key.</summary>
    private static readonly string[][] s_commands =
    [
        ["inject", "--no-project", "--env-file", "KEY"],
        ["inject", "--no-project", "--env-file", "no/such/KEY/.env"],
        ["inject", "--no-project", "--env-file", "/KEY/.env", "--dry-run"],
        ["inject", "--no-project", "--env-file", "profiles.db/KEY"],
        ["inject", "--no-project", "--source", "dotenv:KEY"],
        ["inject", "--no-project", "--source", "dotenv:/x/KEY/y", "--dry-run"],
        ["inject", "--no-project", "--source", "profile:KEY", "--dry-run"],
        ["inject", "--no-project", "--source", "KEY"],
        ["inject", "--no-project", "--source", "environment:KEY"],
        ["inject", "--no-project", "--profile", "KEY", "--source", "profile"],
        ["inject", "--no-project", "--project", "KEY", "--dry-run"],
        ["inject", "--no-project", "--base-url", "KEY"],
        ["inject", "--no-project", "--base-url", "https://KEY/", "--dry-run"],
        ["inject", "--no-project", "--base-url", "https://KEY.example.com", "--dry-run"],
        ["inject", "--no-project", "--base-url", "https://example.com/KEY", "--dry-run"],
        ["inject", "--no-project", "--base-url", "https://KEY@example.com", "--dry-run"],
        ["inject", "--no-project", "--base-url", "http://example.com?KEY", "--dry-run"],
        ["inject", "--no-project", "--base-url", "KEY://example.com", "--dry-run"],
        ["inject", "--no-project", "--to", "KEY"],
        ["inject", "--no-project", "--to", "launch-settings", "--launch-profile", "KEY", "--dry-run"],
        ["inject", "KEY"],
        ["inject", "no/such/KEY.csproj"],
        ["inject", "--KEY"],
        ["inject", "--no-project", "KEY"],
        ["inject", "--no-project", "--dry-run=KEY"],
        ["export", "--no-project", "--format", "KEY"],
        ["export", "--no-project", "--format", "kubernetes", "--name", "KEY=KEY"],
        ["export", "--no-project", "--format", "json", "--name", "KEY"],
        ["export", "--format", "json", "KEY"],
        ["check", "KEY"],
        ["check", "--no-project", "--wait", "KEY"],
        ["check", "--no-project", "--source", "dotenv:KEY", "-o", "json"],
        ["check", "--no-project", "--online", "--base-url", "http://127.0.0.1:1", "--project", "KEY"],
        ["explain", "KEY"],
        ["explain", "LLENV1KEY"],
        ["explain", ".", "KEY"],
        ["explain", "--no-project", "-o", "yaml", "--env-file", "no/such/KEY/.env"],
        ["explain", "--no-project", "--base-url", "https://KEY.example.com", "-o", "json"],
        ["KEY"],
        ["-KEY"],
        ["@KEY"],
        ["auth", "KEY"],
        ["auth", "get", "KEY"],
        ["auth", "get", "KEY", "-o", "json"],
        ["auth", "get", "-o", "KEY"],
        ["auth", "use", "KEY"],
        ["auth", "logout", "KEY"],
        ["auth", "inject", "--env-file", "no/such/KEY/x"],
        ["auth", "token", "KEY"],
        ["auth", "token", "--project", "KEY"],
        ["environments", "get", "KEY"],
        ["environments", "add", "KEY"],
        ["environments", "add", "https://KEY.invalid"],
        ["environments", "add", "https://example.com/KEY"],
        ["environments", "use", "KEY"],
        ["environments", "delete", "KEY"],
        ["projects", "get", "KEY"],
        ["projects", "use", "KEY"],
        ["projects", "get", "--org", "KEY"],
        ["organizations", "KEY"],
    ];

    public static IEnumerable<object[]> Cases => s_keys.Select((_, index) => new object[] { index });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void It_is_shown_by_no_command(int index)
    {
        string key = s_keys[index];
        foreach (string[] command in s_commands)
        {
            using Store store = new();
            store.Environment[index switch { 0 => "GITHUB_ACTIONS", 1 => "TF_BUILD", _ => "CI" }] = "true";
            store.Environment["LLAMA_CLOUD_API_KEY"] = key;
            // Nothing answers at the address of this one.
            store.Database.PutEnvironment(new StoredEnvironment("http://127.0.0.1:1", RequiresAuth: true));

            Outcome run = Built.Run(store, Built.Tool, command.Select(argument => argument.Replace("KEY", key, StringComparison.Ordinal)));

            DoesNotShow(key, run, string.Join(' ', command));
            if (command[0] == "inject")
                Assert.IsFalse(Directory.EnumerateFileSystemEntries(store.Root, "*", SearchOption.AllDirectories).Any(path => path.Contains(key[..12], StringComparison.Ordinal)), string.Join(' ', command));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void It_becomes_no_launch_profile(int index)
    {
        using Store store = new();
        store.Environment["LLAMA_CLOUD_API_KEY"] = s_keys[index];
        store.Environment["LLAMA_CLOUD_BASE_URL"] = "https://llama.example.com";

        Outcome run = Built.Run(store, Built.Tool, "inject", "--no-project", "--to", "launch-settings", "--launch-profile", s_keys[index]);

        DoesNotShow(s_keys[index], run.Exits(1), "--launch-profile");
        Assert.AreEqual("", store.Files);
    }

    [TestMethod]
    [DataRow("LLAMA_CLOUD_BASE_URL", "https://KEY.example.com")]
    [DataRow("LLAMA_CLOUD_BASE_URL", "KEY")]
    [DataRow("LLAMA_AGENTS_PROJECT_ID", "KEY")]
    [DataRow("LLAMACTL_CONFIG_DIR", "/no/KEY/such")]
    [DataRow("LLAMA_CLOUD_USE_PROFILE", "KEY")]
    [DataRow("XDG_CONFIG_HOME", "KEY")]
    [DataRow("HOME", "/home/KEY")]
    public void It_is_shown_from_no_variable(string name, string value)
    {
        foreach (string key in s_keys)
        {
            foreach (string[] command in (string[][])[["inject", "--no-project", "--dry-run"], ["inject", "--no-project"], ["explain", "--no-project"], ["check", "--no-project", "-o", "json"], ["auth", "get"], ["projects", "get"]])
            {
                using Store store = new();
                store.Environment["LLAMA_CLOUD_API_KEY"] = key;
                store.Environment[name] = value.Replace("KEY", key, StringComparison.Ordinal);
                store.Environment["LLAMA_CLOUD_BASE_URL"] = name == "LLAMA_CLOUD_BASE_URL" ? store.Environment[name] : "http://127.0.0.1:1";

                DoesNotShow(key, Built.Run(store, Built.Tool, command), $"{name} {string.Join(' ', command)}");
            }
        }
    }

    [TestMethod]
    [DataRow("explain")]
    [DataRow("check")]
    public void It_is_not_shown_from_a_file_that_has_it_twice(string command)
    {
        foreach (string key in s_keys)
        {
            foreach (string format in (string[])["text", "json", "yaml"])
            {
                using Store store = new();
                File.WriteAllText(Path.Combine(store.Root, ".env"), $"LLAMA_CLOUD_API_KEY={key}\nLLAMA_CLOUD_BASE_URL=https://example.com/{key}\nLLAMA_AGENTS_PROJECT_ID={key}\n");

                DoesNotShow(key, Built.Run(store, Built.Tool, command, "--no-project", "-o", format), $"{command} {format}");
            }
        }
    }

    /// <summary>Not even its beginning.</summary>
    private static void DoesNotShow(string key, Outcome run, string what)
    {
        Assert.DoesNotContain(key[..12], run.Output, what);
        Assert.DoesNotContain(key[..12], run.Error, what);
        Assert.DoesNotContain("LLENV0999", run.Error, what);
        Assert.DoesNotContain("Unhandled", run.Error, what);
    }
}
