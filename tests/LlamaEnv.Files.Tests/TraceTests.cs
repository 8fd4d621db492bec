
namespace LlamaEnv.Files.Tests;

[TestClass]
public sealed class TraceTests
{
    [TestMethod]
    public void Sources_behind_the_one_that_decides_are_not_asked()
    {
        using Machine machine = new Machine().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");
        Assert.AreEqual("environment Absent, profile Used, user-secrets NotAsked, dotenv NotAsked", Outcomes(machine.Inject()));
    }

    [TestMethod]
    public void A_complete_environment_shadows_the_profile()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile();
        Assert.AreEqual("environment Used, profile Shadowed, user-secrets NotAsked, dotenv NotAsked", Outcomes(machine.Inject()));
    }

    [TestMethod]
    public void A_usable_profile_shadows_a_key_without_project()
    {
        using Machine machine = new Machine().WithKey().WithProfile();
        Assert.AreEqual("environment Shadowed, profile Used, user-secrets NotAsked, dotenv NotAsked", Outcomes(machine.Inject()));
    }

    [TestMethod]
    public void Every_source_is_asked_on_request()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithProfile().WithEnvFile($"LLAMA_CLOUD_API_KEY={Fake.Key("File")}\n");

        InjectResult result = machine.Inject(new Settings { AskEverySource = true, DryRun = true });

        Assert.AreEqual("environment Used, profile Shadowed, user-secrets Absent, dotenv Shadowed", Outcomes(result));
        Assert.AreEqual("Environment Profile File", string.Join(' ', result.Steps.Select(s => s.Offered).OfType<Credential>().Select(c => c.Value.Reveal()["llx-Fake".Length..].TrimEnd('0'))));
    }

    [TestMethod]
    public void A_broken_source_behind_the_one_that_decides_is_only_noted()
    {
        using Machine machine = new Machine().WithKeyAndProject().WithBrokenStore();

        InjectResult result = machine.Inject(new Settings { AskEverySource = true });

        Assert.AreEqual("environment Used, profile Broken, user-secrets Absent, dotenv Absent", Outcomes(result));
        Assert.AreEqual("", result.Codes);
    }

    [TestMethod]
    public void A_broken_source_in_front_is_noted_as_the_end()
    {
        using Machine machine = new Machine().WithBrokenStore();
        Assert.AreEqual("environment Absent, profile Broken, user-secrets NotAsked, dotenv NotAsked", Outcomes(machine.Inject()));
    }

    [TestMethod]
    public void A_source_is_named_as_it_was_asked_for()
    {
        using Machine machine = new Machine().WithProfile();
        Assert.AreEqual("profile:work Used", Outcomes(machine.Inject("profile:work")));
    }

    [TestMethod]
    public void Each_value_says_where_it_came_from()
    {
        using Machine machine = new Machine().WithProfile();

        InjectResult result = machine.Inject(new Settings { [Setting.BaseUrl] = Fake.Url });

        Assert.AreEqual("profile 'work'", result.Credentials[0].Source);
        Assert.Contains("LlamaEnvBaseUrl", result.Credentials[1].Source);
        Assert.AreEqual("profile 'work'", result.Credentials[2].Source);
    }

    [TestMethod]
    public void The_summary_names_variables_source_and_file_but_no_value()
    {
        using Machine machine = new Machine().WithProfile();

        InjectResult first = machine.Inject();
        Assert.AreEqual($"LLAMA_CLOUD_API_KEY, LLAMA_CLOUD_BASE_URL, LLAMA_AGENTS_PROJECT_ID from profile 'work' -> {machine.EnvFile}", first.Summary);
        Assert.IsTrue(first.Changed);

        InjectResult second = machine.Inject();
        Assert.EndsWith("(unchanged)", second.Summary);
        Assert.IsFalse(second.Changed);
    }

    private static string Outcomes(InjectResult result) => string.Join(", ", result.Steps.Select(s => $"{s.Source} {s.Outcome}"));
}
