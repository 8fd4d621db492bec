using LlamaEnv.Sources;

namespace LlamaEnv.Tests.Sources;

[TestClass]
public sealed class SourceKindTests
{
    [TestMethod]
    public void No_source_is_forgotten_in_the_list()
    {
        using Machine machine = new();
        Plan plan = Plan.Make(new Settings(), machine.Project, machine.Host, []);
        IEnumerable<Type> listed = SourceKind.All.Select(k => k.Open(new SourceReference(k.Name, null, IsNamed: false), plan, machine.Host).GetType());
        IEnumerable<Type> written = typeof(ISource).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ISource)));

        Assert.AreEqual("", string.Join(", ", written.Except(listed).Select(t => t.Name)), "not in SourceKind.All");
    }

    [TestMethod]
    public void No_two_sources_have_one_name() => Assert.HasCount(SourceKind.All.Count, SourceKind.All.Select(k => k.Name).Distinct().ToArray());
}
