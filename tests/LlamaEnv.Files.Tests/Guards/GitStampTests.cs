using LlamaEnv.Diagnostics;

namespace LlamaEnv.Files.Tests.Guards;

/// <summary>What a build keeps, so that the next one need not ask git: it can err only towards asking.</summary>
[TestClass]
public sealed class GitStampTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Repo => _folder["repo"];

    private string Stamp => _folder["repo", "obj", "stamp"];

    public GitStampTests()
    {
        GitRepository.Init(Repo);
        _folder.Write("repo/.gitignore", "/.env\nobj/\n");
        _folder.Write("repo/obj/x", "");
        GitRepository.Commit(Repo, ".gitignore");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void A_file_that_is_ignored_is_kept_in_mind_and_no_other()
    {
        Age();
        Inject(new Settings { [Setting.Outputs] = ["dotenv", "launch-settings"] });
        Assert.HasCount(1, File.ReadAllLines(Stamp));
        _folder.Write("repo/.gitignore", "/.env\nobj/\nlaunchSettings.json\n");
        Age();
        Inject(new Settings { [Setting.Outputs] = ["dotenv", "launch-settings"] });
        Assert.HasCount(2, File.ReadAllLines(Stamp));
        Inject(new Settings());
        Assert.HasCount(1, File.ReadAllLines(Stamp));
    }

    [TestMethod]
    public void What_changed_just_now_may_change_again_unseen()
    {
        Age();
        _folder.Write("repo/.gitignore", "/.env\nobj/\n\n");
        Inject(new Settings());
        Assert.IsFalse(File.Exists(Stamp));
    }

    [TestMethod]
    public void A_rule_in_a_file_that_a_configuration_names_is_looked_up_each_time()
    {
        _folder.Write("repo/.gitignore", "obj/\n");
        _folder.Write("elsewhere", ".env\n");
        GitRepository.Run(Repo, "config", "core.excludesFile", _folder["elsewhere"]);
        Age();
        Assert.AreEqual("", Inject(new Settings()));
        Assert.IsFalse(File.Exists(Stamp));
    }

    [TestMethod]
    public void Leave_to_write_into_a_tracked_file_can_be_taken_back()
    {
        _folder.Write("repo/.env", "A=1\n");
        GitRepository.Commit(Repo, ".env");
        Age();
        Assert.AreEqual("", Inject(new Settings { [Setting.AllowTracked] = "true" }));
        Assert.HasCount(1, File.ReadAllLines(Stamp));
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Inject(new Settings()));
    }

    [TestMethod]
    public void With_an_error_nothing_is_kept()
    {
        Age();
        _folder.Write("repo/Properties/launchSettings.json", "no JSON");
        Inject(new Settings { [Setting.Outputs] = ["dotenv", "launch-settings"] });
        Assert.IsFalse(File.Exists(Stamp));
    }

    [TestMethod]
    public void A_folder_that_is_not_there_is_not_made()
    {
        Directory.Delete(_folder["repo", "obj"], recursive: true);
        Age();
        Assert.AreEqual("", Inject(new Settings()));
        Assert.IsFalse(Directory.Exists(_folder["repo", "obj"]));
    }

    /// <summary>Nothing is to be written, so a stamp is believed; where something is, it never is.</summary>
    [TestMethod]
    public void A_stamp_lets_no_key_into_a_file()
    {
        Age();
        Inject(new Settings());
        string stamp = File.ReadAllText(Stamp);
        DateTime index = File.GetLastWriteTimeUtc(_folder["repo", ".git", "index"]);
        GitRepository.Run(Repo, "add", "--force", ".env");
        File.WriteAllText(_folder["repo", ".env"], "A=1\n");
        File.SetLastWriteTimeUtc(_folder["repo", ".git", "index"], index);
        File.WriteAllText(Stamp, stamp);
        Assert.AreEqual(DiagnosticCodes.TrackedByGit, Inject(new Settings()));
        Assert.AreEqual("A=1\n", File.ReadAllText(_folder["repo", ".env"]));
    }

    private void Age()
    {
        foreach (string file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    private string Inject(Settings settings) => string.Join(' ', Injector
        .Inject(settings.With(Setting.Sources, ["environment"]).With(Setting.GitStampFile, "obj/stamp").With(Setting.ProjectFile, _folder["repo", "App.csproj"]), Repo, Given.Host(_folder))
        .Diagnostics.Select(d => d.Code)
        .Where(c => c is DiagnosticCodes.TrackedByGit or DiagnosticCodes.NotIgnoredByGit or DiagnosticCodes.GitUnknown));
}
