using System.Diagnostics;
using System.Text;
using LlamaEnv.Inspection.Scan;

namespace LlamaEnv.Inspection.Tests.Scan;

[TestClass]
public sealed class FileScanTests : IDisposable
{
    private static readonly string s_line = $"key = {Keys.Of(1)}\n";

    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void In_a_work_tree_files_count_that_git_tracks_or_would_add()
    {
        _folder.Init();
        _folder.Write("repo/.gitignore", ".env\nbin/\n!bin/tracked.txt\n");
        _folder.Write("repo/.env", s_line);
        _folder.Write("repo/bin/a.txt", s_line);
        _folder.Write("repo/bin/tracked.txt", s_line);
        _folder.Git("repo", "add", "--force", "bin/tracked.txt");
        _folder.Write("repo/new.txt", s_line);
        _folder.Write("repo/sub/new.txt", $"\n{s_line}");
        _folder.Write("outside.txt", s_line);

        Assert.AreEqual("bin/tracked.txt:1\nnew.txt:1\nsub/new.txt:2", Scanned.Files(_folder, "repo"));
        Assert.AreEqual("sub/new.txt:2", Scanned.Files(_folder, "repo/sub"), "named from the root");
        Assert.AreEqual(".env:1", Scanned.Files(_folder, "repo/.env"), "whoever names a file wants it");
        Assert.AreEqual("new.txt:1\nsub/new.txt:2", Scanned.Files(_folder, "repo/sub", "repo/new.txt", "repo/sub/new.txt"));
        Assert.AreEqual(".env:1\nbin/a.txt:1\nbin/tracked.txt:1\nnew.txt:1\nsub/new.txt:2", Scanned.AllFiles(_folder, "repo"));
        Assert.AreEqual("repo/bin/tracked.txt:1\nrepo/new.txt:1\nrepo/sub/new.txt:2", string.Join('\n', Scanned.Files(_folder, ".").Split('\n').Where(l => !l.StartsWith("outside", StringComparison.Ordinal)).Select(l => $"repo/{l}")));
    }

    [TestMethod]
    public void A_file_that_is_tracked_and_gone_or_in_conflict_is_no_fault()
    {
        _folder.Init().Commit();
        _folder.Write("repo/a.txt", "1\n");
        _folder.Write("repo/gone.txt", "1\n");
        _folder.Commit().Git("repo", "checkout", "--quiet", "-b", "b");
        _folder.Write("repo/a.txt", s_line);
        _folder.Commit().Git("repo", "checkout", "--quiet", "main");
        _folder.Write("repo/a.txt", "3\n");
        _folder.Commit();
        File.Delete(_folder.At("repo", "gone.txt"));
        new Command("git", "merge", "b") { Directory = _folder.At("repo") }.Run();

        Assert.AreEqual("a.txt:4", Scanned.Files(_folder, "repo"));
    }

    [TestMethod]
    public void Outside_of_a_repository_every_file_counts_and_repositories_in_it_ignore_theirs()
    {
        _folder.Write("plain/.env", s_line);
        _folder.Write("plain/deep/er/a.txt", s_line);
        _folder.Init("plain/repo");
        _folder.Write("plain/repo/.gitignore", ".env\n");
        _folder.Write("plain/repo/.env", s_line);
        _folder.Write("plain/repo/a.txt", s_line);

        Assert.AreEqual("plain/.env:1\nplain/deep/er/a.txt:1\na.txt:1", Scanned.Files(_folder, "plain"));
    }

    [TestMethod]
    public void Submodules_and_other_repositories_in_a_work_tree_are_looked_at_with_rules_of_their_own()
    {
        _folder.Init("other").Write("other/.gitignore", "*.env\n");
        _folder.Write("other/a.txt", s_line);
        _folder.Commit(folder: "other").Init();
        _folder.Git("repo", "submodule", "--quiet", "add", _folder.At("other"), "module").Git("repo", "submodule", "--quiet", "add", _folder.At("other"), "empty");
        _folder.Commit().Git("repo", "submodule", "--quiet", "deinit", "--force", "empty");
        _folder.Write("repo/module/x.env", s_line);
        _folder.Init("repo/nested").Write("repo/nested/b.txt", s_line);

        Assert.AreEqual("a.txt:1\nb.txt:1", string.Join('\n', Scanned.Files(_folder, "repo").Split('\n').Order()));
    }

    [TestMethod]
    public void Worktrees_and_repositories_without_a_commit_are_looked_at()
    {
        _folder.Init();
        Assert.AreEqual("", Scanned.Files(_folder, "repo"));
        _folder.Write("repo/a.txt", s_line);
        Assert.AreEqual("a.txt:1", Scanned.Files(_folder, "repo"));
        _folder.Commit().Git("repo", "worktree", "add", "--quiet", "../tree");
        Assert.AreEqual("a.txt:1", Scanned.Files(_folder, "tree"));
        Assert.AreEqual("", Scanned.Staged(_folder, "tree"));
        Assert.AreEqual("a.txt:1", Scanned.History(_folder, "tree"));
    }

    [TestMethod]
    public void Links_are_not_followed_and_circles_end()
    {
        _folder.Write("far/a.txt", s_line);
        _folder.Write("here/b.txt", s_line);
        Directory.CreateSymbolicLink(_folder.At("here", "circle"), _folder.At("here"));
        Directory.CreateSymbolicLink(_folder.At("here", "far"), _folder.At("far"));
        File.CreateSymbolicLink(_folder.At("here", "c.txt"), _folder.At("far", "a.txt"));
        File.CreateSymbolicLink(_folder.At("here", "lost"), _folder.At("nowhere"));

        Assert.AreEqual("here/b.txt:1", Scanned.Files(_folder, "here"));
        _folder.Init("here");
        Assert.AreEqual("b.txt:1", Scanned.Files(_folder, "here"));
    }

    [TestMethod]
    public void What_is_no_file_is_passed_over_and_what_may_not_be_read_is_a_note()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no pipes among files");
            return;
        }

        _folder.Write("d/a.txt", s_line);
        using (Process mkfifo = Process.Start("mkfifo", [_folder.At("d", "pipe")]))
            mkfifo.WaitForExit();
        _folder.Write("d/secret.txt", s_line);
        Directory.CreateDirectory(_folder.At("d", "closed"));
        File.SetUnixFileMode(_folder.At("d", "secret.txt"), UnixFileMode.None);
        File.SetUnixFileMode(_folder.At("d", "closed"), UnixFileMode.None);

        string expected = Environment.IsPrivilegedProcess ? "d/a.txt:1\nd/secret.txt:1" : "d/a.txt:1\nd/closed (access is denied)\nd/secret.txt (access is denied)";
        Assert.AreEqual(expected, Scanned.Files(_folder, "d"));
        File.SetUnixFileMode(_folder.At("d", "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [TestMethod]
    public void A_file_that_does_not_say_how_long_it_is_is_read()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("/proc is Linux's");

        using Process sleep = new Command("sleep", "1000") { Directory = _folder.Root }.With("LLAMA_CLOUD_API_KEY", Keys.Of(4)).Start();
        Limits.WaitUntil(() => File.ReadAllText($"/proc/{sleep.Id}/environ").Contains("LLAMA_CLOUD_API_KEY", StringComparison.Ordinal), "the program's environment");
        string seen = Scanned.Files(_folder, $"/proc/{sleep.Id}/environ");
        sleep.Kill();

        Assert.AreEqual("environ:0", seen);
    }

    [TestMethod]
    [DataRow("line\nend.txt")]
    [DataRow("\u001B[31m.txt")]
    [DataRow("-rf")]
    [DataRow("日本.txt")]
    [DataRow("wow!.txt")]
    public void Names_may_be_anything(string name)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Windows has no such names");
        _folder.Init().Write($"repo/{name}", s_line);

        ScanResult result = Scanned.Run(_folder, ScanScope.Files, false, ["repo"]);

        Assert.AreEqual(name, result.Findings.Single().Diagnostic.File);
        Assert.IsNull(result.Findings.Single().Archive);
        _folder.Git("repo", "add", "--all");
        Assert.AreEqual(name, Scanned.Run(_folder, ScanScope.Staged, false, ["repo"]).Findings.Single().Diagnostic.File);
        _folder.Commit();
        Assert.AreEqual(name, Scanned.Run(_folder, ScanScope.History, false, ["repo"]).Findings.Single().Diagnostic.File);
    }

    [TestMethod]
    public void A_name_that_is_not_UTF_8_is_a_note()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Inconclusive("only Linux has such names");
        _folder.Init().Write("repo/a.txt", s_line);
        new Command("/bin/sh", "-c", "printf 'x' > \"$(printf 'b\\377.txt')\"") { Directory = _folder.At("repo") }.Run().Exits(0);

        Assert.AreEqual("a.txt:1\nb\uFFFD.txt (its name is not UTF-8)", Scanned.Files(_folder, "repo"));
        Directory.Delete(_folder.At("repo", ".git"), recursive: true);
        Assert.AreEqual("repo/a.txt:1\nrepo/b\uFFFD.txt (its name is not UTF-8)", Scanned.Files(_folder, "repo"));
    }

    [TestMethod]
    public void What_a_project_declares_is_looked_for_everywhere()
    {
        string value = $"sk-{Keys.Of(5)[4..]}";
        _folder.Init();
        _folder.Write("repo/Directory.Build.props", """<Project><ItemGroup><LlamaEnvVariable Include="OPENAI_API_KEY" Pattern="^sk-[A-Za-z0-9]{40,}$" /></ItemGroup></Project>""");
        _folder.Write("repo/a/a.csproj", """
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup>
              <llamaenvvariable Include="MY_PIN"><Pattern>^[0-9]{6}%24</Pattern></llamaenvvariable>
              <LlamaEnvVariable Include="REGION" Pattern="^eu-[a-z0-9-]+$" Secret="false" />
              <LlamaEnvVariable Include="MADE" Pattern="$(X)" />
            </ItemGroup></Project>
            """);
        _folder.Write("repo/broken.csproj", "<Project><LlamaEnvVariable");
        _folder.Write("repo/b.json", $$"""{"x": "{{value}}"}""");
        _folder.Write("repo/c.env", $"MY_PIN=482913\nREGION=eu-central-1\nMADE=x\nOPENAI_API_KEY={value}\n");
        string expected = "b.json:1\nc.env:1\nc.env:4";

        Assert.AreEqual(expected, Scanned.Files(_folder, "repo"));
        _folder.Git("repo", "add", "--all");
        Assert.AreEqual(expected, Scanned.Staged(_folder, "repo"));
        _folder.Commit();
        Assert.AreEqual(expected, Scanned.History(_folder, "repo"));
        CollectionAssert.AreEquivalent(
            new[] { "OPENAI_API_KEY", "MY_PIN", "OPENAI_API_KEY" },
            Scanned.Run(_folder, ScanScope.Files, false, ["repo"]).Findings.Select(f => f.Diagnostic.Variable).ToArray());
    }

    [TestMethod]
    public void However_many_threads_there_are_the_report_is_the_same()
    {
        for (int i = 0; i < 300; i++)
            _folder.Write($"d/{i % 7}/{i}.txt", $"{new string('\n', i % 5)}{Keys.Of(i)}");

        string[] reports = [.. Enumerable.Range(0, 5).Select(_ => Scanned.Files(_folder, "d")).Distinct()];

        Assert.HasCount(1, reports);
        Assert.HasCount(300, reports[0].Split('\n'));
    }

    [TestMethod]
    public void No_text_of_a_finding_holds_the_key()
    {
        string key = Keys.Of(1);
        _folder.Init().Write("repo/a.txt", s_line);
        _folder.Write("repo/a64.txt", Convert.ToBase64String(Encoding.ASCII.GetBytes(key)));

        ScanResult result = Scanned.Run(_folder, ScanScope.Files, false, ["repo"]);

        Assert.HasCount(2, result.Findings);
        Assert.DoesNotContain(key[10..20], string.Join('\n', result.Findings));
        Assert.AreEqual(result.Findings[0].Fingerprint, result.Findings[1].Fingerprint, "one key");
    }
}
