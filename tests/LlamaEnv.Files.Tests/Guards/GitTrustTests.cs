using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>
/// A repository may be a stranger's, whoever owns its files: nothing in it, and nothing in the environment, starts a program
/// when git is asked. Each way is shown to work with a command that does start it, and then not to with ours.
/// </summary>
[TestClass]
public sealed class GitTrustTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Trap _trap;

    public GitTrustTests() => _trap = new Trap(_folder);

    private string Repo => _folder["repo"];

    public void Dispose() => _folder.Dispose();

    /// <summary>TRAP is the program. The last column starts it, where some command of git does.</summary>
    [TestMethod]
    [DataRow("core.fsmonitor=TRAP", "git status")]
    [DataRow("alias.check-ignore=!TRAP", null)]
    [DataRow("alias.ls-files=!TRAP", null)]
    [DataRow("alias.x=!TRAP", "git x")]
    [DataRow("core.pager=TRAP;pager.ls-files=true;pager.check-ignore=true", null)]
    [DataRow("core.editor=TRAP", "git commit --allow-empty")]
    [DataRow("core.sshCommand=TRAP;remote.origin.url=ssh://nowhere.invalid/x", "git fetch")]
    [DataRow("core.gitProxy=TRAP;remote.origin.url=git://nowhere.invalid/x", "git fetch")]
    [DataRow("remote.origin.url=ext::TRAP;protocol.ext.allow=always", "git fetch")]
    [DataRow("remote.origin.url=.;remote.origin.uploadpack=TRAP", "git fetch")]
    [DataRow("core.alternateRefsCommand=TRAP", null)]
    [DataRow("credential.helper=!TRAP", "echo url=https://nowhere.invalid | git credential fill")]
    [DataRow("core.askPass=TRAP", "echo url=https://nowhere.invalid | git credential fill")]
    [DataRow("gpg.program=TRAP;commit.gpgSign=true", "git commit --allow-empty -m x")]
    [DataRow("filter.trap.clean=TRAP;filter.trap.required=true", "git add --renormalize .")]
    [DataRow("filter.trap.process=TRAP;filter.trap.required=true", "git add --renormalize .")]
    [DataRow("filter.trap.smudge=TRAP", "rm seen; git checkout seen")]
    [DataRow("diff.external=TRAP", "git diff")]
    [DataRow("diff.trap.command=TRAP", "git diff")]
    [DataRow("diff.trap.textconv=TRAP", "git diff")]
    [DataRow("merge.trap.driver=TRAP", null)]
    [DataRow("interactive.diffFilter=TRAP", null)]
    [DataRow("sequence.editor=TRAP", null)]
    [DataRow("gc.auto=1;gc.recentObjectsHook=TRAP", null)]
    [DataRow("uploadpack.packObjectsHook=TRAP", null)]
    [DataRow("submodule.recurse=true;submodule.inner.update=!TRAP", null)]
    [DataRow("trace2.normalTarget=MARK;trace2.eventTarget=MARK;trace2.perfTarget=MARK", null)]
    [DataRow("include.path=INCLUDED", "git status")]
    [DataRow("includeIf.onbranch:**.path=INCLUDED", "git status")]
    public void Configuration_starts_no_program(string settings, string? starting) => Springs_nothing(
        () =>
        {
            foreach (string setting in settings.Split(';'))
                GitRepository.Run(Repo, ["config", .. Fill(setting).Split('=', 2)]);
            _folder.Write("included", $"[core]\n\tfsmonitor = {_trap.Program}\n");
        },
        starting);

    [TestMethod]
    public void The_configuration_of_one_work_tree_starts_no_program() => Springs_nothing(
        () =>
        {
            GitRepository.Run(Repo, "config", "extensions.worktreeConfig", "true");
            GitRepository.Run(Repo, "config", "--worktree", "core.fsmonitor", _trap.Program);
        },
        "git status");

    [TestMethod]
    [DataRow(".git/hooks", null)]
    [DataRow("hooks", "core.hooksPath")]
    public void Hooks_are_not_run(string folder, string? setting) => Springs_nothing(
        () =>
        {
            foreach (string hook in (string[])["post-index-change", "pre-commit", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-auto-gc"])
                Script.Make(_folder[["repo", .. folder.Split('/'), hook]], $"{_trap.Program}\n");
            if (setting is not null)
                GitRepository.Run(Repo, "config", setting, _folder["repo", folder]);
        },
        "git update-index --refresh --force-write-index");

    /// <summary>A sparse index without the trees it stands for: git would fetch them, by a program that the repository names.</summary>
    [TestMethod]
    [DataRow("remote.origin.uploadpack=TRAP")]
    [DataRow("remote.origin.url=ext::TRAP;protocol.ext.allow=always")]
    [DataRow("remote.origin.url=ssh://nowhere.invalid/x;core.sshCommand=TRAP")]
    public void Missing_objects_are_not_fetched_and_no_answer_is_taken_for_none(string settings)
    {
        MakeSparse(settings);
        Trap.Shell(Repo, "git ls-files");
        Assert.IsTrue(_trap.IsSprung, "this repository does start its program");
        _trap.Reset();

        InjectResult result = Inject(Repo);

        Assert.IsFalse(_trap.IsSprung);
        Assert.AreEqual(DiagnosticCodes.GitUnknown, Git(result), string.Join('\n', result.Diagnostics));
        Assert.Contains("the repository lacks objects", result.Diagnostics.Single(d => d.Code == DiagnosticCodes.GitUnknown).Message);
    }

    [TestMethod]
    public void A_sparse_index_with_all_its_trees_is_asked()
    {
        MakeSparse("remote.origin.uploadpack=TRAP", losesTrees: false);
        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(Repo)));
        Directory.CreateDirectory(_folder["repo", "away"]);
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(_folder["repo", "away"])), "its folder is not checked out");
        Assert.IsFalse(_trap.IsSprung);
    }

    /// <summary>What a shell, a hook or a pipeline may have set for its own git.</summary>
    [TestMethod]
    [DataRow("GIT_EXTERNAL_DIFF=TRAP", "git diff")]
    [DataRow("GIT_SSH_COMMAND=TRAP", "git fetch ssh://nowhere.invalid/x")]
    [DataRow("GIT_SSH=TRAP", "git fetch ssh://nowhere.invalid/x")]
    [DataRow("GIT_PROXY_COMMAND=TRAP", "git fetch git://nowhere.invalid/x")]
    [DataRow("GIT_ASKPASS=TRAP", "echo url=https://nowhere.invalid | git credential fill")]
    [DataRow("GIT_EDITOR=TRAP", "git commit --allow-empty")]
    [DataRow("GIT_PAGER=TRAP", null)]
    [DataRow("PAGER=TRAP", null)]
    [DataRow("GIT_TRACE=MARK", "git status")]
    [DataRow("GIT_TRACE2=MARK", "git status")]
    [DataRow("GIT_TRACE2_EVENT=MARK", "git status")]
    [DataRow("GIT_TRACE_SETUP=MARK", "git status")]
    [DataRow("GIT_CONFIG_PARAMETERS='core.fsmonitor'='TRAP'", "git status")]
    [DataRow("GIT_CONFIG_COUNT=1;GIT_CONFIG_KEY_0=core.fsmonitor;GIT_CONFIG_VALUE_0=TRAP", "git status")]
    [DataRow("GIT_CONFIG_GLOBAL=INCLUDED", "git status")]
    [DataRow("GIT_CONFIG_SYSTEM=INCLUDED", "git status")]
    [DataRow("GIT_EXEC_PATH=PROGRAMS", null)]
    public void A_variable_starts_no_program(string variables, string? starting)
    {
        Script.Make(_folder["programs", "git-check-ignore"], $"{_trap.Program}\n");
        Script.Make(_folder["programs", "git-ls-files"], $"{_trap.Program}\n");
        (string, string)[] environment = [.. Fill(variables).Split(';').Select(v => (v.Split('=', 2)[0], v.Split('=', 2)[1]))];
        Springs_nothing(() => _folder.Write("included", $"[core]\n\tfsmonitor = {_trap.Program}\n"), starting, environment);
    }

    [TestMethod]
    public void Git_gets_no_secret_and_no_variable_it_does_not_need()
    {
        GitRepository.Init(Repo);
        string seen = _folder["seen"];
        Script.Make(_folder["bin", "git"], $"env >>'{seen}'\nexec git-that-is-not-there\n");

        Inject(Repo, ("PATH", $"{_folder["bin"]}:.:bin::{Environment.GetEnvironmentVariable("PATH")}"), ("GIT_DIR", _folder["repo", ".git"]),
            ("XDG_CONFIG_HOME", _folder["xdg"]), ("AWS_SECRET_ACCESS_KEY", "FakeSecret"), ("LD_PRELOAD", "/no/such.so"), ("https_proxy", "http://user:FakeSecret@proxy"));

        string[] lines = File.ReadAllLines(seen);
        string[] allowed = ["PATH", "HOME", "XDG_CONFIG_HOME", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_",
            "GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH", "GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT", "GIT_NO_REPLACE_OBJECTS", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CEILING_DIRECTORIES"];
        Assert.AreEqual("", string.Join(' ', lines.Select(l => l.Split('=')[0]).Except(allowed)));
        Assert.DoesNotContain("Fake", string.Join('\n', lines));
        Assert.Contains($"HOME={_folder["home"]}", lines);
        Assert.Contains($"XDG_CONFIG_HOME={_folder["xdg"]}", lines);
        string path = lines.First(l => l.StartsWith("PATH=", StringComparison.Ordinal))["PATH=".Length..];
        Assert.IsTrue(path.Split(':').All(folder => folder.StartsWith('/')), path);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "its own")]
    [DataRow(false, DisplayName = "planted in a folder above that everybody may write to")]
    public void A_repository_of_another_user_is_not_asked(bool isItsOwn)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            Assert.Inconclusive("only root can give a file away");
        MakeSparse("remote.origin.uploadpack=TRAP;core.fsmonitor=TRAP");
        string project = Repo;
        if (isItsOwn)
        {
            GiveAway(Repo);
        }
        else
        {
            Directory.CreateDirectory(_folder["common", "mine"]);
            Directory.Move(_folder["repo", ".git"], _folder["common", ".git"]);
            GiveAway(_folder["common", ".git"]);
            Trap.Shell(_folder.Path, "chmod 1777 common");
            project = _folder["common", "mine"];
        }

        InjectResult result = Inject(project);

        Assert.IsFalse(_trap.IsSprung);
        Diagnostic warning = result.Diagnostics.Single(d => d.Code == DiagnosticCodes.GitUnknown);
        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains("belongs to another user", warning.Message);
        Assert.Contains("safe.directory", warning.Message);
        Assert.IsTrue(File.Exists(Path.Combine(project, ".env")));
    }

    [TestMethod]
    public void A_repository_of_another_user_that_the_user_trusts_is_asked_and_starts_nothing()
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            Assert.Inconclusive("only root can give a file away");
        _folder.Write("home/.gitconfig", "[safe]\n\tdirectory = *\n");
        MakeSparse("remote.origin.uploadpack=TRAP;core.fsmonitor=TRAP", losesTrees: false);
        GiveAway(Repo);
        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(Repo)));
        Assert.IsFalse(_trap.IsSprung);
    }

    /// <summary>Prepares a repository with a tracked, an ignored and an exposed file, shows that it starts the trap, and that we do not.</summary>
    private void Springs_nothing(Action prepare, string? starting, params (string Name, string Value)[] environment)
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/.gitattributes", "* filter=trap diff=trap merge=trap\n");
        _folder.Write("repo/seen", "1\n");
        _folder.Write("repo/tracked/.env", "A=1\n");
        _folder.Write("repo/ignored/.gitignore", ".env\n");
        Directory.CreateDirectory(_folder["repo", "exposed"]);
        GitRepository.Commit(Repo, ".");
        _folder.Write("repo/seen", "2\n");
        prepare();

        if (starting is not null)
        {
            Trap.Shell(Repo, starting, environment);
            Assert.IsTrue(_trap.IsSprung, "the trap works");
            _trap.Reset();
        }

        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(_folder["repo", "tracked"], environment)));
        Assert.AreEqual("", Git(Inject(_folder["repo", "ignored"], environment)));
        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(_folder["repo", "exposed"], environment)));
        Assert.IsFalse(_trap.IsSprung);
    }

    private void MakeSparse(string settings, bool losesTrees = true)
    {
        string origin = _folder["origin"];
        GitRepository.Init(origin);
        _folder.Write("origin/away/b/x", "1\n");
        _folder.Write("origin/away/.env", "A=1\n");
        _folder.Write("origin/here/y", "2\n");
        GitRepository.Commit(origin, ".");
        GitRepository.Run(_folder.Path, "clone", "--quiet", origin, Repo);
        GitRepository.Run(Repo, "sparse-checkout", "init", "--cone", "--sparse-index");
        GitRepository.Run(Repo, "sparse-checkout", "set", "here");
        if (losesTrees)
            Trap.Shell(Repo, "for t in $(git rev-parse HEAD:away HEAD:away/b); do rm -f .git/objects/$(echo $t | cut -c1-2)/$(echo $t | cut -c3-); done");
        foreach (string setting in (string[])["core.repositoryformatversion=1", "extensions.partialClone=origin", "remote.origin.promisor=true", .. Fill(settings).Split(';')])
            GitRepository.Run(Repo, ["config", .. setting.Split('=', 2)]);
    }

    private string Fill(string text) => text
        .Replace("TRAP", _trap.Program, StringComparison.Ordinal)
        .Replace("MARK", _trap.Mark, StringComparison.Ordinal)
        .Replace("INCLUDED", _folder["included"], StringComparison.Ordinal)
        .Replace("PROGRAMS", _folder["programs"], StringComparison.Ordinal);

    private static void GiveAway(string path) => Trap.Shell(path, $"chown -R 65534 '{path}'");

    private InjectResult Inject(string directory, params (string Name, string Value)[] environment) =>
        Injector.Inject(new Settings { [Setting.Sources] = ["environment"] }, directory, Given.Host(_folder, more: environment));

    private static string Git(InjectResult result) => string.Join(' ', result.Diagnostics.Select(d => d.Code)
        .Where(c => c is DiagnosticCodes.TrackedByGit or DiagnosticCodes.NotIgnoredByGit or DiagnosticCodes.GitUnknown));
}
