namespace LlamaEnv.Files.Tests.Wiring;

/// <summary>A secret in the user secrets stays there unless somebody asks for a copy by name.</summary>
[TestClass]
public sealed class UserSecretsCopyTests
{
    private const string Web = """{ "libraries": {}, "project": { "frameworks": { "net10.0": { "frameworkReferences": { "Microsoft.AspNetCore.App": {} } } } } }""";

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void By_default_nothing_is_copied_and_that_is_said(bool inBuild)
    {
        using Machine machine = Given();

        InjectResult result = machine.Inject(Project() with { InBuild = inBuild });

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual("user-secrets", result.Credentials[0].Source);
        Assert.IsFalse(File.Exists(machine.EnvFile));
        Assert.Contains("valid. Not copied: the program reads user secrets itself, in Development; LlamaEnvOutput at dotenv copies them", result.Summary);
        Assert.AreEqual(inBuild, result.Record.Contains("ReadsUserSecrets=true", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(true, "dotenv", null)]
    [DataRow(false, "dotenv", null)]
    [DataRow(false, null, "user-secrets")]
    public void Asked_for_by_name_it_is_copied(bool inBuild, string? output, string? source)
    {
        using Machine machine = Given();
        Settings settings = Project() with { InBuild = inBuild };

        InjectResult result = machine.Inject(settings.With(Setting.Outputs, output is null ? [] : [output]).With(Setting.Sources, source is null ? [] : [source]));

        Assert.AreEqual("", result.Codes);
        Assert.Contains(Fake.Key("Secrets"), File.ReadAllText(machine.EnvFile));
        Assert.DoesNotContain("Not copied", result.Summary);
        Assert.DoesNotContain("ReadsUserSecrets", result.Record);
    }

    [TestMethod]
    public void A_build_that_only_orders_its_sources_asks_for_no_copy()
    {
        using Machine machine = Given();
        machine.Inject(Project().With(Setting.Sources, ["user-secrets"]) with { InBuild = true });
        Assert.IsFalse(File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void A_declared_secret_stays_too_and_the_rest_is_written()
    {
        using Machine machine = Given("""{ "OPENAI_API_KEY": "fake-openai", "MODE": "fast" }""").WithKeyAndProject();

        machine.Inject(Project() with { InBuild = true, Variables = [new("OPENAI_API_KEY"), new("MODE", Secret: "false")] });

        string text = File.ReadAllText(machine.EnvFile);
        Assert.Contains(Fake.Key("Environment"), text);
        Assert.Contains("MODE=fast", text);
        Assert.DoesNotContain("fake-openai", text);
    }

    [TestMethod]
    public void The_set_stays_whole_beside_a_variable_that_is_written()
    {
        using Machine machine = Given().Set("MINE", "42");
        machine.Inject(Project() with { InBuild = true, Variables = [new("MINE")] });
        Assert.AreEqual("MINE=42\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void A_copy_of_an_earlier_build_is_left_and_named()
    {
        using Machine machine = Given().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n");

        InjectResult result = machine.Inject(Project() with { InBuild = true });

        Assert.Contains($"{machine.EnvFile} still has an older key: delete it", result.Summary);
        Assert.AreEqual($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    [DataRow("""{ "libraries": {} }""", "program", "no package here reads user secrets. Add LlamaEnv.Hosting", "")]
    [DataRow("""{ "libraries": {} }""", "test", "no package here reads user secrets", "LLENV0061")]
    [DataRow("""{ "libraries": { "Microsoft.Extensions.Configuration.UserSecrets/10.0.0": { "type": "package" } } }""", "test", "the program reads user secrets itself", "")]
    [DataRow("""{ "libraries": { "LlamaEnv.Hosting/1.0.0": { "type": "package" } } }""", "program", "the program reads user secrets itself", "")]
    [DataRow(Web, "program", "the program reads user secrets itself", "")]
    public void Whether_anything_reads_them_is_looked_up(string assets, string kind, string says, string codes)
    {
        using Machine machine = Given();
        string project = machine.Folder.Write("project/App.csproj", "");

        InjectResult result = machine.Inject(Project().OverriddenBy(new Settings
        {
            InBuild = true,
            [Setting.ProjectKind] = kind,
            [Setting.ProjectFile] = project,
            [Setting.ReferencedIn] = [project],
            [Setting.AssetsFile] = machine.Folder.Write("project/obj/project.assets.json", assets),
        }));

        Assert.AreEqual(codes, result.Codes);
        Assert.Contains(says, result.Note);
    }

    private static Machine Given(string? json = null)
    {
        Machine machine = new();
        machine.Set("HOME", machine.Folder.At("home")).Folder.Write("home/.microsoft/usersecrets/demo/secrets.json", json ?? $$"""{ "LlamaCloud:ApiKey": "{{Fake.Key("Secrets")}}" }""");
        return machine;
    }

    private static Settings Project() => new() { [Setting.UserSecretsId] = "demo" };
}
