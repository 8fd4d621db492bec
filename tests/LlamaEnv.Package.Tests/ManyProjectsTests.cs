namespace LlamaEnv.Package.Tests;

/// <summary>A solution whose projects share one .env file at its root.</summary>
[TestClass]
public sealed class ManyProjectsTests
{
    private const int Projects = 50;

    [TestMethod]
    [DataRow("-m:4")]
    [DataRow("-mt -m:4")]
    public void Fifty_projects_that_build_in_parallel_write_their_one_file_once(string arguments)
    {
        using TestProject solution = TestProject.EmptyFolder().CountingInjections().WithKeyAndProject()
            .WithFile("Directory.Build.props", """
                <Project>
                  <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
                  <PropertyGroup><LlamaEnvFile>$(MSBuildThisFileDirectory).env</LlamaEnvFile></PropertyGroup>
                </Project>
                """)
            .WithFile("All.slnx", $"<Solution>{string.Concat(Names.Select(n => $"""<Project Path="{n}/{n}.csproj" />"""))}</Solution>");
        foreach (string name in Names)
            solution.WithFile($"{name}/{name}.csproj", Packages.ProjectText("net10.0"));
        solution.Dotnet("restore", "All.slnx").Exits(0);
        using FileSystemWatcher watcher = new(solution.Directory) { NotifyFilter = NotifyFilters.FileName };
        int replaced = 0;
        bool isOver = false;
        watcher.Renamed += (_, change) =>
        {
            if (change.Name == ".env")
                replaced++;
            Volatile.Write(ref isOver, change.Name == "over");
        };
        watcher.EnableRaisingEvents = true;

        Outcome outcome = solution.BuildInject(["All.slnx", .. arguments.Split(' ')]).Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(solution.EnvFile), outcome.ToString());
        Assert.IsTrue(Names.All(n => solution.InjectionsIn(n) == 1), outcome.ToString());
        Assert.HasCount(1, outcome.Output.Split('\n').Where(line => line.Contains("LlamaEnv: LLAMA_CLOUD_API_KEY", StringComparison.Ordinal)), outcome.ToString());
        if (OperatingSystem.IsLinux())
        {
            // What is told in order is all told when the last of it is.
            File.Move(Path.Combine(solution.Directory, "All.slnx"), Path.Combine(solution.Directory, "over"));
            Limits.WaitUntil(() => Volatile.Read(ref isOver), "being told of the last rename");
            Assert.AreEqual(1, replaced, outcome.ToString());
        }
    }

    private static IEnumerable<string> Names => Enumerable.Range(1, Projects).Select(n => $"P{n:00}");
}
