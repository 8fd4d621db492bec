using LlamaEnv.Resolving;

namespace LlamaEnv.Hosting.Tests;

/// <summary>A program whose build found the set in the user secrets and copied it nowhere.</summary>
[TestClass]
public sealed class UserSecretsTests
{
    private const string Secrets = $$"""{ "LlamaCloud": { "ApiKey": "{{Fake.FileKey}}", "BaseUrl": "{{Fake.Europe}}", "ProjectId": "{{Fake.FileProject}}" } }""";

    // The environment; the key that is used, and what is said.
    [TestMethod]
    [DataRow("", Fake.FileKey, "user-secrets", "")]
    [DataRow($"LLAMA_CLOUD_API_KEY={Fake.Key}", Fake.Key, "environment", "LLENV0003")]
    [DataRow($"LLAMA_CLOUD_API_KEY={Fake.FileKey}", Fake.FileKey, "user-secrets", "")]
    [DataRow($"LLAMA_CLOUD_API_KEY={Fake.Key} LLAMA_AGENTS_PROJECT_ID={Fake.Project} LLAMA_CLOUD_USE_PROFILE=1", Fake.FileKey, "user-secrets", "")]
    [DataRow($"LLAMA_CLOUD_BASE_URL={Fake.DefaultUrl}", Fake.FileKey, "user-secrets", "LLENV0021")]
    public void It_has_them_by_the_rules_of_a_file(string environment, string key, string source, string codes)
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File("llx-AnOldKeyThatAnEarlierBuildWrote0123456789abcdefg"));

        LlamaEnvFileResult result = FileLoader.Load(Program(folder, Secrets, environment), null, required: true);

        Assert.AreEqual(codes, string.Join(' ', result.Diagnostics.Select(d => d.Code)));
        Assert.AreEqual((key, source), (result.Values[0].Value.Reveal(), result.Values[0].Source));
        Assert.DoesNotContain(folder.At(".env"), string.Join('\n', result.Diagnostics.Select(d => d.Message)));
    }

    [TestMethod]
    [DataRow(null, "user-secrets (")]
    [DataRow("{ }", "user-secrets (")]
    public void Without_them_it_says_where_it_looked(string? secrets, string asked)
    {
        using TempFolder folder = new();
        LlamaEnvFileResult result = FileLoader.Load(Program(folder, secrets, ""), null, required: true);

        Assert.AreEqual("LLENV0001", result.Diagnostics.Single().Code);
        Assert.Contains(asked, result.Diagnostics.Single().Message);
        Assert.Contains($"dotenv ({folder.At(".env")} does not exist)", result.Diagnostics.Single().Message);
    }

    [TestMethod]
    public void Broken_ones_end_the_load()
    {
        using TempFolder folder = new();
        folder.Write(".env", Fake.File());
        Assert.AreEqual("LLENV0002", FileLoader.Load(Program(folder, "{ broken", ""), null, required: true).Diagnostics.Single().Code);
    }

    [TestMethod]
    public void A_path_that_is_given_is_the_only_file()
    {
        using TempFolder folder = new();
        folder.Write("other.env", Fake.File(Fake.Key));
        LlamaEnvFileResult result = FileLoader.Load(Program(folder, Secrets, ""), folder.At("other.env"), required: true);
        Assert.AreEqual(Fake.Key, result.Values[0].Value.Reveal());
    }

    private static ProgramContext Program(TempFolder folder, string? secrets, string environment)
    {
        if (secrets is not null)
            folder.Write("Microsoft/UserSecrets/demo/secrets.json", secrets);
        HostEnvironment host = Fake.Host([("APPDATA", folder.Root), .. environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => (v.Split('=')[0], v.Split('=')[1]))]);
        ProgramContext program = Fake.Built(folder, host, settings: new Settings { [Setting.UserSecretsId] = "demo" });
        BuildRecord told = program.Build! with { Source = "user-secrets", ReadsUserSecrets = true };
        return program with { Build = BuildRecord.Decode(told.Encode()) };
    }
}
