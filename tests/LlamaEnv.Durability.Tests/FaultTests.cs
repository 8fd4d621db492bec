using System.Runtime.Versioning;
using System.Text;

namespace LlamaEnv.Durability.Tests;

/// <summary>A disk that fails: no failure goes unnoticed, and what is said to be unchanged is.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
[OSCondition(OperatingSystems.Linux)]
public sealed class FaultTests
{
    private static readonly CompleteSet s_before = new(1, 0);
    private static readonly CompleteSet s_after = new(2, 0);

    [TestMethod]
    [DataRow("fsync", Faults.Io, ".env.llama-env.tmp", "Input/output error")]
    [DataRow("fsync", Faults.NoSpace, ".env.llama-env.tmp", "No space left on device")]
    [DataRow("rename", Faults.Io, ".env", "Input/output error")]
    [DataRow("rename", Faults.NoSpace, ".env", "No space left on device")]
    public void What_is_not_on_disk_is_not_written(string call, int error, string end, string reason)
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));

        Outcome result = Inject(directory).WithFault(call, error, end).Run().AssertFailed("LLENV0032");

        Assert.Contains(reason, result.Error);
        Assert.Contains("Nothing was changed", result.Error);
        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void A_folder_that_is_not_on_disk_is_an_error_also_where_the_file_is_there()
    {
        using TempDirectory directory = new();
        string folder = Directory.CreateDirectory(directory.Combine("folder")).FullName;

        Outcome result = Inject(directory, "--env-file", Path.Combine(folder, ".env")).WithFault("fsync", Faults.Io, "/folder").Run().AssertFailed("LLENV0032");

        Assert.Contains($"the files in {folder} were replaced, but the disk did not confirm it", result.Error);
        Assert.DoesNotContain("Nothing was changed", result.Error);
        Assert.AreEqual("folder/.env", directory.Files);
    }

    [TestMethod]
    public void A_folder_that_is_made_is_flushed_in_the_one_above_or_goes_again()
    {
        using TempDirectory directory = new();
        Directory.CreateDirectory(directory.Combine("above"));

        Outcome result = Inject(directory, "--env-file", "above/new/deeper/.env").WithFault("fsync", Faults.Io, "/above").Run().AssertFailed("LLENV0032");

        Assert.Contains("Nothing was changed", result.Error);
        Assert.IsEmpty(Directory.GetFileSystemEntries(directory.Combine("above")));
        Inject(directory, "--env-file", "above/new/deeper/.env").WithFault("fsync", Faults.Io, "/nowhere").Run().AssertSucceeded();
    }

    [TestMethod]
    public void A_file_that_was_replaced_is_taken_back_when_the_next_cannot_be()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));

        Inject(directory, "--to", "dotenv", "--to", "launch-settings").WithFault("rename", Faults.Io, "launchSettings.json").Run().AssertFailed("LLENV0032");

        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
        Assert.IsFalse(Directory.Exists(directory.Combine("Properties")));
    }

    [TestMethod]
    public void A_file_that_cannot_be_replaced_is_written_where_it_is()
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));

        Inject(directory).WithFault("rename", Faults.Busy, ".env").Run().AssertSucceeded();

        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void What_a_run_that_was_killed_left_half_written_the_next_one_completes()
    {
        using TempDirectory directory = new();
        byte[] longer = Encoding.ASCII.GetBytes($"FIRST=1\nLLAMA_CLOUD_API_KEY='{new string('x', 5_000)}'\nLAST=1\n");
        File.WriteAllBytes(directory.EnvFile, longer);
        File.SetUnixFileMode(directory.EnvFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (Mount mount = Mount.Bind(directory.EnvFile, directory.EnvFile))
        {
            Outcome killed = Inject(directory).WithFault("ftruncate", Faults.Kill, ".env").Run();
            Assert.AreEqual(137, killed.ExitCode, killed.Error);
            Assert.AreEqual(longer.Length, new FileInfo(directory.EnvFile).Length, "the old end is behind the new content");
            Assert.AreEqual(".env .env.llama-env.tmp", directory.Files);

            Inject(directory).Run().AssertSucceeded();
        }

        Assert.AreEqual($"FIRST=1\nLLAMA_CLOUD_API_KEY={s_after.Key}\nLAST=1\nLLAMA_CLOUD_BASE_URL={s_after.BaseUrl}\nLLAMA_AGENTS_PROJECT_ID={s_after.ProjectId}\n", File.ReadAllText(directory.EnvFile));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void A_file_that_somebody_repaired_after_a_kill_is_not_taken_back()
    {
        using TempDirectory directory = new();
        File.WriteAllText(directory.EnvFile, $"LLAMA_CLOUD_API_KEY='{new string('x', 5_000)}'\nLAST=1\n");
        using (Mount mount = Mount.Bind(directory.EnvFile, directory.EnvFile))
            Inject(directory).WithFault("ftruncate", Faults.Kill, ".env").Run();
        File.WriteAllText(directory.EnvFile, "MINE=1\n");

        Inject(directory).Run().AssertSucceeded();

        Assert.StartsWith("MINE=1\nLLAMA_CLOUD_API_KEY=", File.ReadAllText(directory.EnvFile));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void A_file_that_can_neither_be_completed_nor_brought_back_is_told_and_completed_by_the_next_run()
    {
        using TempDirectory directory = new();
        File.WriteAllText(directory.EnvFile, $"LLAMA_CLOUD_API_KEY='{new string('x', 5_000)}'\nLAST=1\n");
        using (Mount mount = Mount.Bind(directory.EnvFile, directory.EnvFile))
        {
            Outcome result = Inject(directory).WithFault("ftruncate", Faults.Io, ".env").Run().AssertFailed("LLENV0032");
            Assert.Contains($"could not be restored: {directory.EnvFile}", result.Error);

            Inject(directory).Run().AssertSucceeded();
        }

        Assert.StartsWith($"LLAMA_CLOUD_API_KEY={s_after.Key}\nLAST=1\n", File.ReadAllText(directory.EnvFile));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void That_a_file_system_keeps_no_permissions_is_said_when_something_is_written()
    {
        using TempDirectory directory = new();
        Command inject = Inject(directory).WithFault("statx", 1, ".env");

        string first = inject.Run().AssertSucceeded().Error;
        string second = inject.Run().AssertSucceeded().Error;
        string third = inject.With(s_before).Run().AssertSucceeded().Error;

        foreach (string written in (string[])[first, third])
        {
            Assert.Contains("LLENV0035", written);
            Assert.Contains("access could not be restricted to you: its file system has no permissions", written);
        }

        Assert.DoesNotContain("LLENV0035", second);
    }

    private static Command Inject(TempDirectory directory, params string[] arguments) =>
        directory.Tool(["inject", "--no-project", "--source", "environment", .. arguments]).With(s_after);
}
