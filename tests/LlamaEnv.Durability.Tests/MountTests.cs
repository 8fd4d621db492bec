using System.Runtime.Versioning;

namespace LlamaEnv.Durability.Tests;

/// <summary>Single files that are mounts, as containers get them, and folders with two names.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
[OSCondition(OperatingSystems.Linux)]
public sealed class MountTests
{
    private static readonly CompleteSet s_before = new(1, 0);
    private static readonly CompleteSet s_after = new(2, 0);

    [TestMethod]
    public void A_file_that_is_a_mount_is_written_where_it_is()
    {
        using TempDirectory directory = new();
        string outside = directory.Combine("outside");
        File.WriteAllBytes(outside, SharedFile.With(s_before));
        File.WriteAllText(directory.EnvFile, "");
        using (Mount mount = Mount.Bind(outside, directory.EnvFile))
            Inject(directory).Run().AssertSucceeded();

        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(outside)));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(outside));
        Assert.AreEqual("", File.ReadAllText(directory.EnvFile), "below the mount");
        Assert.AreEqual(".env outside", directory.Files);
    }

    [TestMethod]
    public void A_mount_that_is_read_only_is_named_as_one_and_stays()
    {
        using TempDirectory directory = new();
        string outside = directory.Combine("outside");
        File.WriteAllBytes(outside, SharedFile.With(s_before));
        File.WriteAllText(directory.EnvFile, "");
        using (Mount mount = Mount.Bind(outside, directory.EnvFile))
        {
            mount.MakeNameReadOnly();
            Outcome result = Inject(directory).Run().AssertFailed("LLENV0032");
            Assert.Contains("is a mount of its own", result.Error);
            Assert.Contains("Read-only file system", result.Error);
        }

        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(outside)));
        Assert.AreEqual(".env outside", directory.Files);
    }

    [TestMethod]
    public void A_mount_is_taken_back_where_another_output_fails()
    {
        using TempDirectory directory = new();
        string outside = directory.Combine("outside");
        File.WriteAllBytes(outside, SharedFile.With(s_before));
        File.WriteAllText(directory.EnvFile, "");
        using (Mount mount = Mount.Bind(outside, directory.EnvFile))
            Inject(directory, "--to", "dotenv", "--to", "launch-settings").WithFault("rename", Faults.Io, "launchSettings.json").Run().AssertFailed("LLENV0032");

        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(outside)));
        Assert.AreEqual(".env outside", directory.Files);
    }

    [TestMethod]
    [DataRow("mount")]
    [DataRow("link")]
    public void A_folder_with_two_names_is_locked_once(string kind)
    {
        using TempDirectory directory = new();
        string real = Directory.CreateDirectory(directory.Combine("real")).FullName;
        string other = directory.Combine("Properties");
        using Mount? mount = kind == "mount" ? Mount.Bind(real, Directory.CreateDirectory(other).FullName) : null;
        if (mount is null)
            Directory.CreateSymbolicLink(other, "real");

        Inject(directory, "--to", "dotenv", "--to", "launch-settings", "--env-file", "real/.env").Run().AssertSucceeded();

        Assert.IsTrue(File.Exists(directory.Combine("real", ".env")));
        Assert.IsTrue(File.Exists(directory.Combine("real", "launchSettings.json")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(real));
    }

    private static Command Inject(TempDirectory directory, params string[] arguments) =>
        directory.Tool(["inject", "--no-project", "--source", "environment", .. arguments]).With(s_after);
}
