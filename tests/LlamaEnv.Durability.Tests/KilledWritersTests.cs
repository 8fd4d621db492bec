using System.Diagnostics;
using System.Globalization;

namespace LlamaEnv.Durability.Tests;

[TestClass]
public sealed class KilledWritersTests(TestContext context)
{
    private const string Staged = ".llama-env.tmp";

    /// <summary>Killed at once; each in a directory of its own.</summary>
    private const int Lanes = 2;

    [TestMethod]
    public async Task Five_hundred_killed_writers_leave_the_old_file_or_the_new_one() =>
        await KillInLanes(kills: 500, "dotenv", static directory => SharedFile.Read(File.ReadAllBytes(directory.EnvFile)));

    [TestMethod]
    public async Task Killed_writers_of_three_outputs_leave_each_of_them_whole() =>
        await KillInLanes(kills: 100, "dotenv,launch-settings,user-secrets", static directory =>
        {
            CompleteSet dotenv = SharedFile.Read(File.ReadAllBytes(directory.EnvFile));
            CompleteSet launchSettings = JsonFiles.ReadLaunchSettings(directory.Combine("Properties", "launchSettings.json"));
            CompleteSet userSecrets = JsonFiles.ReadUserSecrets(directory.Combine(".microsoft", "usersecrets", "durability", "secrets.json"));

            // They are replaced one after the other, so a kill may fall between them, but no further apart.
            Assert.AreEqual(dotenv.Writer, userSecrets.Writer);
            Assert.AreEqual(dotenv.Writer, launchSettings.Writer);
            Assert.IsTrue(dotenv.Round >= launchSettings.Round && launchSettings.Round >= userSecrets.Round && userSecrets.Round >= dotenv.Round - 1, $"{dotenv}, {launchSettings}, {userSecrets}");
            return dotenv;
        });

    private async Task KillInLanes(int kills, string outputs, Func<TempDirectory, CompleteSet> read)
    {
        int[] interrupted = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => Kill(lane, kills / Lanes, outputs, read))));
        context.WriteLine($"{kills} kills; {interrupted.Sum()} hit a write");
        Assert.IsGreaterThan(0, interrupted.Sum(), "No kill hit a write: this has tested nothing.");
    }

    /// <summary>Kills writers one after the other, and returns how many had a file staged.</summary>
    private static async Task<int> Kill(int lane, int kills, string outputs, Func<TempDirectory, CompleteSet> read)
    {
        using TempDirectory directory = new();
        File.WriteAllBytes(directory.EnvFile, SharedFile.With(new CompleteSet(0, 0)));
        Random random = new(lane);
        string? clean = null;
        int interrupted = 0;
        for (int writer = 1; writer <= kills; writer++)
        {
            using Process process = directory.Worker("inject", directory.Path, writer.ToString(CultureInfo.InvariantCulture), int.MaxValue.ToString(CultureInfo.InvariantCulture), outputs).Start();
            string? files = await process.StandardOutput.ReadLineAsync();
            await Task.Delay(random.Next(20, 80));
            process.Kill();
            await process.WaitForExitAsync();

            // What its first round left: all that the killed one before it had staged is gone.
            clean ??= files;
            Assert.IsNotNull(files, await process.StandardError.ReadToEndAsync());
            Assert.AreEqual(clean, files);
            Assert.DoesNotContain(Staged, files);
            Assert.AreEqual(writer, read(directory).Writer);
            if (directory.Files.Contains(Staged, StringComparison.Ordinal))
                interrupted++;
        }

        return interrupted;
    }

    [TestMethod]
    public void The_next_run_of_the_tool_removes_what_a_killed_one_staged_also_when_it_has_nothing_to_write()
    {
        using TempDirectory directory = new();
        CompleteSet set = new(1, 1);
        byte[] content = SharedFile.With(set);
        File.WriteAllBytes(directory.EnvFile, content);
        File.WriteAllText(directory.EnvFile + Staged, "half of a fi");

        directory.Tool("inject", "--source", "environment").With(set).Run().AssertSucceeded();

        CollectionAssert.AreEqual(content, File.ReadAllBytes(directory.EnvFile));
        Assert.AreEqual(".env", directory.Files);
    }
}
