
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class ResolverTests
{
    [TestMethod]
    public void The_environment_goes_before_the_profile_and_the_profile_before_the_file()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual(Fake.Key("Environment"), machine.Inject(new Settings { DryRun = true }).Key);

        using Machine second = new Machine().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual(Fake.Key("Profile"), second.Inject(new Settings { DryRun = true }).Key);

        using Machine third = new Machine().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual(Fake.Key("File"), third.Inject(new Settings { DryRun = true }).Key);
    }

    [TestMethod]
    [DataRow("dotenv;profile;environment", "File")]
    [DataRow("profile;dotenv;environment", "Profile")]
    [DataRow("environment;dotenv", "Environment")]
    [DataRow("profile", "Profile")]
    public void Named_sources_are_asked_in_the_order_they_are_named(string sources, string place)
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject(sources.Split(';'));

        Assert.AreEqual(Fake.Key(place), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void A_set_is_never_mixed_from_two_sources()
    {
        using Machine machine = new Machine()
            .Set("LLAMA_CLOUD_BASE_URL", "https://environment.example.com").Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1))
            .WithStore(LlamaStoreWithoutKey)
            .WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("File"), result.Key);
        Assert.AreEqual("https://api.cloud.llamaindex.ai", result.Url);
        Assert.IsNull(result.ProjectId);
    }

    [TestMethod]
    public void A_profile_does_not_lend_its_url_or_project_to_the_environment()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithStore(
            LlamactlStore.Version2
            + LlamactlStore.CurrentEnvironment(Fake.Url)
            + LlamactlStore.Profile("work", Fake.Url, Fake.Key("Profile"), Fake.Project(2))
            + LlamactlStore.Current("work"));

        InjectResult result = machine.Inject();

        Assert.AreEqual("https://api.cloud.llamaindex.ai", result.Url);
        Assert.AreEqual(Fake.Project(1), result.ProjectId);
    }

    [TestMethod]
    public void A_key_without_project_yields_to_a_usable_profile()
    {
        using Machine machine = new Machine().WithKey().WithProfile();

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual(Fake.Project(2), result.ProjectId);
        Assert.AreEqual("LLENV0004", result.Codes);
    }

    [TestMethod]
    public void A_key_without_project_is_used_when_the_profile_has_no_key()
    {
        using Machine machine = new Machine().WithKey().WithProfile(key: null);

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("Environment"), result.Key);
        Assert.AreEqual("LLENV0003", result.Codes);
    }

    [TestMethod]
    public void A_key_without_project_is_used_when_there_is_no_profile()
    {
        using Machine machine = new Machine().WithKey();

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("Environment"), result.Key);
        Assert.IsNull(result.ProjectId);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void A_key_without_project_does_not_yield_to_a_file()
    {
        using Machine machine = new Machine().WithKey()
            .WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\nLLAMA_AGENTS_PROJECT_ID={Fake.Project(3)}\n");
        Assert.AreEqual(Fake.Key("Environment"), machine.Inject().Key);
    }

    [TestMethod]
    public void A_key_without_project_is_used_when_profile_is_not_among_the_sources()
    {
        using Machine machine = new Machine().WithKey().WithProfile();
        Assert.AreEqual(Fake.Key("Environment"), machine.Inject("environment", "dotenv").Key);
    }

    [TestMethod]
    public void An_explicit_project_does_not_complete_the_environment()
    {
        using Machine machine = new Machine().WithKey().WithProfile();

        InjectResult result = machine.Inject(new Settings { [Setting.Project] = Fake.Project(9) });

        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual(Fake.Project(9), result.ProjectId);
        Assert.AreEqual("LLENV0004", result.Codes);
    }

    [TestMethod]
    public void A_key_with_an_explicit_project_and_no_profile_is_complete()
    {
        using Machine machine = new Machine().WithKey();
        Assert.AreEqual("", machine.Inject(new Settings { [Setting.Project] = Fake.Project(9) }).Codes);
    }

    [TestMethod]
    [DataRow("1", true)]
    [DataRow("true", true)]
    [DataRow("TRUE", true)]
    [DataRow("t", true)]
    [DataRow("Yes", true)]
    [DataRow("y", true)]
    [DataRow("on", true)]
    [DataRow("0", false)]
    [DataRow("False", false)]
    [DataRow("f", false)]
    [DataRow("no", false)]
    [DataRow("N", false)]
    [DataRow("OFF", false)]
    [DataRow("", false)]
    public void LLAMA_CLOUD_USE_PROFILE_decides_whether_the_environment_is_skipped(string value, bool isSkipped)
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile().Set("LLAMA_CLOUD_USE_PROFILE", value);

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key(isSkipped ? "Profile" : "Environment"), result.Key);
        Assert.AreEqual(isSkipped ? "" : "LLENV0003", result.Codes);
        Assert.AreEqual(isSkipped ? TraceOutcome.Skipped : TraceOutcome.Used, result.Steps[0].Outcome);
    }

    [TestMethod]
    [DataRow(" 1")]
    [DataRow("1 ")]
    [DataRow(" ")]
    [DataRow("2")]
    [DataRow("enabled")]
    [DataRow("yes!")]
    public void Any_other_LLAMA_CLOUD_USE_PROFILE_is_an_error(string value)
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("LLAMA_CLOUD_USE_PROFILE", value);
        Assert.AreEqual("LLENV0005", machine.Inject().Codes);
    }

    [TestMethod]
    public void Skipping_the_environment_does_not_skip_the_file()
    {
        using Machine machine = new Machine().WithKeyAndProject().Set("LLAMA_CLOUD_USE_PROFILE", "1").WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("File"), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void Explicit_values_override_one_value_each_of_whatever_set_won()
    {
        using Machine machine = new Machine().WithKeyAndProject("https://environment.example.com");

        InjectResult project = machine.Inject(new Settings { [Setting.Project] = Fake.Project(9) });
        Assert.AreEqual((Fake.Key("Environment"), "https://environment.example.com", Fake.Project(9)), (project.Key, project.Url, project.ProjectId));

        InjectResult url = machine.Inject(new Settings { [Setting.BaseUrl] = "https://explicit.example.com" });
        Assert.AreEqual((Fake.Key("Environment"), "https://explicit.example.com", Fake.Project(1)), (url.Key, url.Url, url.ProjectId));
    }

    [TestMethod]
    public void Explicit_values_do_not_make_a_set_without_a_key()
    {
        using Machine machine = new();
        Assert.AreEqual("LLENV0001", machine.Inject(new Settings { [Setting.Project] = Fake.Project(9), [Setting.BaseUrl] = Fake.Url }).Codes);
    }

    [TestMethod]
    [DataRow("https://llama.example.com/")]
    [DataRow("https://llama.example.com///")]
    [DataRow("https://llama.example.com")]
    public void Trailing_slashes_go_from_every_source(string url)
    {
        using Machine machine = new Machine().WithKeyAndProject(url);
        Assert.AreEqual(Fake.Url, machine.Inject().Url);

        using Machine other = new Machine().WithKeyAndProject();
        Assert.AreEqual(Fake.Url, other.Inject(new Settings { [Setting.BaseUrl] = url }).Url);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("///")]
    public void A_url_of_slashes_only_is_an_error(string url)
    {
        using Machine machine = new Machine().WithKeyAndProject(url);
        Assert.AreEqual("LLENV0015", machine.Inject().Codes);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void Without_a_url_the_default_is_written(string? url)
    {
        using Machine machine = new Machine().WithKeyAndProject(url);

        machine.Inject();

        Assert.Contains("LLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void Nothing_empty_is_written()
    {
        using Machine machine = new Machine().WithKey().Set("LLAMA_AGENTS_PROJECT_ID", "").Set("LLAMA_CLOUD_BASE_URL", "");

        machine.Inject(new Settings { [Setting.Project] = "", [Setting.BaseUrl] = "" });

        Assert.AreEqual($"LLAMA_CLOUD_API_KEY={Fake.Key("Environment")}\nLLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai\n", File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    public void An_empty_key_is_absent()
    {
        using Machine machine = new Machine().Set("LLAMA_CLOUD_API_KEY", "").Set("LLAMA_AGENTS_PROJECT_ID", Fake.Project(1)).WithProfile();

        InjectResult result = machine.Inject();

        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    private static string LlamaStoreWithoutKey => LlamactlStore.Version2
        + LlamactlStore.Profile("work", LlamactlStore.Cloud, null, Fake.Project(2))
        + LlamactlStore.Current("work");
}
