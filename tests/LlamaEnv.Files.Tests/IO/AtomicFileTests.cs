using System.Runtime.Versioning;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Tests.IO;

[TestClass]
public sealed class AtomicFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void A_new_file_can_be_read_by_its_owner_only()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        machine.Inject();

        Assert.AreEqual(OwnerOnly, File.GetUnixFileMode(machine.EnvFile));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow(OwnerOnly, OwnerOnly)]
    [DataRow(OwnerOnly | UnixFileMode.UserExecute, OwnerOnly | UnixFileMode.UserExecute)]
    [DataRow(OwnerOnly | UnixFileMode.GroupRead, OwnerOnly)]
    [DataRow(OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserExecute, OwnerOnly | UnixFileMode.UserExecute)]
    public void The_mode_of_a_file_that_is_there_is_kept_except_for_others(UnixFileMode mode, UnixFileMode kept)
    {
        using Machine machine = new Machine().WithKeyAndProject().WithEnvFile("A=1\n");
        File.SetUnixFileMode(machine.EnvFile, mode);

        machine.Inject();

        Assert.AreEqual(kept, File.GetUnixFileMode(machine.EnvFile));
        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(machine.EnvFile));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_symbolic_link_stays_one_and_what_it_points_to_is_written(bool isRelative)
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string target = machine.Folder.Write("shared/real.env", "A=1\n");
        File.CreateSymbolicLink(machine.EnvFile, isRelative ? "../shared/real.env" : target);

        machine.Inject();

        Assert.AreEqual(isRelative ? "../shared/real.env" : target, new FileInfo(machine.EnvFile).LinkTarget);
        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(target));
        CollectionAssert.AreEqual(new[] { target }, Directory.GetFiles(machine.Folder.At("shared")));
        CollectionAssert.AreEqual(new[] { machine.EnvFile }, Directory.GetFiles(machine.Project));
    }

    [TestMethod]
    public void A_link_to_a_link_is_followed_to_its_end()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        string target = machine.Folder.Write("real.env", "A=1\n");
        File.CreateSymbolicLink(machine.Folder.At("middle.env"), target);
        File.CreateSymbolicLink(machine.EnvFile, machine.Folder.At("middle.env"));

        machine.Inject();

        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(target));
        Assert.AreEqual(target, new FileInfo(machine.Folder.At("middle.env")).LinkTarget);
    }

    [TestMethod]
    public void A_dangling_link_gets_its_target()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        File.CreateSymbolicLink(machine.EnvFile, "../elsewhere/real.env");

        InjectResult result = machine.Inject();

        Assert.AreEqual("", result.Codes);
        Assert.AreEqual("../elsewhere/real.env", new FileInfo(machine.EnvFile).LinkTarget);
        Assert.Contains(Fake.Key("Environment"), File.ReadAllText(machine.Folder.At("elsewhere", "real.env")));
    }

    [TestMethod]
    public void Links_in_a_circle_are_reported()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        File.CreateSymbolicLink(machine.EnvFile, machine.Folder.At("other.env"));
        File.CreateSymbolicLink(machine.Folder.At("other.env"), machine.EnvFile);

        Assert.AreEqual("LLENV0032", machine.Inject().Codes);
    }

    [TestMethod]
    public void Parents_are_made()
    {
        using Machine machine = new Machine().WithKeyAndProject();

        machine.Inject(new Settings { [Setting.File] = "a/b/c.env" });

        Assert.IsTrue(File.Exists(machine.Folder.At("project", "a", "b", "c.env")));
    }

    [TestMethod]
    public void A_file_that_says_the_same_keeps_its_time_stamp()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Inject();
        DateTime old = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(machine.EnvFile, old);

        InjectResult result = machine.Inject();

        Assert.IsFalse(result.Changed);
        Assert.AreEqual(old, File.GetLastWriteTimeUtc(machine.EnvFile));
    }

    [TestMethod]
    public void A_directory_in_place_of_the_file_is_reported()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        Directory.CreateDirectory(machine.EnvFile);

        InjectResult result = machine.Inject();

        Assert.AreEqual("LLENV0032", result.Codes);
        Assert.AreEqual(machine.EnvFile, result.Diagnostics[0].File);
    }

    [TestMethod]
    public void What_a_killed_run_left_is_replaced_and_goes()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        File.WriteAllText(machine.EnvFile + ".llama-env.tmp", "half a li");

        InjectResult result = machine.Inject();

        Assert.AreEqual("", result.Codes);
        CollectionAssert.AreEqual(new[] { machine.EnvFile }, Directory.GetFileSystemEntries(machine.Project));
    }

    [TestMethod]
    public void Success_leaves_nothing_but_the_file()
    {
        using Machine machine = new Machine().WithKeyAndProject();
        machine.Inject();
        CollectionAssert.AreEqual(new[] { machine.EnvFile }, Directory.GetFileSystemEntries(machine.Project));
    }

    [TestMethod]
    public void Failure_leaves_nothing_either()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.At("taken"));
        string before = folder.Snapshot();

        Exception? exception = null;
        try
        {
            FileTransaction.Commit([new FileChange(folder.At("taken"), static _ => "x"u8.ToArray(), IsPrivate: true)], CancellationToken.None);
        }
        catch (DiagnosticException e)
        {
            exception = e;
        }

        Assert.IsNotNull(exception);
        Assert.AreEqual(before, folder.Snapshot());
    }

    [TestMethod]
    public async Task Two_writers_leave_a_whole_file()
    {
        using Machine first = new Machine().WithKeyAndProject().WithEnvFile("A=1\n");
        HostEnvironment second = first.Host with { Variables = [new("LLAMA_CLOUD_API_KEY", Fake.Key("Second")), new("LLAMA_AGENTS_PROJECT_ID", Fake.Project(2)), .. first.Host.Variables.Take(1)] };

        string[] codes = await Task.WhenAll(Task.Run(() => InjectOften(first.Project, first.Host)), Task.Run(() => InjectOften(first.Project, second)));

        CollectionAssert.AreEqual(new[] { "", "" }, codes);
        string[] lines = File.ReadAllLines(first.EnvFile);
        Assert.HasCount(4, lines);
        Assert.AreEqual("A=1", lines[0]);
        Assert.IsTrue(
            (lines[1].EndsWith(Fake.Key("Environment"), StringComparison.Ordinal) && lines[3].EndsWith(Fake.Project(1), StringComparison.Ordinal))
            || (lines[1].EndsWith(Fake.Key("Second"), StringComparison.Ordinal) && lines[3].EndsWith(Fake.Project(2), StringComparison.Ordinal)),
            "the set of one writer, whole");
        CollectionAssert.AreEqual(new[] { first.EnvFile }, Directory.GetFileSystemEntries(first.Project));
    }

    [TestMethod]
    public async Task Writers_of_different_lines_lose_none()
    {
        using TempFolder folder = new();
        string path = folder.At(".env");

        await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++)
                FileTransaction.Commit([new FileChange(path, existing => Set(existing, $"W{writer}_{i}"), IsPrivate: true)], CancellationToken.None);
        })));

        Assert.HasCount(100, File.ReadAllLines(path).Distinct().ToArray());
    }

    private static byte[] Set(byte[]? existing, string name) =>
        LlamaEnv.Files.Outputs.DotenvOutput.Render(existing, [new Credential(new Variable(name, IsSecret: false), new Secret("1"), "test")], ".env").Content;

    private static string InjectOften(string project, HostEnvironment host) =>
        string.Concat(Enumerable.Range(0, 50).SelectMany(_ => Injector.Inject(new Settings { [Setting.Sources] = ["environment"] }, project, host).Diagnostics).Select(d => d.Code));
}
