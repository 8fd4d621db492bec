using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class EnvironmentOverProfileTests
{
    [TestMethod]
    public void An_existing_profile_is_named_in_llamactls_words()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile();

        Diagnostic diagnostic = machine.Inject().Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.EnvironmentOverProfile, DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith("Using LLAMA_CLOUD_API_KEY from environment (overriding profile 'work'). Set LLAMA_CLOUD_USE_PROFILE=1 to use the profile instead.", diagnostic.Message);
        Assert.Contains("unset LLAMA_CLOUD_API_KEY", diagnostic.Message);
    }

    [TestMethod]
    public void A_key_without_project_is_told_in_llamactls_words()
    {
        using Machine machine = new Machine().WithKey().WithProfile();

        Diagnostic diagnostic = machine.Inject().Diagnostics.Single();

        Assert.AreEqual((DiagnosticCodes.KeyWithoutProject, DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith("LLAMA_CLOUD_API_KEY is set but LLAMA_AGENTS_PROJECT_ID is missing. Set it or pass --project for env var auth.", diagnostic.Message);
    }

    /// <summary>One that stays set would make a mixed set of a program's.</summary>
    [TestMethod]
    public void What_a_program_would_still_use_is_named_whole()
    {
        using Machine over = new Machine().WithKeyAndProject(Fake.Url).WithProfile();
        Assert.Contains("A program started from this shell still uses it then: unset LLAMA_CLOUD_API_KEY and LLAMA_CLOUD_BASE_URL and LLAMA_AGENTS_PROJECT_ID for that one, too.", over.Inject().Messages);

        using Machine alone = new Machine().Set("llama_cloud_api_key", Fake.Key("Environment")).Set("LLAMA_CLOUD_BASE_URL", "").WithProfile();
        Assert.Contains("unset LLAMA_CLOUD_API_KEY, or your program will still use it.", alone.Inject().Messages);
    }

    [TestMethod]
    public void What_was_used_instead_is_named()
    {
        using Machine machine = new Machine().WithKey().WithProfile();
        Assert.Contains("Used instead: profile 'work'. A program started from this shell still sees the key of the environment until it is unset", machine.Inject().Diagnostics.Single().Message);
    }

    [TestMethod]
    public void A_key_alone_that_is_used_as_it_is_gets_no_warning()
    {
        using Machine machine = new Machine().WithKey();
        Assert.AreEqual("", machine.Inject().Codes);

        using Machine file = new Machine().WithKey().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual("", file.Inject().Codes);

        using Machine noProfile = new Machine().WithKey().WithStore(LlamactlStore.Version2);
        Assert.AreEqual("", noProfile.Inject().Codes);

        using Machine notAsked = new Machine().WithKey().WithProfile();
        Assert.AreEqual("", notAsked.Inject("environment").Codes);
    }

    [TestMethod]
    public void A_profile_without_key_is_shadowed_too()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile(key: null);
        Assert.AreEqual("LLENV0003", machine.Inject().Codes);
    }

    [TestMethod]
    public void No_profile_no_warning()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_dangling_profile_is_not_shadowed()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithStore(LlamactlStore.Version2 + LlamactlStore.Current("gone"));
        Assert.AreEqual("", machine.Inject().Codes);
    }

    [TestMethod]
    public void A_profile_that_is_not_among_the_sources_is_not_shadowed()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile();
        Assert.AreEqual("", machine.Inject("environment").Codes);
    }

    [TestMethod]
    public void A_profile_asked_before_the_environment_wins_without_a_word()
    {
        using Machine machine = new Machine().WithKey().WithProfile();

        InjectResult result = machine.Inject("profile", "environment");

        Assert.AreEqual(Fake.Key("Profile"), result.Key);
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    [DataRow("environment;profile")]
    [DataRow("profile;environment")]
    [DataRow("dotenv;environment;profile")]
    public void Asking_every_source_finds_nothing_else(string sources)
    {
        using Machine machine = new Machine().WithKey().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Settings settings = new() { [Setting.Sources] = sources.Split(';'), DryRun = true };

        Assert.AreEqual(machine.Inject(settings).Codes, machine.Inject(settings with { AskEverySource = true }).Codes);
    }
}
