using LlamaEnv.Files;

namespace LlamaEnv.Tests;

[TestClass]
public sealed class PublicApiTests
{
    private const string FileName = "PublicApi.txt";

    [TestMethod]
    public void The_public_surface_is_the_reviewed_one()
    {
        string path = Path.Combine(Repository.Root, "tests", "LlamaEnv.Tests", FileName);
        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string actual = string.Concat(PublicSurface.Describe(typeof(Secret).Assembly, typeof(Injector).Assembly).Select(line => line + "\n"));

        if (actual != expected)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, FileName), actual);

        Assert.AreEqual(expected, actual, $"If the change is meant, copy {Path.Combine(AppContext.BaseDirectory, FileName)} over {path}.");
    }
}
