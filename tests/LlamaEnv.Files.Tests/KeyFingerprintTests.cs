using LlamaEnv.Validation;

namespace LlamaEnv.Files.Tests;

/// <summary><c>LlamaEnvKeyFingerprint</c>: a key where it does not belong.</summary>
[TestClass]
public sealed class KeyFingerprintTests
{
    private static readonly string s_environments = Of("Environment");
    private static readonly string s_others = Of("Other");

    public static IEnumerable<object?[]> Cases =>
    [
        // environment, fingerprints, codes, what the message says
        [null, "", "", ""],
        [null, " ; ", "", ""],
        [null, s_environments, "", ""],
        [null, s_others, "LLENV0023", "is not the key that"],
        [null, $"{s_others};{s_environments}", "", ""],
        [null, $" {s_others} ;\n {s_environments} ;", "", ""],
        ["Production", s_environments, "", ""],
        ["Production", s_others, "LLENV0023", "of Production"],
        ["Production", $"Production={s_environments}", "", ""],
        ["Production", $"production = {s_environments}", "", ""],
        ["Production", $"Production={s_others}", "LLENV0023", "Use the key of Production"],
        ["Production", $"Production={s_others};Production={s_environments}", "", ""],
        ["Production", $"Production={s_others};Development={s_environments}", "LLENV0023", "is the key of Development, and this is for Production"],
        ["Development", $"Production={s_environments}", "LLENV0023", "is the key of Production, and this is for Development"],
        ["Development", $"Production={s_others}", "", ""],
        [null, $"Production={s_environments}", "LLENV0023", "is the key of Production, and this is for no environment"],
        [null, $"Production={s_others}", "", ""],
        ["Production", $"Production={s_others};{s_environments}", "LLENV0023", "Use the key of Production"],
        ["Production", $"Staging={s_others};{s_environments}", "", ""],
        [null, "1.a.b", "LLENV0006", "LlamaEnvKeyFingerprint"],
        [null, $"2{s_environments[1..]}", "LLENV0006", ""],
        [null, $"a/b={s_environments}", "LLENV0006", ""],
        [null, $"={s_environments}", "LLENV0006", ""],
        [null, s_environments[..^1], "LLENV0006", ""],
        [null, $"{s_environments};{Fake.Key("Environment")}", "LLENV0006", "revoke it"],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_key_is_expected_or_named(string? environment, string fingerprints, string codes, string says)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        InjectResult result = machine.Inject(new Settings().With(Setting.EnvironmentName, environment).With(Setting.KeyFingerprint, fingerprints));

        Assert.AreEqual(codes, result.Codes, result.Messages);
        Assert.Contains(says, result.Messages);
        Assert.DoesNotContain(Fake.Key("Environment"), result.Messages);
        Assert.AreEqual(codes.Length == 0, File.Exists(machine.EnvFile));
    }

    [TestMethod]
    public void Each_is_salted_and_tells_nothing_of_the_key()
    {
        string one = Of("Environment"), other = Of("Environment");

        Assert.AreNotEqual(one, other);
        Assert.MatchesRegex("^1\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}$", one);
        Assert.IsTrue(KeyFingerprint.Parse(one)!.Matches(new Secret(Fake.Key("Environment"))));
        Assert.IsFalse(KeyFingerprint.Parse(one)!.Matches(new Secret(Fake.Key("Environment") + "x")));
        Assert.IsFalse(KeyFingerprint.Parse(one)!.Matches(default));
    }

    [TestMethod]
    public void A_fingerprint_that_was_committed_stays_good()
    {
        // Made with 'dotnet llama-env fingerprint' by the first version that had it.
        const string Committed = "1.HyicBh_xsA92It2wzV7yTQ.uhlFMUGDC1KrYO4epeoOryIiIYjPG7Cj5A2VqbTXDSo";
        Assert.IsTrue(KeyFingerprint.Parse(Committed)!.Matches(new Secret("llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak1")));
    }

    private static string Of(string name) => KeyFingerprint.Of(new Secret(Fake.Key(name))).ToString();
}
