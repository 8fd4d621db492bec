using System.Collections.Concurrent;
using System.Diagnostics;

namespace LlamaEnv.Package.Tests;

[TestClass]
public sealed class WatchTests
{
    /// <summary>Longer than it takes to notice a changed file.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(4);

    [TestMethod]
    public async Task The_files_that_are_written_do_not_make_dotnet_watch_build_again()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().CountingInjections().WithProperty("LlamaEnvOutput", "dotenv;launch-settings");
        ConcurrentQueue<string?> output = [];
        TaskCompletionSource waits = new();
        using Process watch = new Command(ChildProcess.Dotnet, "watch", "--non-interactive") { Directory = project.Directory, Environment = project.Environment }.Start();
        try
        {
            watch.OutputDataReceived += (_, line) => Note(line.Data);
            watch.ErrorDataReceived += (_, line) => Note(line.Data);
            watch.BeginOutputReadLine();
            watch.BeginErrorReadLine();
            await waits.Task.WaitAsync(Limits.Hang);
            await Task.Delay(s_silence);
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            await watch.WaitForExitAsync();
        }

        Assert.AreEqual(1, project.Injections, string.Join('\n', output));
        Assert.IsTrue(project.Exists(".env"));
        Assert.IsTrue(project.Exists("Properties/launchSettings.json"));

        void Note(string? line)
        {
            output.Enqueue(line);
            if (line?.Contains("Waiting for a file to change", StringComparison.Ordinal) == true)
                waits.TrySetResult();
        }
    }
}
