using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Tests.Validation;

/// <summary>What is no value (LLENV0018) stays where it stands (LLENV0037), and the other way round, but for what is listed here.</summary>
[TestClass]
public sealed class ReferenceAgreementTests
{
    /// <summary>A key of one's own may begin with a sign, and backticks are what a careless copy takes along.</summary>
    private static readonly string[] s_onlyStanding = ["$k", "`pass show llama`", "`llama-key`"];

    /// <summary>Values of other variables that no key is: where one would go they stay, elsewhere they are old values.</summary>
    private static readonly string[] s_noKey = ["postgres://u:p@db:5432/app?sslmode=require", "redis://localhost:6379", "shop://A1b2", "aws:kms", "env:production", "arn:aws:kms:eu-west-1:000000000000:key/fake"];

    /// <summary>No key and no URL, and yet nothing that had to stay: a host, a user, a file, a path, what a program decrypts itself, what people write for "put it here".</summary>
    private static readonly string[] s_onlyNoValue =
    [
        "vault:8200", "vault:8200/v1", "vault:", "keyvault:443/x", "__token__", "secrets.json", "vars.yml", "env.json", "sm@example.com", "gAAAAABFakeFake", "CfDJ8FakeFake",
        "[[YOUR_KEY]]", "{YOUR_KEY}", "[[TOKEN]]", "{LLAMA_KEY}",
    ];

    public static IEnumerable<object[]> References { get; } = [.. StandingReferenceTests.References.Concat(ReferenceTests.References).Select(static r => new[] { r[0] })];

    public static IEnumerable<object[]> Values { get; } = [.. StandingReferenceTests.Values.Where(static v => (string)v[0] is not "")];

    [TestMethod]
    [DynamicData(nameof(References))]
    public void A_reference_is_one_to_both(string text)
    {
        bool isPath = FilePaths.IsPath(text);
        Assert.AreEqual((!s_onlyStanding.Contains(text), !s_onlyNoValue.Contains(text) && !isPath), (IsNoValue(text), Stays(text)));
    }

    [TestMethod]
    [DynamicData(nameof(Values))]
    public void What_is_none_is_none_to_both(string text) =>
        Assert.AreEqual((s_noKey.Contains(text) || s_onlyNoValue.Contains(text) || FilePaths.IsMounted(text), s_noKey.Contains(text)), (IsNoValue(text), Stays(text)));

    private static bool IsNoValue(string text) =>
        Validator.Validate(text.StartsWith("http", StringComparison.Ordinal) ? Given.Credentials(url: text) : Given.Credentials(text, Fake.Url)).Any(d => d.Code == DiagnosticCodes.UnexpandedReference);

    private static bool Stays(string text) => UnexpandedReferences.Find(text, ReferencePlaces.Standing | ReferencePlaces.StandingKey) is not null;
}
