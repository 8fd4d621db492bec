namespace LlamaEnv.Tool.Tests;

/// <summary>What only a question or a login needs costs no other command its time.</summary>
[TestClass]
public sealed class UnaskedTests
{
    [TestMethod]
    [DataRow(0, "--version")]
    [DataRow(0, "auth", "get")]
    [DataRow(0, "auth", "get", "-o", "yaml")]
    [DataRow(0, "auth", "use", "be\u0301@example.com")]
    [DataRow(1, "auth", "use")]
    [DataRow(1, "auth", "logout", "nobody")]
    [DataRow(2, "auth", "token")]
    [DataRow(0, "environments", "get")]
    [DataRow(0, "inject", "--no-project", "--dry-run")]
    [DataRow(0, "export", "--no-project", "--format", "bash")]
    [DataRow(0, "auth", "inject")]
    [DataRow(0, "check", "--no-project")]
    [DataRow(0, "explain", "--no-project")]
    [DataRow(0, "explain", "LLENV0001")]
    public void Where_nobody_is_asked_nothing_is_loaded_to_ask_with(int exitCode, params string[] arguments)
    {
        using Store store = new();
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login with { UserId = "1", Email = "be\u0301@example.com" }, Sample.Key, "key-1");
        store.Database.SaveLogin(Sample.Cloud, Sample.Project, Sample.Login, Sample.Key, "key-2");

        Built.Run(store, WithoutLibraries(store), arguments).Exits(exitCode);
    }

    /// <summary>The tool with broken files in the libraries' places.</summary>
    private static string WithoutLibraries(Store store)
    {
        DirectoryInfo tool = new FileInfo(Built.Tool).Directory!;
        if (!File.Exists(Path.Combine(tool.FullName, "dotnet-llama-env.dll")))
            Assert.Inconclusive("native code has its libraries in it");
        foreach (FileInfo file in tool.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(store.Root, "tool", Path.GetRelativePath(tool.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (file.Name.StartsWith("Spectre.", StringComparison.Ordinal) || file.Name.StartsWith("Microsoft.IdentityModel.", StringComparison.Ordinal))
                File.WriteAllText(copy, "no assembly");
            else
                file.CopyTo(copy);
        }

        Assert.IsTrue(File.Exists(Path.Combine(store.Root, "tool", "Spectre.Console.dll")));
        Assert.IsTrue(File.Exists(Path.Combine(store.Root, "tool", "Microsoft.IdentityModel.JsonWebTokens.dll")));
        return Path.Combine(store.Root, "tool", Path.GetFileName(Built.Tool));
    }
}
