using LlamaEnv.Files.Sources;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests.Sources;

[TestClass]
public sealed class SourceKindTests
{
    [TestMethod]
    public void No_source_is_forgotten_in_the_list()
    {
        IEnumerable<Type> listed = SourceList.All.Select(k => k.Open(new SourceReference(k.Name, k.IsDefault ? null : "x", IsNamed: false)).GetType());
        IEnumerable<Type> written = typeof(ISource).Assembly.GetTypes().Concat(typeof(SourceList).Assembly.GetTypes()).Where(t => t.IsClass && t.IsAssignableTo(typeof(ISource)));

        Assert.AreEqual("", string.Join(", ", written.Except(listed).Select(t => t.Name)), "not in SourceList.All");
    }

    [TestMethod]
    public void No_two_sources_have_one_name() => Assert.HasCount(SourceList.All.Count, SourceList.All.Select(k => k.Name).Distinct().ToArray());
}
