using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>Where git gives no answer, that is said, with the cause; and it stops a build that asks for it, with nothing written.</summary>
[TestClass]
public sealed class GitUnknownTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Repo => _folder["repo"];

    public void Dispose() => _folder.Dispose();

    /// <summary>A shell command in a repository with a tracked .env, what the message says, and where the .env is.</summary>
    [TestMethod]
    [DataRow("echo garbage >.git/index", "the index of the repository")]
    [DataRow("truncate -s 40 .git/index", "the index of the repository")]
    [DataRow("truncate -s 0 .git/index", "the index of the repository")]
    [DataRow("printf 'DIRC\\0\\0\\0\\11\\0\\0\\0\\1aaaaaaaaaaaaaaaaaaaaaaaaaa' >.git/index", "does not know")]
    [DataRow("rm .git/index; mkdir .git/index", "the index of the repository")]
    [DataRow("printf x | dd of=.git/index bs=1 seek=74 conv=notrunc", "the index of the repository", DisplayName = "one letter of the name in the index")]
    [DataRow("git update-index --split-index; truncate -s 40 .git/sharedindex.*", "the index of the repository")]
    [DataRow("echo '[core' >>.git/config", "configuration is broken, at line")]
    [DataRow("git config core.bare maybe", "configuration is broken")]
    [DataRow("git config core.repositoryformatversion 9", "does not know")]
    [DataRow("git config core.repositoryformatversion 1; git config extensions.unheardOf true", "does not know")]
    [DataRow("git config core.repositoryformatversion 1; git config extensions.objectFormat md6", "")]
    [DataRow("git config core.worktree ../../elsewhere; mkdir ../elsewhere", "core.worktree")]
    [DataRow("git config core.worktree ../../elsewhere", "core.worktree")]
    [DataRow("git config core.bare true", "no work tree")]
    [DataRow("rm .git/HEAD", "does not recognize it as a repository")]
    [DataRow("echo garbage >.git/HEAD", "does not recognize it as a repository")]
    [DataRow("rm -r .git/objects", "does not recognize it as a repository")]
    [DataRow("rm -r .git; mkdir .git", "does not recognize it as a repository")]
    [DataRow("rm -r .git; ln -s nowhere .git", "does not recognize it as a repository")]
    [DataRow("rm -r .git; mkfifo .git", "")]
    [DataRow("rm -r .git; touch .git", "names no folder")]
    [DataRow("rm -r .git; echo 'gitdir: /no/such/folder/.git/worktrees/x' >.git", "names a folder that is not here")]
    [DataRow("git worktree add -q ../tree -b other; mv .git ../gone", "names a folder that is not here", "tree")]
    [DataRow("git -c protocol.file.allow=always submodule --quiet add ./ inner; rm -r .git/modules", "names a folder that is not here", "repo/inner")]
    [DataRow("mkdir sub; cp -r .git sub/.git; rm sub/.git/HEAD; cp .env sub; echo sub >>.git/info/exclude", "does not recognize it as a repository", "repo/sub")]
    [DataRow("git config include.path ../fifo; mkfifo fifo", "did not answer")]
    public void A_broken_repository_is_no_answer(string breaking, string cause, string project = "repo")
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        Trap.Shell(Repo, breaking);
        Says_so_and_stops_where_it_is_an_error(_folder[project.Split('/')], cause);
    }

    [TestMethod]
    [DataRow("[core", "configuration is broken, at line")]
    [DataRow("[safe]\n\tdirectory", "")]
    public void A_broken_configuration_of_the_user_is_no_answer(string text, string cause)
    {
        GitRepository.Init(Repo);
        _folder.Write("home/.gitconfig", text + "\n[x]\n\ty = \"");
        Says_so_and_stops_where_it_is_an_error(Repo, cause);
    }

    [TestMethod]
    [DataRow(".")]
    [DataRow("hooks")]
    public void A_bare_repository_around_the_file_is_no_answer(string folder)
    {
        GitRepository.Init(Repo, "--bare");
        Says_so_and_stops_where_it_is_an_error(_folder["repo", folder], "bare repository");
    }

    [TestMethod]
    [DataRow("git update-index --index-version 4")]
    [DataRow("git update-index --split-index")]
    [DataRow("truncate -s -20 .git/index; truncate -s +20 .git/index", DisplayName = "as index.skipHash leaves it, without a sum")]
    [DataRow("rm -r .git; git init --object-format=sha256; git add .env")]
    public void An_index_of_any_kind_is_whole(string making)
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        Trap.Shell(Repo, making);
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(Repo, new Settings())));
        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(Repo, new Settings { [Setting.File] = "new.env" })));
    }

    /// <summary>It would take a build long to notice that the git it asks is none.</summary>
    [TestMethod]
    [DataRow(null, "no git on PATH")]
    [DataRow("#!/bin/sh\nexit 0\n", "cannot be used")]
    [DataRow("#!/bin/sh\nexit 1\n", "cannot be used")]
    [DataRow("#!/bin/sh\nexit 128\n", "cannot be used")]
    [DataRow("#!/bin/sh\nkill -9 $$\n", "cannot be used")]
    [DataRow("#!/bin/sh\necho .env\n", "cannot be used")]
    [DataRow("#!/bin/sh\necho xcode-select: note: No developer tools were found >&2; exit 1\n", "developer tools")]
    [DataRow("#!/bin/sh\nexec sleep 1000\n", "did not answer")]
    [DataRow("#!/bin/sh\nsleep 30 &\nexit 1\n", "did not answer", DisplayName = "one that leaves a child behind with its output")]
    [DataRow("#!/bin/sh\nexec yes\n", "did not answer", DisplayName = "one that never stops talking")]
    [DataRow("#!/no/such/interpreter\n", "does not start")]
    [DataRow("some notes about git\n", "does not start", DisplayName = "a text file that may be executed")]
    public void A_git_that_does_not_answer_is_no_answer(string? text, string cause)
    {
        GitRepository.Init(Repo);
        _folder.Write("bin/other", "");
        if (text is not null)
            Script.Write(_folder["bin", "git"], text.Replace("yes", "/usr/bin/yes", StringComparison.Ordinal).Replace("sleep", "/bin/sleep", StringComparison.Ordinal));
        Says_so_and_stops_where_it_is_an_error(Repo, cause, ("PATH", _folder["bin"]));
    }

    /// <summary>The real git comes behind it on PATH.</summary>
    [TestMethod]
    [DataRow("some notes about git\n", "644")]
    [DataRow("some notes about git\n", "755")]
    [DataRow("#!/no/such/interpreter\n", "755")]
    [DataRow("\u007FELF and nothing else", "755")]
    [DataRow(null, null, DisplayName = "a folder")]
    public void A_file_named_git_that_is_no_program_hides_none(string? text, string? mode)
    {
        GitRepository.Init(Repo);
        if (text is null)
        {
            Directory.CreateDirectory(_folder["bin", "git"]);
        }
        else
        {
            _folder.Write("bin/git", text);
            Trap.Shell(_folder["bin"], $"chmod {mode} git");
        }

        InjectResult result = Inject(Repo, new Settings(), ("PATH", $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"));

        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(result));
    }

    [TestMethod]
    [DataRow("GIT_DIR", "../other/.git")]
    [DataRow("GIT_DIR", "/no/such/folder")]
    [DataRow("GIT_WORK_TREE", "/")]
    [DataRow("GIT_INDEX_FILE", "../other/.git/index")]
    [DataRow("GIT_COMMON_DIR", "../other/.git")]
    public void A_variable_that_means_another_repository_is_named_and_the_one_around_the_file_is_asked(string name, string value)
    {
        GitRepository.Init(Repo);
        GitRepository.Init(_folder["other"]);
        _folder.Write("other/.git/info/exclude", "*\n");

        InjectResult result = Inject(Repo, new Settings(), (name, value));
        Assert.AreEqual($"{DiagnosticCodes.NotIgnoredByGit} {DiagnosticCodes.GitUnknown}", Git(result));
        Assert.Contains($"{name} in the environment", result.Diagnostics.Single(d => d.Code == DiagnosticCodes.GitUnknown).Message);

        Directory.CreateDirectory(_folder["plain"]);
        Assert.AreEqual(DiagnosticCodes.GitUnknown, Git(Inject(_folder["plain"], new Settings(), (name, value))), "outside any repository");

        _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        Assert.AreEqual($"{DiagnosticCodes.TrackedByGit} {DiagnosticCodes.GitUnknown}", Git(Inject(Repo, new Settings(), (name, value))));
    }

    /// <summary>A hook of the repository around the file has these.</summary>
    [TestMethod]
    [DataRow("repo")]
    [DataRow("tree")]
    public void A_variable_that_means_the_repository_around_the_file_is_fine(string project)
    {
        GitRepository.Init(Repo);
        GitRepository.Commit(Repo);
        GitRepository.Run(Repo, "worktree", "add", "--quiet", "-b", "other", _folder["tree"]);
        string own = project == "repo" ? "repo/.git" : "repo/.git/worktrees/tree"; // From the current folder, which is the one above.

        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(_folder[project], new Settings(),
            ("GIT_DIR", own), ("GIT_WORK_TREE", project + "/"), ("GIT_INDEX_FILE", $"{own}/next-index-1.lock"), ("GIT_COMMON_DIR", _folder["repo", ".git"]), ("GIT_PREFIX", ""))));
    }

    /// <summary>It is there in every run, and where it is an error nothing is written by any output.</summary>
    private void Says_so_and_stops_where_it_is_an_error(string directory, string cause, params (string Name, string Value)[] environment)
    {
        Settings settings = new() { [Setting.Outputs] = ["dotenv", "user-secrets"], [Setting.UserSecretsId] = "id" };
        string[] before = State();

        InjectResult stopped = Inject(directory, settings with { WarningsAsErrors = [DiagnosticCodes.GitUnknown] }, environment);
        Assert.AreEqual(DiagnosticSeverity.Error, stopped.Diagnostics.Single(d => d.Code == DiagnosticCodes.GitUnknown).Severity);
        Assert.IsFalse(stopped.Succeeded);
        CollectionAssert.AreEqual(before, State());

        InjectResult written = Inject(directory, settings, environment);
        Diagnostic warning = written.Diagnostics.Single(d => d.Code == DiagnosticCodes.GitUnknown);
        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains(cause, warning.Message);
        Assert.Contains(Given.Key, File.ReadAllText(Path.Combine(directory, ".env")));
        Assert.AreEqual(DiagnosticCodes.GitUnknown, Git(Inject(directory, settings, environment)), "also where the content is right already");

        string[] State() => [.. _folder.Listing().Select(e => File.Exists(_folder[e]) && !e.EndsWith("fifo", StringComparison.Ordinal) ? $"{e} {File.GetLastWriteTimeUtc(_folder[e]).Ticks}" : e)];
    }

    private InjectResult Inject(string directory, Settings settings, params (string Name, string Value)[] environment) =>
        Injector.Inject(settings.With(Setting.Sources, ["environment"]), directory, Given.Host(_folder, more: environment));

    private static string Git(InjectResult result) => string.Join(' ', result.Diagnostics.Select(d => d.Code)
        .Where(c => c is DiagnosticCodes.TrackedByGit or DiagnosticCodes.NotIgnoredByGit or DiagnosticCodes.GitUnknown).Order(StringComparer.Ordinal));
}
