using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Tests.Validation;

/// <summary>What is no value (LLENV0018) stays where it stands (LLENV0037), and the other way round, but for what is listed here.</summary>
[TestClass]
public sealed class ReferenceAgreementTests
{
    /// <summary>A key of one's own may begin with any word and a colon, and backticks are what a careless copy takes along.</summary>
    private static readonly string[] s_onlyStanding = ["bws:2f0c8a4b-0000-0000-0000-000000000000", "pass:llama/key", "`pass show llama`", "`llama-key`"];

    /// <summary>No key and no URL, and yet nothing that had to stay: a host, a user, a file, a path, an address, what a program decrypts itself, what people write for "put it here".</summary>
    private static readonly string[] s_onlyNoValue =
    [
        "vault:8200", "vault:8200/v1", "vault:", "keyvault:443/x", "__token__", "secrets.json", "vars.yml", "env.json", "sm@example.com", "arn:aws:kms:eu-west-1:000000000000:key/fake", "gAAAAABFakeFake", "CfDJ8FakeFake",
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
        Assert.AreEqual((s_onlyNoValue.Contains(text) || FilePaths.IsMounted(text), false), (IsNoValue(text), Stays(text)));

    private static bool IsNoValue(string text) =>
        Validator.Validate(text.StartsWith("http", StringComparison.Ordinal) ? Given.Credentials(url: text) : Given.Credentials(text, Fake.Url)).Any(d => d.Code == DiagnosticCodes.UnexpandedReference);

    private static bool Stays(string text) => UnexpandedReferences.Find(text, ReferencePlaces.Standing) is not null;
}
