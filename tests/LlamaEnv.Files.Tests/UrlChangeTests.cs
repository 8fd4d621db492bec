using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

/// <summary>A URL, and with it the region, does not get lost without a word: LLENV0021.</summary>
[TestClass]
public sealed class UrlChangeTests
{
    private const string Europe = "https://api.cloud.eu.llamaindex.ai";
    private const string Launch = "project/Properties/launchSettings.json";

    [TestMethod]
    public void The_url_of_a_file_that_another_takes_the_place_of_is_named_once()
    {
        using Machine machine = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_BASE_URL={Europe}\n");

        Diagnostic finding = machine.Inject().Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.UrlChanged, DiagnosticSeverity.Warning, machine.EnvFile), (finding.Code, finding.Severity, finding.File));
        Assert.Contains($"{machine.EnvFile} holds LLAMA_CLOUD_BASE_URL {Europe}, and https://api.cloud.llamaindex.ai (from default) replaces it", finding.Message);
        Assert.Contains("LlamaEnvBaseUrl / --base-url", finding.Message);
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_dry_run_says_it_too_and_every_time()
    {
        using Machine machine = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_BASE_URL={Europe}\n");
        Assert.AreEqual("LLENV0021", machine.Inject(new Settings { DryRun = true }).Codes);
        Assert.AreEqual("LLENV0021", machine.Inject(new Settings { DryRun = true }).Codes);
    }

    [TestMethod]
    [DataRow(Europe, "LLENV0021")]
    [DataRow("'https://llama.example.com'", "LLENV0021")]
    [DataRow("api.cloud.eu.llamaindex.ai", "LLENV0021")]
    [DataRow("https://cloud.eu.llamaindex.ai", "LLENV0021")]
    // what means the same server, or none
    [DataRow("https://api.cloud.llamaindex.ai/", "")]
    [DataRow("https://API.cloud.llamaindex.ai", "")]
    [DataRow("https://api.cloud.llamaindex.ai:443", "")]
    [DataRow("api.cloud.llamaindex.ai", "")]
    [DataRow("https://cloud.llamaindex.ai", "")]
    [DataRow("", "")]
    [DataRow("\"\"", "")]
    [DataRow("https://your-domain.com", "")]
    [DataRow("<url>", "")]
    public void A_url_counts_if_it_means_another_server(string held, string codes)
    {
        using Machine machine = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_BASE_URL={held}\n");
        Assert.AreEqual(codes, machine.Inject().Codes);
    }

    [TestMethod]
    public void Launch_settings_and_user_secrets_too()
    {
        using Machine machine = new Machine().WithKey();
        machine.Set("HOME", machine.Folder.At("home"));
        machine.Folder.Write(Launch, $$"""{ "profiles": { "A": { "commandName": "Project", "environmentVariables": { "LLAMA_CLOUD_BASE_URL": "{{Europe}}" } }, "B": { "commandName": "Project", "environmentVariables": { "LLAMA_CLOUD_BASE_URL": "{{Europe}}" } } } }""");
        machine.Folder.Write("home/.microsoft/usersecrets/demo/secrets.json", $$"""{ "LlamaCloud": { "BaseUrl": "{{Europe}}" } }""");
        Settings settings = new() { [Setting.Outputs] = ["launch-settings", "user-secrets"], [Setting.UserSecretsId] = "demo" };

        Assert.AreEqual("LLENV0021 LLENV0021", machine.Inject(settings).Codes);
        Assert.AreEqual("", machine.Inject(settings).Codes);
    }

    [TestMethod]
    public void A_url_that_is_given_is_meant()
    {
        using Machine machine = new Machine().WithKey("https://llama.example.org").WithEnvFile($"LLAMA_CLOUD_BASE_URL={Europe}\n");
        Assert.AreEqual("", machine.Inject(new Settings { [Setting.BaseUrl] = Fake.Url }).Codes);
        Assert.Contains($"LLAMA_CLOUD_BASE_URL={Fake.Url}\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void The_url_beside_the_key_keeps_it()
    {
        using Machine machine = new Machine().WithKey(Europe).WithEnvFile($"LLAMA_CLOUD_BASE_URL={Europe}\n");
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void The_url_of_the_environment_that_is_not_used_is_named_in_every_run()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_BASE_URL", Europe).WithProfile();

        for (int run = 0; run < 2; run++)
        {
            Diagnostic finding = machine.Inject().Diagnostics.Single();
            Assert.AreEqual((DiagnosticCodes.UrlChanged, DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
            Assert.Contains($"{Europe} in the environment but not used, because the key is from profile 'work' and goes to https://api.cloud.llamaindex.ai", finding.Message);
            Assert.Contains("LlamaEnvBaseUrl / --base-url", finding.Message);
        }
    }

    [TestMethod]
    public void A_key_that_gives_way_to_a_profile_takes_its_url_along()
    {
        using Machine machine = new Machine().WithKey(Europe).WithProfile();
        Assert.AreEqual("LLENV0004 LLENV0021", machine.Inject().Codes);
    }

    [TestMethod]
    public void The_url_of_the_environment_beside_a_key_in_the_file_is_not_used()
    {
        using Machine machine = new Machine().Set("llama_cloud_base_url", Europe).WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual("LLENV0021", machine.Inject().Codes);
    }

    [TestMethod]
    [DataRow("https://api.cloud.llamaindex.ai/")]
    [DataRow("")]
    [DataRow("https://your-domain.com")]
    [DataRow("$(URL)")]
    public void An_unused_url_that_means_nothing_else_is_not_worth_a_word(string url)
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_BASE_URL", url).WithProfile();
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    [DataRow("LLAMACLOUD_API_URL", Europe)]
    [DataRow("LLAMA_CLOUD_URL", Europe)]
    [DataRow("LLAMA_CLOUD_API_URL", Europe)]
    [DataRow("LLAMA_CLOUD_ENDPOINT", "api.cloud.eu.llamaindex.ai")]
    [DataRow("LLAMA_CLOUD_BASE_ULR", Europe)]
    [DataRow("LLAMA_CLOUD_BASEURL", Europe)]
    [DataRow("LLAMA_PARSE_BASE_URL", Europe)]
    [DataRow("LlamaCloud__BaseUrl", Europe)]
    [DataRow("LLAMACLOUD_REGION", "eu")]
    [DataRow("LLAMA_CLOUD_REGION", "EU")]
    [DataRow("LLAMA_CLOUD_REGION", "eu-central-1")]
    public void A_url_under_another_name_is_named_where_the_default_is_used(string name, string value)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set(name, value);

        Diagnostic finding = machine.Inject().Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.UrlChanged, DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.StartsWith($"{name} is set, but LlamaEnv and the official SDKs do not read that name, so the key goes to https://api.cloud.llamaindex.ai, the default. Set LLAMA_CLOUD_BASE_URL to ", finding.Message);
        Assert.Contains(value.StartsWith("api.", StringComparison.Ordinal) ? value : Europe, finding.Message);
    }

    [TestMethod]
    [DataRow("LLAMACLOUD_API_URL", "https://api.cloud.llamaindex.ai/")]
    [DataRow("LLAMACLOUD_REGION", "us")]
    [DataRow("LLAMACLOUD_REGION", "something")]
    [DataRow("OLLAMA_BASE_URL", "http://localhost:11434")]
    [DataRow("LLAMA_BASE_URL", "http://localhost:8080")]
    [DataRow("LLAMA_CLOUD_APP_URL", "https://cloud.eu.llamaindex.ai")]
    public void A_name_that_changes_nothing_is_not_worth_a_word(string name, string value)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set(name, value);
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_url_under_the_right_name_makes_others_meaningless()
    {
        using Machine machine = new Machine().WithKeyAndProject(Fake.Url).Set("LLAMACLOUD_API_URL", Europe);
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_url_under_another_name_is_found_in_the_file()
    {
        using Machine machine = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\nLLAMACLOUD_API_URL={Europe}\n");

        Diagnostic finding = machine.Inject().Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.UrlChanged, machine.EnvFile, 2), (finding.Code, finding.File, finding.Line));
    }

    [TestMethod]
    public void A_credential_in_a_url_is_not_shown()
    {
        using Machine machine = new Machine().WithKey().Set("LLAMACLOUD_API_URL", "https://me:FakeUrlPart@llama.example.com").WithEnvFile("LLAMA_CLOUD_BASE_URL=https://llx-FakeUrlPart@llama.example.com\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0021 LLENV0021", result.Codes);
        Assert.DoesNotContain("FakeUrlPart", result.Messages);
    }

    [TestMethod]
    [DataRow("FakeKeyOfAnyShape")]
    [DataRow("https://llama.example.com/?key=FakeKeyOfAnyShape")]
    [DataRow("https://llama.example.com/#FakeKeyOfAnyShape")]
    [DataRow("sk-FakeKeyOfAnyShape")]
    [DataRow("Fake.Key.Of.Any.Shape1")]
    public void What_may_be_a_key_in_the_place_of_the_url_is_not_shown(string url)
    {
        using Machine file = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_BASE_URL={url}\n");
        using Machine environment = new Machine().Set("LLAMA_CLOUD_BASE_URL", url).WithProfile();
        using Machine misspelt = new Machine().WithKey().Set("LLAMACLOUD_API_URL", url);

        foreach (Machine machine in (Machine[])[file, environment, misspelt])
            Assert.DoesNotContain("Fake", machine.Inject(new Settings { DryRun = true }).Messages);
    }

    [TestMethod]
    public void Two_projects_that_take_turns_in_a_file_are_told()
    {
        using Machine machine = new Machine().WithKey();
        Settings one = new() { [Setting.Project] = Fake.Project(1) };
        Settings other = new() { [Setting.Project] = Fake.Project(2) };
        Assert.AreEqual("", machine.Inject(one).Codes);

        Diagnostic finding = machine.Inject(other).Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.ForeignProject, DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains($"holds LLAMA_AGENTS_PROJECT_ID {Fake.Project(1)} for the same key, and {Fake.Project(2)}", finding.Message);
        Assert.Contains("LlamaEnvFile", finding.Message);
        Assert.AreEqual("", machine.Inject(other).Codes);
        Assert.AreEqual("LLENV0020", machine.Inject(one).Codes);
    }

    [TestMethod]
    [DataRow("value")]
    [DataRow("reference")]
    public void In_launch_settings_too(string mode)
    {
        using Machine machine = new Machine().WithKey();
        Settings settings = new() { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = mode, [Setting.Project] = Fake.Project(1) };

        Assert.AreEqual("", machine.Inject(settings).Codes);
        Assert.AreEqual("LLENV0020", machine.Inject(settings.With(Setting.Project, Fake.Project(2))).Codes);
    }

    [TestMethod]
    public void Another_key_has_another_project()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("Old")}\nLLAMA_AGENTS_PROJECT_ID={Fake.Project(2)}\n");
        Assert.AreEqual("", machine.Inject().Codes);
    }
}
