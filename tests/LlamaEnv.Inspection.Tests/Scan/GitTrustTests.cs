using LlamaEnv.Diagnostics;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

/// <summary>
/// A repository may be a stranger's. None of the ways by which its configuration starts a program does that in a scan; that
/// they do with other commands, the tests of the guards show.
/// </summary>
[TestClass]
public sealed class GitTrustTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Nothing_in_a_repository_starts_a_program()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("the trap is a shell script");
        string mark = _folder["trapped"];
        string trap = Script.Make(_folder["trap.sh"], $"touch '{mark}'\nexit 1\n");
        _folder.Init().Write("repo/.gitattributes", "* filter=trap diff=trap merge=trap\n");
        _folder.Write("repo/a.txt", Keys.Of(1));
        _folder.Commit();
        _folder.Write("repo/b.txt", Keys.Of(2));
        _folder.Git("repo", "add", "--all");
        foreach (string setting in (string[])[
            "core.fsmonitor", "alias.ls-files=!", "alias.diff=!", "alias.cat-file=!", "alias.rev-list=!", "alias.diff-tree=!", "core.pager", "pager.diff", "core.sshCommand",
            "remote.origin.uploadpack", "core.alternateRefsCommand", "gpg.program", "filter.trap.clean", "filter.trap.process", "filter.trap.smudge", "diff.external",
            "diff.trap.command", "diff.trap.textconv", "gc.recentObjectsHook", "uploadpack.packObjectsHook"])
        {
            string[] parts = setting.Split('=');
            _folder.Git("repo", "config", parts[0], (parts.Length > 1 ? parts[1] : "") + trap);
        }

        foreach (string setting in (string[])["log.showSignature", "filter.trap.required", "submodule.recurse", "core.untrackedCache"])
            _folder.Git("repo", "config", setting, "true");
        Script.Make(_folder["repo", ".git", "hooks", "post-index-change"], $"{trap}\n");

        Assert.AreEqual("a.txt:1\nb.txt:1", Scanned.Files(_folder, "repo"));
        Assert.AreEqual("b.txt:1", Scanned.Staged(_folder, "repo"));
        Assert.AreEqual(":1 Warning\na.txt:1", Scanned.History(_folder, "repo"));
        Assert.IsFalse(File.Exists(mark));
    }

    [TestMethod]
    public void A_repository_of_another_user_is_not_asked()
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            Assert.Inconclusive("only root can give a file away");
        _folder.Init().Write("repo/a.txt", Keys.Of(1));
        new Command("chown", "-R", "65534:65534", _folder.At("repo")) { Directory = _folder.Root }.Run().Exits(0);

        foreach (ScanScope scope in Enum.GetValues<ScanScope>())
        {
            ScanResult result = Scanned.Run(_folder, scope, false, ["repo"]);

            Assert.IsTrue(result.IsIncomplete);
            Diagnostic error = result.Findings.Single().Diagnostic;
            Assert.AreEqual(DiagnosticCodes.GitUnknown, error.Code);
            Assert.Contains("belongs to another user", error.Message);
            Assert.Contains("safe.directory", error.Message);
        }

        Assert.AreEqual("a.txt:1", Scanned.AllFiles(_folder, "repo"));
    }

    [TestMethod]
    public void A_damaged_index_or_an_environment_that_names_another_repository_is_no_answer()
    {
        _folder.Init("other").Init().Write("repo/a.txt", Keys.Of(1));
        _folder.Commit();

        Assert.AreEqual("Error LLENV0038", Scanned.Show(Scanned.Run(_folder, ScanScope.Files, false, ["repo"], ("GIT_DIR", _folder.At("other", ".git")))));
        byte[] index = File.ReadAllBytes(_folder.At("repo", ".git", "index"));
        File.WriteAllBytes(_folder.At("repo", ".git", "index"), index[..^30]);
        Assert.AreEqual("Error LLENV0038", Scanned.Files(_folder, "repo"));
        Assert.AreEqual("a.txt:1", Scanned.AllFiles(_folder, "repo"));
    }

    [TestMethod]
    public void One_path_that_cannot_be_looked_at_keeps_nobody_from_the_others()
    {
        _folder.Init("bare.git", "--bare").Write("b/a.txt", Keys.Of(1));

        ScanResult result = Scanned.Run(_folder, ScanScope.Files, false, ["bare.git", "b"]);

        Assert.IsTrue(result.IsIncomplete);
        Assert.AreEqual("Error LLENV0038\nb/a.txt:1", Scanned.Show(result));
    }
}
