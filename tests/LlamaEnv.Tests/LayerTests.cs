using System.Text.RegularExpressions;

namespace LlamaEnv.Tests;

[TestClass]
public sealed class LayerTests
{
    /// <summary>What docs/architecture.md says of the folders.</summary>
    [TestMethod]
    [DataRow("Cloud", "Profiles|Accounts|Sources|Outputs|Guards|IO")]
    [DataRow("Llamactl", "Cloud|Accounts|Sources|Outputs|Guards")]
    [DataRow("Sources", "Cloud|Accounts|Outputs|Guards")]
    [DataRow("Outputs", "Cloud|Accounts|Profiles|Sources|Guards")]
    [DataRow("Validation", "Cloud|Accounts|Profiles|Sources|Outputs|Guards|IO")]
    [DataRow("Formats", "Cloud|Accounts|Profiles|Sources|Outputs|Guards|IO")]
    public void A_folder_does_not_know_the_others(string folder, string others)
    {
        string[] known = [.. Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .Select(project => Path.Combine(project, folder))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*.cs"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), $@"(?<!System\.)\b(LlamaEnv\.)?({others})[.;][^\n]*").Select(match => $"{Path.GetFileName(file)}: {match.Value}"))];

        Assert.AreEqual("", string.Join('\n', known));
    }
}
