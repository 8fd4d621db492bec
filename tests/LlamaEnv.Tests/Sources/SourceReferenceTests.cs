using LlamaEnv.Sources;

namespace LlamaEnv.Tests.Sources;

[TestClass]
public sealed class SourceReferenceTests
{
    private static readonly SourceKind[] s_kinds =
    [
        .. Enum.GetValues<SourceArgument>().Select(a => new SourceKind($"{a}".ToLowerInvariant(), a, IsDefault: false, _ => throw new NotSupportedException())),
    ];

    [TestMethod]
    [DataRow("none", true)]
    [DataRow("none:x", false)]
    [DataRow("none:", false)]
    [DataRow("name", true)]
    [DataRow("name:work", true)]
    [DataRow("name:", false)]
    [DataRow("path", true)]
    [DataRow("path:a:b", true)]
    [DataRow("path:", false)]
    [DataRow("commandline:op read 'op://a/b:c'", true)]
    [DataRow("commandline", false)]
    [DataRow("commandline:", false)]
    [DataRow("uri:https://vault.example.com:443/", true)]
    [DataRow("uri", false)]
    [DataRow("Name", true)]
    public void A_source_takes_the_argument_of_its_kind(string text, bool isKnown) =>
        Assert.AreEqual(isKnown, SourceReference.Parse(text, isNamed: true).FindKind(s_kinds) is not null);

    [TestMethod]
    [DataRow("path:a.env", true)]
    [DataRow("path", false)]
    [DataRow("name:a.env", false)]
    [DataRow("commandline:cat a.env", false)]
    [DataRow("uri:a.env", false)]
    [DataRow("unknown:a.env", false)]
    public void Only_a_path_starts_from_a_folder(string text, bool isMoved) =>
        Assert.AreEqual(isMoved ? $"path:{Path.GetFullPath("/shell/a.env")}" : text, SourceReference.MakeAbsolute(text, "/shell", s_kinds));

    [TestMethod]
    public void A_list_says_what_follows_each_name() =>
        Assert.AreEqual("none, name[:NAME], path[:PATH], commandline:COMMAND LINE, uri:URI, reference:REFERENCE", SourceKind.NamesOf(s_kinds));
}
