using System.ComponentModel;
using System.Diagnostics;

namespace LlamaEnv.Outputs.Tests;

/// <summary>The real git.</summary>
internal static class GitRepository
{
    public static void Init(string directory, params string[] options)
    {
        Directory.CreateDirectory(directory);
        Run(directory, ["init", "--quiet", .. options, "."]);
    }

    public static void Commit(string directory, params string[] files)
    {
        Run(directory, ["add", "--force", .. files]);
        Run(directory, "commit", "--quiet", "--allow-empty", "--message", "x");
    }

    public static void Run(string directory, params IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        try
        {
            using Process process = Process.Start(start)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                Assert.Fail($"git {string.Join(' ', arguments)}: {error}");
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("git is not installed");
        }
    }
}
