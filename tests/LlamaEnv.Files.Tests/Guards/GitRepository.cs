using System.ComponentModel;

namespace LlamaEnv.Files.Tests.Guards;

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
        try
        {
            new Command("git", [.. arguments]) { Directory = directory }.Run().Exits(0);
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("git is not installed");
        }
    }
}
