using System.IO.Compression;

namespace LlamaEnv.Package.Tests;

/// <summary>MSBuild processes that stay for the next build, and so have the task loaded.</summary>
[TestClass]
public sealed class ServerTests
{
    [TestMethod]
    [DataRow("MSBuild server", "DOTNET_CLI_USE_MSBUILD_SERVER")]
    [DataRow("worker node", "MSBUILDNOINPROCNODE")]
    public void A_second_build_in_the_same_process_sees_the_environment_of_its_own_time(string kind, string variable)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        using MSBuildServer server = new(project, variable);
        // MSBuild may end a process that waits, where there are many: then the next build is as the first.
        string[] processes = [.. Enumerable.Range(0, 5).Select(i => Build(i % 2 == 0 ? Values.Key : Values.ProfileKey))];
        bool isSame = processes.Zip(processes.Skip(1)).Any(pair => pair.First == pair.Second);

        project.Environment.Remove("LLAMA_CLOUD_API_KEY");
        File.Delete(project.EnvFile);
        project.BuildInject().Exits(1).Reports("LLENV0001");
        if (!isSame)
            Assert.Inconclusive($"MSBuild used a new process each time ({kind})");

        string Build(string key)
        {
            project.Environment["LLAMA_CLOUD_API_KEY"] = key;
            Outcome outcome = project.BuildInject("-v:diag").Exits(0);
            Assert.AreEqual(Values.ThreeLines(key, Values.DefaultUrl, Values.Project), File.ReadAllText(project.EnvFile), outcome.ToString());
            return MSBuildServer.ProcessOf(outcome);
        }
    }

    [TestMethod]
    public void An_update_of_the_package_takes_effect_while_a_process_holds_the_old_one()
    {
        const string NextVersion = "9.9.9";
        PackAs(NextVersion);
        using TestProject project = TestProject.App().WithKeyAndProject();
        using MSBuildServer server = new(project, "MSBUILDNOINPROCNODE");
        Outcome first = project.BuildInject("-v:diag").Exits(0);

        File.WriteAllText(project.File, File.ReadAllText(project.File).Replace($"Version=\"{Packages.Version}\"", $"Version=\"{NextVersion}\"", StringComparison.Ordinal));
        ChildProcess.Run(ChildProcess.Dotnet, ["restore"], project.Directory, Packages.Environment()).Exits(0).Reports(); // in a process of its own
        File.Delete(project.EnvFile);
        Outcome second = project.BuildInject("-v:diag").Exits(0);

        Assert.Contains(Path.Combine("llamaenv.msbuild", Packages.Version), TaskAssembly(first));
        Assert.Contains(Path.Combine("llamaenv.msbuild", NextVersion), TaskAssembly(second));
        Assert.IsTrue(project.Exists(".env"), second.ToString());
        if (MSBuildServer.ProcessOf(first) != MSBuildServer.ProcessOf(second))
            Assert.Inconclusive("MSBuild used a new process for the second build");
    }

    private static string TaskAssembly(Outcome outcome) =>
        outcome.Output.Split('\n').First(line => line.Contains("task from assembly", StringComparison.Ordinal) && line.Contains("\"InjectCredentials\"", StringComparison.Ordinal));

    /// <summary>The same files under another version: to a process that has loaded them, the hardest case.</summary>
    private static void PackAs(string version)
    {
        string source = Path.Combine(Packages.Feed, $"LlamaEnv.MSBuild.{Packages.Version}.nupkg");
        string target = Path.Combine(Packages.Root, $"LlamaEnv.MSBuild.{version}.nupkg");
        File.Copy(source, target);
        using (ZipArchive package = ZipFile.Open(target, ZipArchiveMode.Update))
        {
            ZipArchiveEntry nuspec = package.GetEntry("LlamaEnv.MSBuild.nuspec")!;
            string text;
            using (StreamReader reader = new(nuspec.Open()))
                text = reader.ReadToEnd();
            nuspec.Delete();
            using StreamWriter writer = new(package.CreateEntry("LlamaEnv.MSBuild.nuspec").Open());
            writer.Write(text.Replace($"<version>{Packages.Version}</version>", $"<version>{version}</version>", StringComparison.Ordinal));
        }

        File.Move(target, Path.Combine(Packages.Feed, Path.GetFileName(target)));
    }
}
