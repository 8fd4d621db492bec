using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Tests.IO;

/// <summary>One name of a path after the other, as the system follows them.</summary>
[TestClass]
public sealed class SymbolicLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SymbolicLinkTests()
    {
        _folder.Write("real/deep/file", "");
        _folder.Write("other/file", "");
        Directory.CreateSymbolicLink(_folder.At("link"), _folder.At("real", "deep"));
        Directory.CreateSymbolicLink(_folder.At("relative"), "real/deep");
        Directory.CreateSymbolicLink(_folder.At("other", "up"), "../real");
        Directory.CreateSymbolicLink(_folder.At("twice"), "link");
        File.CreateSymbolicLink(_folder.At("dangling"), "real/none/x");
        File.CreateSymbolicLink(_folder.At("past-a-link"), "link/../x");
        Directory.CreateSymbolicLink(_folder.At("a"), "b/x");
        Directory.CreateSymbolicLink(_folder.At("b"), "a/y");
        File.CreateSymbolicLink(_folder.At("self"), "self");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("real/deep/file", "real/deep/file")]
    [DataRow("link/x", "real/deep/x")]
    [DataRow("relative/x", "real/deep/x")]
    [DataRow("twice/x", "real/deep/x")]
    [DataRow("other/up/deep/x", "real/deep/x")]
    [DataRow("link/../x", "real/x")]
    [DataRow("relative/../x", "real/x")]
    [DataRow("twice/../../x", "x")]
    [DataRow("other/up/../x", "x")]
    [DataRow("other/./up//deep/x", "real/deep/x")]
    [DataRow("missing/../x", "x")]
    [DataRow("dangling", "real/none/x")]
    [DataRow("past-a-link", "real/x")]
    public void A_path_means_what_it_means_to_the_system(string path, string meant) =>
        Assert.AreEqual(SymbolicLinks.Follow(_folder.At(meant)), SymbolicLinks.Follow(Path.Combine(_folder.Root, path)));

    [TestMethod]
    [DataRow("a/x")]
    [DataRow("b")]
    [DataRow("self")]
    [DataRow("self/../x")]
    public void A_circle_is_an_error(string path) => Assert.ThrowsExactly<IOException>(() => SymbolicLinks.Follow(Path.Combine(_folder.Root, path)));

    [TestMethod]
    public void Above_the_root_is_the_root() => Assert.AreEqual(Path.GetFullPath("/x"), SymbolicLinks.Follow(Path.GetFullPath("/") + "../../x"));

    [TestMethod]
    [DataRow("link/../m.env", "real/m.env")]
    [DataRow("./link/../m.env", "real/m.env")]
    [DataRow("past-a-link", "real/x")]
    [DataRow("real/deep/../m.env", "real/m.env")]
    public void An_output_goes_where_the_links_lead(string file, string written)
    {
        using Machine machine = new Machine().WithKeyAndProject();

        Injector.Inject(new Settings { [Setting.File] = file }, _folder.Root, machine.Host);

        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(_folder.At(written)));
    }

    [TestMethod]
    [DataRow("a/x")]
    [DataRow("self")]
    [DataRow("self/../x")]
    public void An_output_behind_a_circle_is_an_error(string file)
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string[] before = Directory.GetFileSystemEntries(_folder.Root);

        Assert.AreEqual("LLENV0032", Injector.Inject(new Settings { [Setting.File] = file }, _folder.Root, machine.Host).Codes);
        CollectionAssert.AreEquivalent(before, Directory.GetFileSystemEntries(_folder.Root));
    }

    [TestMethod]
    public void A_source_behind_a_circle_is_broken()
    {
        using Machine machine = new();

        Assert.AreEqual("LLENV0002", Injector.Inject(new Settings { [Setting.Sources] = ["dotenv:a/x"] }, _folder.Root, machine.Host).Codes);
    }
}
