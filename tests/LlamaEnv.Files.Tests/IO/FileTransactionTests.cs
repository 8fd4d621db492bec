using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Tests.IO;

/// <summary>All files of a run, or none.</summary>
[TestClass]
public sealed class FileTransactionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_directory_in_the_place_of_one_file_leaves_all_as_they_were()
    {
        _folder.Write("p/.env", "A=1\n");
        Directory.CreateDirectory(_folder["p", "Properties", "launchSettings.json"]);
        AssertNothingIsWritten(DiagnosticCodes.CannotWrite);
    }

    [TestMethod]
    public void Invalid_json_in_one_file_leaves_all_as_they_were()
    {
        _folder.Write("p/.env", "A=1\n");
        _folder.Write("p/Properties/launchSettings.json", "{");
        AssertNothingIsWritten(DiagnosticCodes.MalformedFile);
    }

    [TestMethod]
    public void A_file_in_the_place_of_a_folder_leaves_all_as_they_were()
    {
        _folder.Write("p/.env", "A=1\n");
        _folder.Write("home/.microsoft", "a file");
        AssertNothingIsWritten(DiagnosticCodes.CannotWrite);
    }

    [TestMethod]
    public void Two_names_of_one_folder_are_one()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["alias"], "real");

        Commit(Change("real/1", "a"), Change("alias/2", "b"), Change("alias/1", existing => [.. existing ?? [], (byte)'c']));

        CollectionAssert.AreEqual(new[] { "alias", "alias/1", "alias/2", "real", "real/1", "real/2" }, _folder.Listing());
        Assert.AreEqual("ac", File.ReadAllText(_folder["real", "1"]));
    }

    /// <summary>As where several runs wait for one file: the first of them writes it.</summary>
    [TestMethod]
    public void A_file_that_is_right_by_the_time_it_is_locked_does_not_count_as_replaced()
    {
        _folder.Write("1", "right");

        IReadOnlyCollection<string> replaced = FileTransaction.Commit([Change("1", "right"), Change("2", "new")], CancellationToken.None);

        CollectionAssert.AreEqual(new[] { _folder["2"] }, replaced.ToArray());
    }

    [TestMethod]
    public void Links_that_lead_to_each_other_are_an_error()
    {
        Directory.CreateSymbolicLink(_folder["a"], "b/x");
        Directory.CreateSymbolicLink(_folder["b"], "a/y");
        Assert.ThrowsExactly<DiagnosticException>(() => Commit(Change("a/1", "x")));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void What_is_no_file_is_neither_read_nor_replaced()
    {
        string path = _folder["fifo"];
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", [path]))
            make.WaitForExit();

        DiagnosticException e = Assert.ThrowsExactly<DiagnosticException>(() => Commit(new FileChange(path, _ => [1], IsPrivate: true)));

        Assert.AreEqual(DiagnosticCodes.CannotWrite, e.Diagnostic.Code);
        Assert.Contains("not a file", e.Message);
        Assert.IsTrue(FileKind.IsSpecial(path), "it is still what it was");
    }

    [TestMethod]
    public void Folders_made_on_the_way_are_removed_again_whatever_their_order()
    {
        Assert.ThrowsExactly<DiagnosticException>(() => Commit(
            Change("new/a/b/1", "x"),
            Change("new/c/2", "x"),
            Change("new/d/3", _ => throw new IOException("no"))));
        Assert.IsEmpty(_folder.Listing());
    }

    [TestMethod]
    public void Folders_are_removed_again_where_the_last_of_them_cannot_be_made()
    {
        Assert.ThrowsExactly<DiagnosticException>(() => Commit(Change($"new/{new string('x', 300)}/1", "x")));
        Assert.IsEmpty(_folder.Listing());
    }

    [TestMethod]
    public void A_file_that_was_replaced_is_taken_back_when_the_next_cannot_be()
    {
        _folder.Write("1", "before");
        string second = _folder["2"];
        DiagnosticException e = Assert.ThrowsExactly<DiagnosticException>(() => Commit(
            Change("1", "after"),
            Change("new/0", "after"),
            Change("2", "after"),
            Change("3", _ =>
            {
                Directory.CreateDirectory(Path.Combine(second, "in the way")); // after 2 was staged, before it is replaced
                return Bytes.Of("after");
            })));
        Assert.AreEqual(DiagnosticCodes.CannotWrite, e.Diagnostic.Code);
        Assert.Contains(second, e.Diagnostic.Message);
        Assert.AreEqual("before", File.ReadAllText(_folder["1"]));
        CollectionAssert.AreEqual(new[] { "1", "2", "2/in the way" }, _folder.Listing());
    }

    [TestMethod]
    public void Two_changes_of_one_file_are_made_one_after_the_other()
    {
        _folder.Write("1", "a");
        Commit(Change("1", b => [.. b!, (byte)'b']), Change("1", b => [.. b!, (byte)'c']));
        Assert.AreEqual("abc", File.ReadAllText(_folder["1"]));
        CollectionAssert.AreEqual(new[] { "1" }, _folder.Listing());
    }

    [TestMethod]
    public void What_a_killed_run_left_goes_also_when_the_content_is_up_to_date()
    {
        Directory.CreateDirectory(_folder["p"]);
        Inject();
        DateTime before = File.GetLastWriteTimeUtc(_folder["p", ".env"]);
        _folder.Write("p/.env.llama-env.tmp", "half a secr");
        InjectResult result = Inject();
        Assert.IsTrue(result.Succeeded);
        Assert.IsFalse(result.Changed);
        Assert.IsFalse(File.Exists(_folder["p", ".env.llama-env.tmp"]));
        Assert.AreEqual(before, File.GetLastWriteTimeUtc(_folder["p", ".env"]));
    }

    [TestMethod]
    public void Every_output_of_a_run_is_written_and_then_left_alone()
    {
        Directory.CreateDirectory(_folder["p"]);
        Assert.HasCount(3, Inject().Files.Where(f => f.Changed));
        CollectionAssert.AreEqual(
            new[] { "home", "home/.microsoft", "home/.microsoft/usersecrets", "home/.microsoft/usersecrets/id", "home/.microsoft/usersecrets/id/secrets.json", "p", "p/.env", "p/Properties", "p/Properties/launchSettings.json" },
            _folder.Listing());
        Assert.IsEmpty(Inject().Files.Where(f => f.Changed));
    }

    [TestMethod]
    [Timeout(Limits.HangMilliseconds)]
    public void Two_writers_that_want_the_same_folders_in_opposite_order_never_wait_for_each_other()
    {
        _folder.Write("a/1", "");
        _folder.Write("b/2", "");
        FileChange first = Change("a/1", b => [.. b!, (byte)'x']);
        FileChange second = Change("b/2", b => [.. b!, (byte)'x']);
        Thread[] threads = [new(() => Repeat(first, second)), new(() => Repeat(second, first))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.AreEqual((400L, 400L), (new FileInfo(_folder["a", "1"]).Length, new FileInfo(_folder["b", "2"]).Length));

        static void Repeat(params FileChange[] changes)
        {
            for (int i = 0; i < 200; i++)
                Commit(changes);
        }
    }

    private static void Commit(params FileChange[] changes) => FileTransaction.Commit(changes, CancellationToken.None);

    private FileChange Change(string name, string content) => Change(name, _ => Bytes.Of(content));

    private FileChange Change(string name, Func<byte[]?, byte[]> render) => new(_folder[name.Split('/')], render, IsPrivate: true);

    private void AssertNothingIsWritten(string code)
    {
        string[] before = _folder.Listing();
        InjectResult result = Inject();
        Assert.AreEqual(code, result.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error).Code);
        Assert.IsEmpty(result.Files);
        CollectionAssert.AreEqual(before, _folder.Listing());
        Assert.AreEqual("A=1\n", File.ReadAllText(_folder["p", ".env"]));
    }

    private InjectResult Inject() => Injector.Inject(
        new Settings { [Setting.Sources] = ["environment"], [Setting.Outputs] = ["dotenv", "launch-settings", "user-secrets"], [Setting.UserSecretsId] = "id", [Setting.ProjectFile] = _folder["p", "App.csproj"] },
        _folder["p"],
        Given.Host(_folder));
}
