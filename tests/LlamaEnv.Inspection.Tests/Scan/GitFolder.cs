using System.ComponentModel;

namespace LlamaEnv.Inspection.Tests.Scan;

/// <summary>A folder of a test with the real git.</summary>
internal sealed class GitFolder : TempFolder
{
    internal GitFolder Init(string folder = "repo", params string[] options)
    {
        Directory.CreateDirectory(At(folder));
        return Git(folder, ["init", "--quiet", .. options, "."]);
    }

    internal GitFolder Commit(string message = "x", string folder = "repo") => Git(folder, "add", "--all").Git(folder, "commit", "--quiet", "--allow-empty", "--message", message);

    internal GitFolder Git(string folder, params string[] arguments)
    {
        try
        {
            new Command("git", arguments) { Directory = At(folder.Split('/')) }.Run().Exits(0);
            return this;
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("git is not installed");
            return this;
        }
    }
}
