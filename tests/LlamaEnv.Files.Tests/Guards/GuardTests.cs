using System.Runtime.Versioning;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>What keeps a key out of commits, images and other people's sight.</summary>
[TestClass]
public sealed class GuardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Repo => _folder["repo"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_tracked_file_is_an_error_and_nothing_is_written()
    {
        GitRepository.Init(Repo);
        string path = _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        InjectResult result = Inject(Repo, new Settings { [Setting.Outputs] = ["dotenv", "user-secrets"], [Setting.UserSecretsId] = "id" });
        Assert.AreEqual(DiagnosticSeverity.Error, result.Diagnostics.Single(d => d.Code == DiagnosticCodes.TrackedByGit).Severity);
        Assert.AreEqual("A=1\n", File.ReadAllText(path));
        Assert.IsFalse(Directory.Exists(_folder["home"]));
    }

    [TestMethod]
    public void A_tracked_file_is_written_where_that_is_allowed()
    {
        GitRepository.Init(Repo);
        string path = _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        Assert.IsEmpty(Git(Inject(Repo, new Settings { [Setting.AllowTracked] = "true" })));
        Assert.Contains(Given.Key, File.ReadAllText(path));
    }

    [TestMethod]
    public void Launch_settings_are_guarded_with_values_and_free_with_references()
    {
        GitRepository.Init(Repo);
        string path = _folder.Write("repo/Properties/launchSettings.json", "{}");
        GitRepository.Commit(Repo, "Properties/launchSettings.json");
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(Repo, new Settings { [Setting.Outputs] = ["launch-settings"] })));
        Assert.AreEqual("{}", File.ReadAllText(path));
        Assert.AreEqual("", Git(Inject(Repo, new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = "reference" })));
        Assert.Contains("%LLAMA_CLOUD_API_KEY%", File.ReadAllText(path));
    }

    [TestMethod]
    [DataRow(".env", "/.env")]
    [DataRow("a b[1].env", "/a\\ b\\[1\\].env")]
    public void A_file_git_does_not_ignore_is_a_warning_with_the_line(string file, string line)
    {
        GitRepository.Init(Repo);
        InjectResult result = Inject(Repo, new Settings { [Setting.File] = file });
        Diagnostic warning = result.Diagnostics.Single(d => d.Code == DiagnosticCodes.NotIgnoredByGit);
        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains($"Add {line} and ", warning.Message);
        File.Delete(_folder["repo", file]);
        File.WriteAllText(_folder["repo", ".gitignore"], line + "\n");
        Assert.AreEqual("", Git(Inject(Repo, new Settings { [Setting.File] = file })), "the line it gives must do");
    }

    [TestMethod]
    [DataRow(".gitignore", ".env")]
    [DataRow(".git/info/exclude", "*.env")]
    [DataRow("../.gitignore", "nothing", false, DisplayName = "a file outside the repository")]
    [DataRow("../home/.config/git/ignore", "globally-ignored.env", true, "globally-ignored.env", DisplayName = "the excludes of the user the host has")]
    public void A_file_git_ignores_is_fine(string ignoreFile, string line, bool isIgnored = true, string file = ".env")
    {
        GitRepository.Init(Repo);
        _folder.Write($"repo/{ignoreFile}", line + "\n");
        Assert.AreEqual(isIgnored ? "" : DiagnosticCodes.NotIgnoredByGit, Git(Inject(Repo, new Settings { [Setting.File] = file })));
    }

    [TestMethod]
    [DataRow(null, "/.env\n/.env.llama-env.tmp\n")]
    [DataRow("", "/.env\n/.env.llama-env.tmp\n")]
    [DataRow("bin\n", "bin\n/.env\n/.env.llama-env.tmp\n")]
    [DataRow("bin", "bin\n/.env\n/.env.llama-env.tmp\n")]
    [DataRow("bin\r\nobj\r\n", "bin\r\nobj\r\n/.env\r\n/.env.llama-env.tmp\r\n")]
    [DataRow("bin\r\nobj", "bin\r\nobj\r\n/.env\r\n/.env.llama-env.tmp\r\n")]
    [DataRow(".env\n!.env\n", ".env\n!.env\n/.env\n/.env.llama-env.tmp\n")]
    [DataRow("/.env\n!.env\n", "/.env\n!.env\n/.env\n/.env.llama-env.tmp\n")]
    public void The_line_is_added_when_asked_and_once(string? before, string after)
    {
        GitRepository.Init(Repo);
        Inject(Repo, new Settings());
        if (before is not null)
            _folder.Write("repo/.gitignore", before);
        Settings settings = new() { AddToGitignore = true };
        Assert.AreEqual("", Git(Inject(Repo, settings)), "also when .env itself is up to date");
        Assert.AreEqual("", Git(Inject(Repo, settings)));
        Assert.AreEqual(after, File.ReadAllText(_folder["repo", ".gitignore"]));
    }

    [TestMethod]
    public void Two_outputs_side_by_side_share_one_gitignore()
    {
        GitRepository.Init(Repo);
        InjectResult result = Inject(Repo, new Settings { [Setting.Outputs] = ["dotenv", "launch-settings"], [Setting.ProjectFile] = Path.Combine(Repo, "app.cs"), AddToGitignore = true });
        Assert.IsTrue(result.Succeeded, string.Join('\n', result.Diagnostics));
        Assert.AreEqual("/.env\n/.env.llama-env.tmp\n/app.run.json\n/app.run.json.llama-env.tmp\n", File.ReadAllText(_folder["repo", ".gitignore"]));
        CollectionAssert.AreEqual(new[] { "repo", "repo/.env", "repo/.gitignore", "repo/app.run.json" }, _folder.Listing());
    }

    [TestMethod]
    [DataRow("repo/link", DisplayName = "a link in the repository")]
    [DataRow("link", DisplayName = "a link from outside")]
    public void A_linked_folder_hides_no_tracked_file(string link)
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/sub/.env", "A=1\n");
        GitRepository.Run(Repo, "add", ".");
        Directory.CreateSymbolicLink(_folder[link.Split('/')], _folder["repo", "sub"]);

        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(_folder[link.Split('/')], new Settings())));
        Assert.AreEqual("A=1\n", File.ReadAllText(_folder["repo", "sub", ".env"]));
    }

    [TestMethod]
    public void A_gitignore_that_points_to_itself_is_an_error_and_nothing_is_written()
    {
        GitRepository.Init(Repo);
        File.CreateSymbolicLink(_folder["repo", ".gitignore"], ".gitignore");
        InjectResult result = Inject(Repo, new Settings { AddToGitignore = true });
        Assert.AreEqual(DiagnosticCodes.CannotWrite, result.Diagnostics.Single(d => d.Severity == DiagnosticSeverity.Error).Code);
        Assert.IsFalse(File.Exists(_folder["repo", ".env"]));
    }

    /// <summary>Git does not follow it, so lines that are added to what it points to ignore nothing.</summary>
    [TestMethod]
    public void A_gitignore_that_is_a_link_is_an_error_and_nothing_is_written()
    {
        GitRepository.Init(Repo);
        _folder.Write("shared", "x\n");
        File.CreateSymbolicLink(_folder["repo", ".gitignore"], _folder["shared"]);
        InjectResult result = Inject(Repo, new Settings { AddToGitignore = true });
        Assert.Contains("symbolic link", result.Diagnostics.Single(d => d.Code == DiagnosticCodes.CannotWrite).Message);
        Assert.IsFalse(File.Exists(_folder["repo", ".env"]));
        Assert.AreEqual("x\n", File.ReadAllText(_folder["shared"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow("mkdir .gitignore", "a folder")]
    [DataRow("mkdir .gitignore; touch .gitignore/.env", "a folder")]
    [DataRow("ln -s missing .gitignore", "a symbolic link")]
    [DataRow("ln -s /dev/null .gitignore", "a symbolic link")]
    [DataRow("mkdir rules; ln -s rules .gitignore", "a symbolic link")]
    [DataRow("mkfifo .gitignore", "a pipe or a device")]
    public void A_gitignore_that_is_no_file_is_said_to_be_none(string make, string what)
    {
        GitRepository.Init(Repo);
        using (System.Diagnostics.Process shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", make]) { WorkingDirectory = Repo })!)
            shell.WaitForExit();
        string before = string.Join(' ', _folder.Listing());

        InjectResult asked = Inject(Repo, new Settings { AddToGitignore = true });

        Diagnostic error = asked.Diagnostics.Single(d => d.Code == DiagnosticCodes.CannotWrite);
        Assert.Contains($"it is {what}", error.Message);
        Assert.Contains("/.env cannot be added", error.Message);
        Assert.AreEqual(before, string.Join(' ', _folder.Listing()));

        InjectResult plain = Inject(Repo, new Settings { DryRun = true });
        if (Git(plain) == DiagnosticCodes.NotIgnoredByGit)
        {
            Assert.Contains($"The .gitignore beside it is {what}", plain.Messages);
            Assert.DoesNotContain("--gitignore", plain.Messages);
        }
        else
        {
            Assert.AreEqual(DiagnosticCodes.GitUnknown, Git(plain), plain.Messages);
        }
    }

    [TestMethod]
    public void A_folder_outside_any_repository_has_nothing_to_say()
    {
        Directory.CreateDirectory(_folder["plain"]);
        Assert.AreEqual("", Git(Inject(_folder["plain"], new Settings())));
    }

    [TestMethod]
    public void A_worktree_and_a_submodule_are_asked_themselves()
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        GitRepository.Run(Repo, "worktree", "add", "--quiet", "-b", "other", _folder["tree"]);
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(_folder["tree"], new Settings())));

        GitRepository.Init(_folder["outer"]);
        _folder.Write("outer/.gitignore", "*.env\n");
        GitRepository.Run(_folder["outer"], "submodule", "--quiet", "add", Repo, "inner");
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Git(Inject(_folder["outer", "inner"], new Settings())));
        Assert.AreEqual(DiagnosticCodes.NotIgnoredByGit, Git(Inject(_folder["outer", "inner"], new Settings { [Setting.File] = "new.env" })), "the outer repository's rules end there");
    }

    [TestMethod]
    public void A_link_to_a_file_outside_the_repository_puts_no_secret_into_it()
    {
        GitRepository.Init(Repo);
        string target = _folder.Write("elsewhere/.env", "");
        File.CreateSymbolicLink(_folder["repo", ".env"], target);
        GitRepository.Commit(Repo, ".env");
        Assert.AreEqual("", Git(Inject(Repo, new Settings())));
        Assert.Contains(Given.Key, File.ReadAllText(target));
        Assert.AreEqual(target, new FileInfo(_folder["repo", ".env"]).LinkTarget);
    }

    [TestMethod]
    [DataRow($"LLAMA_CLOUD_API_KEY={Given.OldKey}\n", DisplayName = "another key")]
    [DataRow($"# {Given.OldKey}\n", DisplayName = "a key in a comment")]
    [DataRow("export LLAMA_CLOUD_API_KEY='of a server of our own'\n", DisplayName = "a key of another shape")]
    [DataRow(null, DisplayName = "with the same content")]
    public void A_file_others_can_read_that_held_a_key_is_closed_with_a_warning(string? content)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("modes are a thing of Unix");
            return;
        }

        string path = _folder.Write("plain/.env", content ?? "");
        if (content is null)
            Inject(_folder["plain"], new Settings());
        DateTime before = File.GetLastWriteTimeUtc(path);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        Assert.Contains("Nothing was changed", Inject(_folder["plain"], new Settings { DryRun = true }).Diagnostics.Single(d => d.Code == DiagnosticCodes.ReadableByOthers).Message);
        InjectResult result = Inject(_folder["plain"], new Settings());
        Diagnostic warning = result.Diagnostics.Single(d => d.Code == DiagnosticCodes.ReadableByOthers);
        Assert.AreEqual(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains("Access was restricted to you", warning.Message);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        if (content is null)
            Assert.AreEqual(before, File.GetLastWriteTimeUtc(path));
        Assert.IsEmpty(Inject(_folder["plain"], new Settings()).Diagnostics);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow("")]
    [DataRow("A=1\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=''\nLLAMA_CLOUD_BASE_URL=https://api.cloud.llamaindex.ai\n")]
    [DataRow("LLAMA_CLOUD_API_KEY=your-api-key\n")]
    [DataRow("# LLAMA_CLOUD_API_KEY=llx-...\n")]
    public void A_file_others_can_read_that_held_no_key_is_closed_in_silence(string content)
    {
        string path = _folder.Write("plain/.env", content);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        Assert.IsEmpty(Inject(_folder["plain"], new Settings()).Diagnostics);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":"old"}""", true)]
    [DataRow("""{"LlamaCloud":{"ApiKey":"old"}}""", true)]
    [DataRow("""{"LlamaCloud:ApiKey":"old"}""", true)]
    [DataRow("""{"Other":"old"}""", false)]
    [DataRow("""{"LLAMA_CLOUD_API_KEY":""}""", false)]
    public void User_secrets_others_can_read_are_closed_and_a_key_in_them_is_told(string content, bool isTold)
    {
        string path = _folder.Write("home/.microsoft/usersecrets/id/secrets.json", content);
        Directory.CreateDirectory(_folder["plain"]);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        InjectResult result = Inject(_folder["plain"], new Settings { [Setting.Outputs] = ["user-secrets"], [Setting.UserSecretsId] = "id" });
        Assert.AreEqual(isTold, result.Diagnostics.Any(d => d.Code == DiagnosticCodes.ReadableByOthers));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [TestMethod]
    [DataRow("value", true)]
    [DataRow("reference", false)]
    public void Launch_settings_others_can_read_are_closed_where_they_hold_the_secret(string mode, bool isClosed)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("modes are a thing of Unix");
            return;
        }

        string path = _folder.Write("plain/Properties/launchSettings.json", $$$$$"""{"profiles":{"a":{"commandName":"Project","environmentVariables":{"LLAMA_CLOUD_API_KEY":"{{{{{Given.OldKey}}}}}"}}}}""");
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        InjectResult result = Inject(_folder["plain"], new Settings { [Setting.Outputs] = ["launch-settings"], [Setting.LaunchSettingsMode] = mode });
        Assert.AreEqual(isClosed, result.Diagnostics.Any(d => d.Code == DiagnosticCodes.ReadableByOthers));
        Assert.AreEqual(Convert.ToInt32(isClosed ? "600" : "644", 8), (int)File.GetUnixFileMode(path));
    }

    [TestMethod]
    public void A_file_the_project_ships_is_a_warning()
    {
        Directory.CreateDirectory(Repo);
        Assert.AreEqual(1, Inject(Repo, new Settings { [Setting.ShippedFiles] = ["bin/x", ".env"] }).Diagnostics.Count(d => d.Code == DiagnosticCodes.WouldBeShipped));
        Assert.AreEqual(0, Inject(Repo, new Settings { [Setting.ShippedFiles] = ["x.env"] }).Diagnostics.Count(d => d.Code == DiagnosticCodes.WouldBeShipped));
    }

    [TestMethod]
    [DataRow(".env", true)]
    [DataRow("/.env", true)]
    [DataRow("./.env", true)]
    [DataRow("**/.env", true)]
    [DataRow("**/.env*", true)]
    [DataRow("*.env", true)]
    [DataRow("*", true)]
    [DataRow("**", true)]
    [DataRow(".en?", true)]
    [DataRow("\uFEFF.env", true)]
    [DataRow("  .env  \r", true)]
    [DataRow(".env\n!.env", false)]
    [DataRow("!.env\n.env", true)]
    [DataRow("**\n!src", true)]
    [DataRow("", false)]
    [DataRow("# .env", false)]
    [DataRow("#.env\nbin", false)]
    [DataRow("src/.env", false)]
    [DataRow("env", false)]
    [DataRow(".envx", false)]
    public void A_dockerignore_beside_the_file_decides(string lines, bool isIgnored)
    {
        _folder.Write("plain/.dockerignore", lines + "\n");
        Assert.AreEqual(!isIgnored, IsShipped(_folder["plain"]));
    }

    [TestMethod]
    [DataRow("src", true)]
    [DataRow("src/App", true)]
    [DataRow("src/App/.env", true)]
    [DataRow("**/App", true)]
    [DataRow("src/*/.env", true)]
    [DataRow(".env", false)]
    [DataRow("*.env", false)]
    [DataRow("*/.env", false)]
    [DataRow("App", false)]
    public void A_dockerignore_above_means_paths_from_itself(string lines, bool isIgnored)
    {
        _folder.Write("repo/.dockerignore", lines + "\n");
        Directory.CreateDirectory(_folder["repo", ".git"]);
        Directory.CreateDirectory(_folder["repo", "src", "App"]);
        Assert.AreEqual(!isIgnored, IsShipped(_folder["repo", "src", "App"]));
    }

    [TestMethod]
    public void A_dockerignore_above_the_repository_means_another_image()
    {
        _folder.Write(".dockerignore", "bin\n");
        Directory.CreateDirectory(_folder["repo", ".git"]);
        Assert.IsFalse(IsShipped(Repo));
        _folder.Write("repo/.dockerignore", ".env\n");
        Assert.IsFalse(IsShipped(Repo));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [DataRow(false, DisplayName = "one's own folder")]
    [DataRow(true, DisplayName = "a folder that all share, such as /tmp")]
    public void A_dockerignore_in_a_folder_that_all_share_means_nobodys_image(bool isShared)
    {
        _folder.Write("above/.dockerignore", "bin\n");
        Directory.CreateDirectory(_folder["above", "App"]);
        if (isShared && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["above"], (UnixFileMode)0b001_111_111_111);
        Assert.AreEqual(!isShared, IsShipped(_folder["above", "App"]));
    }

    [TestMethod]
    [DataRow(".env", "bin", "/repo/.dockerignore", DisplayName = "the one of the context's root lets it in")]
    [DataRow("bin", "**/.env", "/repo/src/App/.dockerignore", DisplayName = "the nearest lets it in")]
    [DataRow("bin", "bin", "/repo/.dockerignore /repo/src/App/.dockerignore")]
    [DataRow(".env", "src/*/.env", "")]
    public void Every_dockerignore_may_be_that_of_the_build_context(string near, string far, string expected)
    {
        _folder.Write("repo/.dockerignore", far + "\n");
        _folder.Write("repo/src/App/.dockerignore", near + "\n");
        Directory.CreateDirectory(_folder["repo", ".git"]);
        string[] named = [.. Inject(_folder["repo", "src", "App"], new Settings()).Diagnostics.Where(d => d.Code == DiagnosticCodes.WouldBeShipped).Select(d => d.Message.Split(' ').Single(w => w.EndsWith("ignore", StringComparison.Ordinal)))];
        Assert.AreEqual(expected, string.Join(' ', named.Select(n => n[_folder.Path.Length..].Replace('\\', '/')).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DataRow("repo/src/App/Dockerfile.dockerignore", "bin", false)]
    [DataRow("repo/src/App/Dockerfile.dockerignore", ".env", true)]
    [DataRow("repo/src/App/Dockerfile.dockerignore", "src/App/.env", true, DisplayName = "the context is the repository")]
    [DataRow("repo/src/App/prod.Dockerfile.dockerignore", "bin", false)]
    [DataRow("repo/Dockerfile.dockerignore", "**/.env", true)]
    [DataRow("repo/Dockerfile.dockerignore", ".env", false)]
    public void A_dockerignore_of_one_dockerfile_counts_too(string file, string lines, bool isIgnored)
    {
        _folder.Write(file, lines + "\n");
        Directory.CreateDirectory(_folder["repo", ".git"]);
        Directory.CreateDirectory(_folder["repo", "src", "App"]);
        Assert.AreEqual(!isIgnored, IsShipped(_folder["repo", "src", "App"]));
    }

    [TestMethod]
    [DataRow("wwwroot/.env", true)]
    [DataRow("wwwroot/config/app.env", true)]
    [DataRow("Client/wwwroot/.env", true)]
    [DataRow("wwwroot.env", false)]
    [DataRow("../.env", false)]
    public void What_a_web_server_hands_out_is_shipped(string file, bool isShipped)
    {
        Directory.CreateDirectory(_folder["site"]);
        Assert.AreEqual(isShipped, Inject(_folder["site"], new Settings { [Setting.File] = file }).Diagnostics.Any(d => d.Code == DiagnosticCodes.WouldBeShipped));
    }

    private bool IsShipped(string directory) => Inject(directory, new Settings()).Diagnostics.Any(d => d.Code == DiagnosticCodes.WouldBeShipped);

    private InjectResult Inject(string directory, Settings settings, params (string Name, string Value)[] more) =>
        Injector.Inject(settings.With(Setting.Sources, ["environment"]).With(Setting.ProjectFile, settings[Setting.ProjectFile] ?? Path.Combine(directory, "App.csproj")), directory, Given.Host(_folder, more: more));

    /// <summary>The codes git's answers gave.</summary>
    private static string Git(InjectResult result) =>
        string.Join(' ', result.Diagnostics.Select(d => d.Code).Where(c => c is DiagnosticCodes.TrackedByGit or DiagnosticCodes.NotIgnoredByGit or DiagnosticCodes.GitUnknown));
}
