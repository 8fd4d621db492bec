using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

[TestClass]
public sealed class HistoryTests : IDisposable
{
    private static readonly string s_key = Keys.Of(1);

    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void The_index_counts_and_not_the_files()
    {
        _folder.Init();
        _folder.Write("repo/removed-again.txt", s_key);
        _folder.Git("repo", "add", "--all").Write("repo/removed-again.txt", "nothing");
        _folder.Write("repo/not-staged.txt", s_key);

        Assert.AreEqual("removed-again.txt:1", Scanned.Staged(_folder, "repo"), "without a commit");
        _folder.Git("repo", "commit", "--quiet", "-m", "x");
        Assert.AreEqual("", Scanned.Staged(_folder, "repo"), "nothing is staged");
    }

    [TestMethod]
    public void Renamed_changed_and_new_files_are_looked_at_and_deleted_and_intended_ones_are_not()
    {
        _folder.Init();
        _folder.Write("repo/old/name.txt", $"{s_key}\n{new string('x', 2000)}");
        _folder.Write("repo/changed.txt", "1\n");
        _folder.Write("repo/deleted.txt", Keys.Of(2));
        _folder.Commit();
        _folder.Git("repo", "mv", "old/name.txt", "new name.txt").Git("repo", "rm", "--quiet", "deleted.txt");
        _folder.Write("repo/changed.txt", $"1\n{Keys.Of(3)}\n");
        _folder.Write("repo/sub/new.txt", Keys.Of(4));
        _folder.Git("repo", "add", "--all");
        _folder.Write("repo/intended.txt", Keys.Of(5));
        _folder.Git("repo", "add", "--intent-to-add", "intended.txt");

        Assert.AreEqual("changed.txt:2\nnew name.txt:1\nsub/new.txt:1", Scanned.Staged(_folder, "repo"));
        Assert.AreEqual("sub/new.txt:1", Scanned.Staged(_folder, "repo/sub"));
        Assert.AreEqual("changed.txt:2", Scanned.Staged(_folder, "repo/changed.txt"));
    }

    [TestMethod]
    public void What_a_commit_of_some_files_is_about_to_take_is_looked_at()
    {
        _folder.Init().Commit();
        _folder.Write("repo/a.txt", s_key);
        _folder.Git("repo", "add", "--all");
        File.Copy(_folder.At("repo", ".git", "index"), _folder.At("repo", ".git", "next-index-1.lock"));
        _folder.Git("repo", "rm", "--quiet", "--cached", "a.txt");

        Assert.AreEqual("", Scanned.Staged(_folder, "repo"));
        Assert.AreEqual("a.txt:1", Scanned.Show(Scanned.Run(_folder, ScanScope.Staged, false, ["repo"], ("GIT_INDEX_FILE", _folder.At("repo", ".git", "next-index-1.lock")))));
    }

    [TestMethod]
    public void A_key_that_was_deleted_again_is_in_the_history_with_the_commit_that_brought_it()
    {
        _folder.Init().Write("repo/a.txt", $"\n{s_key}\n");
        string first = CommitAll("first");
        _folder.Write("repo/a.txt", $"\n\n{s_key}\n");
        CommitAll("moved");
        File.Delete(_folder.At("repo", "a.txt"));
        CommitAll("deleted");

        Finding finding = Scanned.Run(_folder, ScanScope.History, false, ["repo"]).Findings.Single();

        Assert.AreEqual("a.txt 2", $"{finding.Diagnostic.File} {finding.Diagnostic.Line}");
        Assert.Contains($"since commit {first[..12]}", finding.Diagnostic.Message);
        Assert.AreEqual("", Scanned.Files(_folder, "repo"));
    }

    [TestMethod]
    public void Branches_merges_stashes_and_packs_are_a_part_of_it()
    {
        _folder.Init().Commit().Git("repo", "checkout", "--quiet", "-b", "b");
        _folder.Write("repo/b.txt", Keys.Of(2));
        _folder.Commit().Git("repo", "checkout", "--quiet", "main").Write("repo/c.txt", "1");
        _folder.Commit().Git("repo", "merge", "--quiet", "--no-commit", "b").Write("repo/in merge.txt", Keys.Of(3));
        _folder.Commit().Write("repo/c.txt", Keys.Of(4));
        _folder.Git("repo", "stash", "--quiet").Git("repo", "gc", "--quiet");

        Assert.AreEqual("b.txt:1\nc.txt:1\nin merge.txt:1", Scanned.History(_folder, "repo"));
    }

    [TestMethod]
    public void Texts_of_commits_and_tags_are_looked_at()
    {
        _folder.Init().Commit($"use {Keys.Of(2)}").Git("repo", "tag", "-a", "v1", "-m", $"key {Keys.Of(3)}");

        string[] messages = [.. Scanned.Run(_folder, ScanScope.History, false, ["repo"]).Findings.Select(f => f.Diagnostic.Message)];

        Assert.HasCount(2, messages);
        Assert.IsTrue(messages.Any(m => m.Contains("in the text of commit ", StringComparison.Ordinal)) && messages.Any(m => m.Contains("in the text of tag ", StringComparison.Ordinal)), string.Join('\n', messages));
    }

    [TestMethod]
    public void What_no_branch_leads_to_is_a_warning()
    {
        _folder.Init().Commit().Write("repo/a.txt", s_key);
        _folder.Git("repo", "add", "--all").Git("repo", "rm", "--quiet", "--force", "a.txt");

        Assert.AreEqual(":1 Warning", Scanned.History(_folder, "repo"));
    }

    [TestMethod]
    public void Archives_in_the_history_are_unpacked()
    {
        using MemoryStream zip = new();
        using (System.IO.Compression.ZipArchive archive = new(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using StreamWriter writer = new(archive.CreateEntry("lib/x.txt").Open());
            writer.Write(s_key);
        }

        _folder.Init().Write("repo/a.nupkg", zip.ToArray());
        _folder.Git("repo", "add", "--all");
        Assert.AreEqual("a.nupkg!lib/x.txt:1", Scanned.Staged(_folder, "repo"));
        _folder.Commit().Git("repo", "rm", "--quiet", "a.nupkg").Commit();

        Assert.AreEqual("a.nupkg!lib/x.txt:1", Scanned.History(_folder, "repo"));
    }

    [TestMethod]
    public void Bare_empty_and_shallow_repositories_are_asked()
    {
        _folder.Init();
        Assert.AreEqual("", Scanned.History(_folder, "repo"), "empty");
        _folder.Write("repo/a.txt", s_key);
        _folder.Commit().Write("repo/a.txt", "");
        _folder.Commit().Git("repo", "clone", "--quiet", "--bare", ".", "../bare.git").Git("repo", "clone", "--quiet", "--depth", "1", $"file://{_folder.At("repo")}", "../shallow");

        Assert.AreEqual("a.txt:1", Scanned.History(_folder, "bare.git"));
        Assert.AreEqual(" (the clone is shallow, and the history before it is not here)", Scanned.History(_folder, "shallow"));
        Assert.AreEqual("Error LLENV0038", Scanned.Files(_folder, "bare.git"));
        Assert.AreEqual("Error LLENV0038", Scanned.Staged(_folder, "bare.git"));
    }

    [TestMethod]
    public void Many_objects_are_answered_while_they_are_asked_for()
    {
        _folder.Init();
        for (int i = 0; i < 3000; i++)
            _folder.Write($"repo/{i % 50}/{i}.txt", $"{i}\n{(i % 500 == 0 ? Keys.Of(i) : new string('x', 300 * (i % 40)))}\n");
        _folder.Commit();

        Assert.AreEqual("0/0.txt:2\n0/1000.txt:2\n0/1500.txt:2\n0/2000.txt:2\n0/2500.txt:2\n0/500.txt:2", Scanned.History(_folder, "repo"));
    }

    private string CommitAll(string message)
    {
        _folder.Commit(message);
        return new Command("git", "rev-parse", "HEAD") { Directory = _folder.At("repo") }.Run().Exits(0).Output.Trim();
    }
}
