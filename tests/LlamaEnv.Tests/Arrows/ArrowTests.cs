using System.Reflection;
using System.Xml.Linq;

namespace LlamaEnv.Tests.Arrows;

/// <summary>What docs/architecture.md says: arrows go one way, between folders as between assemblies.</summary>
[TestClass]
public sealed class ArrowTests
{
    private static readonly Lazy<FolderGraph> s_graph = new(() => FolderGraph.Of(Assemblies(), "LlamaEnv"));

    [TestMethod]
    public void No_folder_is_part_of_a_circle() => Assert.AreEqual("", string.Join('\n', s_graph.Value.FindCircles()));

    [TestMethod]
    public void Every_folder_with_code_is_looked_at()
    {
        string source = Path.Combine(Repository.Root, "src");
        IEnumerable<string> folders = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar))
            .Where(parts => !parts.Contains("obj") && !parts.Contains("bin"))
            .Select(parts => string.Join('.', parts).Replace("LlamaEnv.MSBuild.Multithreaded", "LlamaEnv.MSBuild", StringComparison.Ordinal))
            .Distinct();

        Assert.AreEqual("", string.Join(", ", folders.Except(s_graph.Value.Folders)));
    }

    [TestMethod]
    [DataRow("LlamaEnv.Detection", "LlamaEnv")]
    [DataRow("LlamaEnv", "LlamaEnv.Diagnostics")]
    [DataRow("LlamaEnv.Diagnostics", "LlamaEnv.Validation")]
    [DataRow("LlamaEnv.Validation", "LlamaEnv.Sources")]
    [DataRow("LlamaEnv.Sources", "LlamaEnv.Resolving")]
    [DataRow("LlamaEnv.Resolving", "LlamaEnv.Files")]
    [DataRow("LlamaEnv.Files.Sources", "LlamaEnv.Files.Outputs")]
    [DataRow("LlamaEnv.Files.Outputs", "LlamaEnv.Files.Sources")]
    [DataRow("LlamaEnv.Files.Outputs", "LlamaEnv.Files.Guards")]
    [DataRow("LlamaEnv.Files", "LlamaEnv.Cloud")]
    [DataRow("LlamaEnv.Cloud.Http", "LlamaEnv.Cloud.Llamactl")]
    [DataRow("LlamaEnv.Cloud.Oidc", "LlamaEnv.Cloud.Llamactl")]
    [DataRow("LlamaEnv.Cloud.Llamactl", "LlamaEnv.Cloud.Http")]
    [DataRow("LlamaEnv.MSBuild", "LlamaEnv.Cloud")]
    [DataRow("LlamaEnv.Hosting", "LlamaEnv.Files.Outputs")]
    [DataRow("LlamaEnv.Hosting", "LlamaEnv.Cloud")]
    [DataRow("LlamaEnv.Files", "LlamaEnv.Hosting")]
    public void A_folder_does_not_know_the_other(string folder, string other)
    {
        Assert.IsFalse(s_graph.Value.Reaches(folder, other));
        CollectionAssert.IsSubsetOf(new[] { folder, other }, s_graph.Value.Folders.ToArray());
    }

    [TestMethod]
    [DataRow("ByField")]
    [DataRow("ByBody")]
    [DataRow("ByBase")]
    [DataRow("ByAttribute")]
    [DataRow("ByGenericArgument")]
    [DataRow("ByLambda")]
    [DataRow("ByChild")]
    [DataRow("ByThird")]
    public void A_planted_circle_is_found(string way)
    {
        IReadOnlyList<string> circles = FolderGraph.Of([Assembly.GetExecutingAssembly().Location], $"LlamaEnv.Tests.Arrows.Planted.{way}").FindCircles();
        Assert.IsGreaterThanOrEqualTo(2, circles.Count, string.Join('\n', circles));
    }

    [TestMethod]
    public void Where_arrows_go_one_way_no_circle_is_found()
    {
        FolderGraph graph = FolderGraph.Of([Assembly.GetExecutingAssembly().Location], "LlamaEnv.Tests.Arrows.Planted.OneWay");
        Assert.AreEqual("", string.Join('\n', graph.FindCircles()));
        Assert.IsTrue(graph.Reaches("LlamaEnv.Tests.Arrows.Planted.OneWay.Above", "LlamaEnv.Tests.Arrows.Planted.OneWay"));
    }

    /// <summary>What each project of src was compiled into.</summary>
    private static string[] Assemblies() => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(project =>
    {
        XDocument text = XDocument.Load(project);
        string name = text.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);
        string framework = text.Descendants("TargetFramework").FirstOrDefault()?.Value ?? "net10.0";
        return Path.Combine(Path.GetDirectoryName(project)!, "bin", Repository.Configuration, framework, $"{name}.dll");
    })];
}
