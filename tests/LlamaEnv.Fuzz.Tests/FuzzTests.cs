[assembly: DoNotParallelize] // One target sets the process's folder and environment.

namespace LlamaEnv.Fuzz.Tests;

/// <summary>A few seconds of what <c>LlamaEnv.Fuzz</c> does for hours, always with the same input.</summary>
[TestClass]
public sealed class FuzzTests
{
    private const int Seed = 20261125;

    private static string s_root = "";

    [ClassInitialize]
    public static void MakeRoot(TestContext _) => s_root = FuzzTarget.MakeRoot();

    [ClassCleanup]
    public static void DeleteRoot()
    {
        Directory.SetCurrentDirectory(Path.GetTempPath());
        Directory.Delete(s_root, recursive: true);
    }

    [TestMethod]
    [DataRow("inject", 600)]
    [DataRow("dotenv", 600)]
    [DataRow("json", 600)]
    [DataRow("dockerignore", 200)]
    [DataRow("url", 4000)]
    [DataRow("store", 150)]
    [DataRow("arguments", 250)]
    public void Whatever_is_put_in_nothing_breaks_and_no_key_gets_out(string target, int executions)
    {
        string? failure = FuzzRun.FindFailure(FuzzTarget.All(s_root).Single(t => t.Name == target), Seed, executions);

        Assert.IsNull(failure, failure);
    }

    [TestMethod]
    public void Every_target_has_a_row_above()
    {
        string[] rows = [.. typeof(FuzzTests).GetMethod(nameof(Whatever_is_put_in_nothing_breaks_and_no_key_gets_out))!.GetCustomAttributes(typeof(DataRowAttribute), inherit: false).Select(row => (string)((DataRowAttribute)row).Data![0]!)];

        CollectionAssert.AreEquivalent(FuzzTarget.All(s_root).Select(t => t.Name).ToArray(), rows);
    }

    /// <summary>What looks for mistakes is no use if it finds none.</summary>
    [TestMethod]
    [DataRow("path llx-Qz7FakeFakeFakeFakeFake of somebody")]
    [DataRow("error LLENV0999: internal error")]
    [DataRow("a\u202Eb")]
    [DataRow("a\nb")]
    [DataRow("##vso[x]")]
    public void The_oracle_sees_what_it_looks_for(string text) =>
        Assert.ThrowsExactly<FuzzException>(() => Oracle.Check(text, new Canary("llx-Qz7FakeFakeFakeFakeFake", "Qz7FakeFakeFake"), isLine: true));
}
