using System.Reflection;
using System.Runtime.Loader;

namespace LlamaEnv.Package.Tests;

/// <summary>Several projects in one process, each with an environment and a folder of its own.</summary>
[TestClass]
public sealed class MultithreadedTests
{
    private const string OtherKey = "llx-TestKeyOfTheOtherProject123456789abcdefABCDEF002";
    private const string OtherProject = "22222222-2222-4333-8444-555555555555";

    private static readonly Fixture<string> s_neighbour = new("compiling a neighbour", CompileNeighbour);

    [TestMethod]
    [DataRow("-mt -m:2", "LlamaEnv.MSBuild.Multithreaded", 1, DisplayName = "multithreaded: in the one process of the build")]
    [DataRow("-m:2", "LlamaEnv.MSBuild.Multithreaded", 2, DisplayName = "a process for each")]
    [DataRow("-mt -m:2 -p:_LlamaEnvMSBuildVersion=18.5.0", "", 1, DisplayName = "multithreaded, before 18.6: in a process beside that of the build")]
    [DataRow("-mt -m:2 -p:LlamaEnvUseExec=true", "", 1, DisplayName = "multithreaded, with a program")]
    [DataRow("-m:2 -p:_LlamaEnvMSBuildVersion=18.5.0", "LlamaEnv.MSBuild", 2, DisplayName = "a process for each, before 18.6")]
    public void Two_projects_at_once_get_what_their_own_tasks_set_in_their_own_folders(string arguments, string loaded, int processes)
    {
        using TestProject project = TestProject.EmptyFolder()
            .WithFile("Program.cs", "return;\n")
            .WithFile("App.csproj", ProjectText(Values.Key, Values.Project))
            .WithFile("neighbour.env", "NEIGHBOUR=x\n")
            .WithFile("../other/neighbour.env", "NEIGHBOUR=x\n")
            .WithFile("../other/Program.cs", "return;\n")
            .WithFile("../other/Other.csproj", ProjectText(OtherKey, OtherProject))
            .WithFile("../All.slnx", """<Solution><Project Path="app/App.csproj" /><Project Path="other/Other.csproj" /></Solution>""");

        Outcome outcome = project.Dotnet(["build", "../All.slnx", .. arguments.Split(' ')]).Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project) + "NEIGHBOUR=x\n", Read("config/llama.env"), outcome.ToString());
        Assert.AreEqual(Values.ThreeLines(OtherKey, Values.DefaultUrl, OtherProject) + "NEIGHBOUR=x\n", Read("../other/config/llama.env"), outcome.ToString());
        (string process, string assemblies) = (Read("process.txt"), Read("assemblies.txt"));
        (string otherProcess, string otherAssemblies) = (Read("../other/process.txt"), Read("../other/assemblies.txt"));
        Assert.AreEqual(processes, new HashSet<string> { process, otherProcess }.Count, outcome.ToString());
        Assert.AreEqual((loaded, loaded), (assemblies, otherAssemblies), outcome.ToString());

        string Read(string name) => File.ReadAllText(Path.Combine(project.Directory, name));
    }

    [TestMethod]
    public void The_home_directory_is_the_one_of_the_project()
    {
        using TestProject project = TestProject.App().With(
            $"""
            <UsingTask TaskName="Neighbour" AssemblyFile="{s_neighbour.Value}" />
            <Target Name="Move" BeforeTargets="LlamaEnvInject"><Neighbour Variables="HOME=/no/such/home;USERPROFILE=/no/such/home;LLAMACTL_CONFIG_DIR=~/store" /></Target>
            """);

        Outcome outcome = project.BuildInject("-mt").Exits(1).Reports("LLENV0001");

        Assert.Contains(Path.GetFullPath("/no/such/home/store/profiles.db"), outcome.The("LLENV0001").Text, outcome.ToString());
    }

    /// <summary>An interface that MSBuild lacks makes every task of an assembly fail there.</summary>
    [TestMethod]
    [DataRow("LlamaEnv.MSBuild.dll", true)]
    [DataRow("LlamaEnv.MSBuild.Multithreaded.dll", false)]
    public void Only_the_plain_assembly_loads_with_an_MSBuild_that_knows_no_multithreading(string name, bool loads)
    {
        // The MSBuild this test project references is 18.0.2.
        string tasks = Path.Combine(Packages.Installed, "tasks", "net10.0");
        AssemblyLoadContext context = new(name, isCollectible: true);
        context.Resolving += (c, wanted) => c.LoadFromAssemblyPath(Path.GetFullPath($"{wanted.Name}.dll", tasks));
        Assert.StartsWith("18.0.2.", Assembly.Load("Microsoft.Build.Framework").GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version);

        Assembly assembly = context.LoadFromAssemblyPath(Path.GetFullPath(name, tasks));

        if (loads)
            Assert.Contains(t => t.Name == "InjectCredentials" && t.GetInterface("ITask") is not null, assembly.GetTypes());
        else
            Assert.ThrowsExactly<ReflectionTypeLoadException>(assembly.GetTypes);
        context.Unload();
    }

    /// <summary>Sets variables for this project alone, waits until the other one did, and notes where the injection ran.</summary>
    private static string ProjectText(string key, string projectId) => Packages.ProjectText("net10.0").Replace(
        "</Project>",
        $"""
          <PropertyGroup><LlamaEnvFile>config/llama.env</LlamaEnvFile><LlamaEnvSources>environment;dotenv:neighbour.env</LlamaEnvSources></PropertyGroup>
          <ItemGroup><LlamaEnvVariable Include="NEIGHBOUR" Secret="false" /></ItemGroup>
          <UsingTask TaskName="Neighbour" AssemblyFile="{s_neighbour.Value}" />
          <Target Name="SetVariables" BeforeTargets="LlamaEnvInject">
            <Neighbour Variables="LLAMA_CLOUD_API_KEY={key};LLAMA_AGENTS_PROJECT_ID={projectId}" Touch="variables.set" Await="../app/variables.set;../other/variables.set" />
          </Target>
          <Target Name="Note" AfterTargets="LlamaEnvInject">
            <Neighbour Note="$(MSBuildProjectDirectory)" />
          </Target>
        </Project>
        """,
        StringComparison.Ordinal);

    private static string CompileNeighbour()
    {
        string directory = Path.Combine(Packages.Root, "neighbour");
        Directory.CreateDirectory(directory);
        File.WriteAllText(
            Path.Combine(directory, "Neighbour.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <Reference Include="$(MSBuildToolsPath)/Microsoft.Build.Framework.dll;$(MSBuildToolsPath)/Microsoft.Build.Utilities.Core.dll" Private="false" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(directory, "Neighbour.cs"),
            """
            using Microsoft.Build.Framework;

            /// Somebody else's task before and after ours.
            [MSBuildMultiThreadableTask]
            public sealed class Neighbour : Microsoft.Build.Utilities.Task, IMultiThreadableTask
            {
                public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;
                public string[] Variables { get; set; } = [];
                public string Touch { get; set; }
                public string[] Await { get; set; } = [];
                public string Note { get; set; }

                public override bool Execute()
                {
                    foreach (string variable in Variables)
                        TaskEnvironment.SetEnvironmentVariable(variable.Split('=')[0], variable.Split('=')[1]);

                    if (Touch is not null)
                        File.WriteAllText(TaskEnvironment.GetAbsolutePath(Touch), "");
                    if (!SpinWait.SpinUntil(() => Await.All(f => File.Exists(TaskEnvironment.GetAbsolutePath(f))), TimeSpan.FromMinutes(20)))
                        Log.LogError("the other project did not come: the two are not built at once");

                    if (Note is not null)
                    {
                        // MSBuild loads the task's assembly also to ask where it may run; the reader of its .env file comes with the work.
                        var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).ToHashSet();
                        File.WriteAllText(Path.Combine(Note, "assemblies.txt"), loaded.Contains("dotenv.net") ? string.Join(' ', loaded.Where(n => n.StartsWith("LlamaEnv")).Order()) : "");
                        File.WriteAllText(Path.Combine(Note, "process.txt"), Environment.ProcessId.ToString());
                    }

                    return !Log.HasLoggedErrors;
                }
            }
            """);
        ChildProcess.Run(ChildProcess.Dotnet, ["build", "-p:GenerateDocumentationFile=false"], directory, Packages.Environment()).Exits(0);
        return Path.Combine(directory, "bin", "Debug", "net10.0", "Neighbour.dll");
    }
}
