namespace LlamaEnv.Inspection.Tests.Doctor;

/// <summary>What users tell of keys that are missing when they scale: each story as a tree of files, beside its healthy twin.</summary>
[TestClass]
public sealed class SeedTests
{
    private static readonly string s_seeds = Path.Combine(LlamaEnv.TestKit.Repository.Root, "tests", "LlamaEnv.Inspection.Tests", "Seeds");

    public static IEnumerable<object[]> Seeds => Directory.EnumerateDirectories(s_seeds).Order(StringComparer.Ordinal).Select(static d => new object[] { Path.GetFileName(d) });

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public void The_story_is_found_with_its_line_and_its_healthy_twin_is_silent(string seed)
    {
        string[] expected = [.. File.ReadAllLines(Path.Combine(s_seeds, seed, "expected.txt")).Where(static l => !l.StartsWith('#'))];
        using Repository broken = Copy(Path.Combine(s_seeds, seed, "broken"));
        using Repository healthy = Copy(Path.Combine(s_seeds, seed, "fixed"));

        CollectionAssert.AreEqual(expected, broken.Examine().ToArray(), string.Join('\n', broken.Examine()));
        CollectionAssert.AreEqual(Array.Empty<string>(), healthy.Examine().ToArray(), string.Join('\n', healthy.Examine()));
    }

    /// <summary>A key that is committed would be one that is leaked, also where it opens nothing: it is put in here.</summary>
    private static Repository Copy(string folder)
    {
        Repository copy = new();
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            copy.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file).Replace("@KEY@", KeyLiteralTests.Key, StringComparison.Ordinal));
        return copy;
    }
}
