using System.Runtime.Versioning;
using System.Text;

namespace LlamaEnv.Durability.Tests;

[TestClass]
[SupportedOSPlatform("linux")]
[OSCondition(OperatingSystems.Linux)]
public sealed class RefusedWritesTests(TestContext context)
{
    private const int Nobody = 65534;

    private static readonly CompleteSet s_before = new(1, 0);
    private static readonly CompleteSet s_after = new(2, 0);

    /// <summary>More than a block, so that a full disk takes the first bytes of it at most.</summary>
    private static byte[] LargeFile { get; } = [.. SharedFile.With(s_before), .. Encoding.ASCII.GetBytes($"\r\nPADDING={new string('p', 20_000)}\r\n")];

    [TestMethod]
    [DataRow("size=64k", DisplayName = "no block is free")]
    [DataRow("nr_inodes=4", DisplayName = "no inode is free")]
    public void On_a_full_disk_the_old_file_stays(string limit)
    {
        using TempDirectory directory = new();
        using Mount disk = Mount.InMemory(directory.Combine("disk"), limit);
        string file = directory.Combine("disk", ".env");
        File.WriteAllBytes(file, LargeFile);
        if (limit.StartsWith("size", StringComparison.Ordinal))
            disk.Fill();
        else
            UseUpInodes(directory.Combine("disk"));
        string before = directory.Files;

        AssertRefused(directory.Tool("inject", "--source", "environment", "--env-file", file), "No space left on device");

        CollectionAssert.AreEqual(LargeFile, File.ReadAllBytes(file));
        Assert.AreEqual(before, directory.Files);
    }

    [TestMethod]
    public void On_a_full_disk_no_file_is_begun()
    {
        using TempDirectory directory = new();
        using Mount disk = Mount.InMemory(directory.Combine("disk"), "size=64k");
        disk.Fill();

        AssertRefused(directory.Tool("inject", "--source", "environment", "--env-file", directory.Combine("disk", ".env")), "No space left on device");

        Assert.AreEqual("disk/filler", directory.Files);
    }

    [TestMethod]
    public void When_one_output_does_not_fit_the_others_stay_as_they_were()
    {
        using TempDirectory directory = new();
        using Mount disk = Mount.InMemory(directory.Combine("Properties"), "size=64k");
        disk.Fill();
        byte[] dotenv = SharedFile.With(s_before);
        File.WriteAllBytes(directory.EnvFile, dotenv);

        AssertRefused(directory.Tool("inject", "--source", "environment", "--to", "dotenv", "--to", "launch-settings"), "No space left on device");

        CollectionAssert.AreEqual(dotenv, File.ReadAllBytes(directory.EnvFile));
        Assert.AreEqual(".env Properties/filler", directory.Files);
    }

    [TestMethod]
    public void On_a_read_only_file_system_the_old_file_stays()
    {
        using TempDirectory directory = new();
        using Mount disk = Mount.InMemory(directory.Combine("disk"), "size=64k");
        string file = directory.Combine("disk", ".env");
        File.WriteAllBytes(file, LargeFile);
        disk.MakeReadOnly();

        AssertRefused(directory.Tool("inject", "--source", "environment", "--env-file", file), "Read-only file system");

        CollectionAssert.AreEqual(LargeFile, File.ReadAllBytes(file));
        Assert.AreEqual("disk/.env", directory.Files);
    }

    [TestMethod]
    public void In_a_read_only_directory_the_old_file_stays()
    {
        using TempDirectory directory = new();
        byte[] content = SharedFile.With(s_before);
        File.WriteAllBytes(directory.EnvFile, content);
        File.SetUnixFileMode(directory.Path, (UnixFileMode)0b101_101_101);
        if (AsNobody(directory, Built.Tool, "--version").Run() is { ExitCode: not 0 } unable)
            Assert.Inconclusive($"The tool cannot be run as another user here: {unable.Error.Trim()}");

        AssertRefused(AsNobody(directory, Built.Tool, "inject", "--source", "environment"), "denied");

        CollectionAssert.AreEqual(content, File.ReadAllBytes(directory.EnvFile));
        Assert.AreEqual(".env", directory.Files);
    }

    private void AssertRefused(Command inject, string reason)
    {
        Outcome result = inject.With(s_after).Run().AssertFailed("LLENV0032");
        context.WriteLine(result.Error);
        Assert.Contains(reason, result.Error);
        Assert.DoesNotContain("no longer", result.Error);
        Assert.DoesNotContain(s_after.Key, result.Error);
    }

    private static Command AsNobody(TempDirectory directory, params string[] command) =>
        directory.Command("setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. command]);

    private static void UseUpInodes(string disk)
    {
        try
        {
            for (int i = 0; ; i++)
                File.Create(Path.Combine(disk, $"filler{i}")).Dispose();
        }
        catch (IOException)
        {
            // None is left.
        }
    }
}
