using System.Diagnostics;
using System.Runtime.Versioning;

namespace LlamaEnv.Durability.Tests;

/// <summary>Files of other users: whose they are they stay, or are left alone.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
[OSCondition(OperatingSystems.Linux)]
public sealed class OwnerTests
{
    private const int Nobody = 65534;
    private const int Somebody = 1234;

    private static readonly CompleteSet s_before = new(1, 0);
    private static readonly CompleteSet s_after = new(2, 0);

    [TestMethod]
    public void Root_leaves_a_file_to_whom_it_belongs()
    {
        using TempDirectory directory = WithFile($"{Somebody}:4321", "640");

        Inject(directory).Run().AssertSucceeded();

        Assert.AreEqual($"{Somebody}:4321 600", Owner(directory));
        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
    }

    [TestMethod]
    public void A_file_whose_group_cannot_be_kept_by_a_new_one_is_written_where_it_is()
    {
        using TempDirectory directory = WithFile($"{Nobody}:4321", "660");

        AsNobody(directory, Inject(directory)).Run().AssertSucceeded();

        Assert.AreEqual($"{Nobody}:4321 600", Owner(directory));
        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    [DataRow("666")]
    [DataRow("644")]
    public void The_key_is_not_handed_to_another_user(string mode)
    {
        using TempDirectory directory = WithFile($"{Somebody}:{Somebody}", mode);

        Outcome result = AsNobody(directory, Inject(directory)).Run().AssertFailed("LLENV0032");

        Assert.Contains($"belongs to user {Somebody}", result.Error);
        Assert.AreEqual($"{Somebody}:{Somebody} {mode}", Owner(directory));
        Assert.AreEqual(s_before, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
        Assert.AreEqual(".env", directory.Files);
    }

    [TestMethod]
    public void A_file_of_roots_that_may_be_written_stays_roots_and_open_as_that_is_told()
    {
        using TempDirectory directory = WithFile("0:0", "666");

        Outcome result = AsNobody(directory, Inject(directory)).Run().AssertSucceeded();

        Assert.Contains("LLENV0035", result.Error);
        Assert.Contains("access could not be restricted to you: it belongs to user root (0)", result.Error);
        Assert.AreEqual("0:0 666", Owner(directory));
        Assert.AreEqual(s_after, SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));
    }

    [TestMethod]
    public void A_lock_of_another_user_is_named()
    {
        using TempDirectory directory = WithFile("0:0", "600");
        File.SetUnixFileMode(directory.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        using Process holder = AsNobody(directory, directory.Worker("hold-directory", directory.Path)).Start();
        if (holder.StandardOutput.ReadLine() != "held")
            Assert.Inconclusive("The worker cannot be run as another user here.");

        Outcome result = Inject(directory).Run().AssertFailed("LLENV0032");
        holder.Kill();

        Assert.Contains($"held the lock on {directory.Path} ", result.Error);
        Assert.Contains($": process {holder.Id} (", result.Error);
        Assert.Contains($" ({Nobody}). Nothing was changed", result.Error);
        Assert.Contains("Wait for that program to end, or end it", result.Error);
    }

    [TestMethod]
    public void What_another_user_put_where_content_is_made_ready_is_named()
    {
        using TempDirectory directory = new();
        Run(directory, "touch", directory.EnvFile + ".llama-env.tmp");
        Run(directory, "chown", $"{Somebody}", directory.EnvFile + ".llama-env.tmp");
        Run(directory, "chmod", "1777", directory.Path);

        Outcome result = AsNobody(directory, Inject(directory)).Run().AssertFailed("LLENV0032");

        Assert.Contains($"{directory.EnvFile}.llama-env.tmp of user {Somebody} is in the way", result.Error);
    }

    private static TempDirectory WithFile(string owner, string mode)
    {
        TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(s_before));
        Run(directory, "chown", owner, directory.EnvFile);
        Run(directory, "chmod", mode, directory.EnvFile);
        Run(directory, "chmod", "777", directory.Path);
        return directory;
    }

    private static void Run(TempDirectory directory, string program, params string[] arguments)
    {
        if (directory.Command(program, arguments).Run() is { ExitCode: not 0 } result)
            Assert.Inconclusive($"Only root may give files away: {result.Error.Trim()}");
    }

    private static string Owner(TempDirectory directory) => directory.Command("stat", "-c", "%u:%g %a", directory.EnvFile).Run().AssertSucceeded().Output.Trim();

    private static Command Inject(TempDirectory directory) => directory.Tool("inject", "--no-project", "--source", "environment").With(s_after);

    private static Command AsNobody(TempDirectory directory, Command command)
    {
        if (directory.Command("setpriv", [.. s_asNobody, Built.Tool, "--version"]).Run() is { ExitCode: not 0 } unable)
            Assert.Inconclusive($"The tool cannot be run as another user here: {unable.Error.Trim()}");
        return command with { Program = "setpriv", Arguments = [.. s_asNobody, command.Program, .. command.Arguments] };
    }

    private static readonly string[] s_asNobody = [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];
}
