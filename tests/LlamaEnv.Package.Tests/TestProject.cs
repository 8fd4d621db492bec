namespace LlamaEnv.Package.Tests;

/// <summary>A project in a folder of its own, with an environment of its own. Starts without any credentials.</summary>
internal sealed class TestProject : IDisposable
{
    private static int s_count;

    private TestProject(string? template)
    {
        Folder = Path.Combine(Packages.Root, "projects", $"p{Interlocked.Increment(ref s_count)}");
        Directory = Path.Combine(Folder, "app");
        System.IO.Directory.CreateDirectory(Directory);
        if (template is not null)
            Copy(template);

        Store = new LlamactlStore(Path.Combine(Folder, "llamactl"));
        Environment = Packages.Environment();
        Environment["LLAMACTL_CONFIG_DIR"] = Store.Directory;
    }

    /// <summary>The folder around the project's own: for neighbours.</summary>
    internal string Folder { get; }

    internal string Directory { get; }

    internal string File => Path.Combine(Directory, "App.csproj");

    internal string EnvFile => Path.Combine(Directory, ".env");

    internal LlamactlStore Store { get; }

    internal Dictionary<string, string> Environment { get; }

    /// <summary>A console application that references the package, restored.</summary>
    internal static TestProject App() => new(Packages.App);

    internal static TestProject MultiTargetedApp() => new(Packages.MultiTargetedApp);

    /// <summary>App → Lib (two frameworks) → Leaf (without the package) in folders of their names, with All.sln and All.slnx; restored.</summary>
    internal static TestProject Solution() => new(Packages.Solution);

    /// <summary>A folder with no project in it.</summary>
    internal static TestProject EmptyFolder() => new(null);

    internal TestProject WithKeyAndProject()
    {
        Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;
        Environment["LLAMA_AGENTS_PROJECT_ID"] = Values.Project;
        return this;
    }

    /// <summary>The same with a key that can be searched for.</summary>
    internal TestProject WithKey(Canary canary)
    {
        WithKeyAndProject().Environment["LLAMA_CLOUD_API_KEY"] = canary.Key;
        return this;
    }

    /// <summary>Adds properties, items or targets at the end of the project file.</summary>
    internal TestProject With(string xml)
    {
        string text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text.Replace("</Project>", $"{xml}\n</Project>", StringComparison.Ordinal));
        return this;
    }

    internal TestProject WithProperty(string name, string value) => With($"<PropertyGroup><{name}>{value}</{name}></PropertyGroup>");

    /// <summary>Appends a line to <c>injections.log</c> beside a project, of this folder or a neighbour, for each time the target does its work.</summary>
    internal TestProject CountingInjections()
    {
        System.IO.File.WriteAllText(
            Path.Combine(Folder, "Directory.Build.targets"),
            """
            <Project>
              <Target Name="CountInjections" AfterTargets="LlamaEnvInject" Condition="'@(LlamaEnvResolved)' != ''">
                <WriteLinesToFile File="$(MSBuildProjectDirectory)/injections.log" Lines="injected" Overwrite="false" />
              </Target>
            </Project>
            """);
        return this;
    }

    internal int Injections => InjectionsIn("");

    internal int InjectionsIn(string folder) =>
        Exists(Path.Combine(folder, "injections.log")) ? System.IO.File.ReadAllLines(Path.Combine(Directory, folder, "injections.log")).Length : 0;

    /// <summary>What every way to build has to do: end at a missing key before anything compiles, and inject once when there is one.</summary>
    internal void InjectsOnce(params string[] command)
    {
        CountingInjections();

        Outcome stopped = Dotnet(command).Exits(1).Reports("LLENV0001");
        Assert.IsFalse(HasCompiled("App.dll"), stopped.ToString());
        Assert.IsFalse(Exists(".env"), stopped.ToString());

        Outcome done = WithKeyAndProject().Dotnet(command).Exits(0).Reports();
        Assert.AreEqual(1, Injections, done.ToString());
        Assert.IsTrue(Exists(".env"), done.ToString());
    }

    internal TestProject WithFile(string name, string text)
    {
        string path = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        Close(path);
        return this;
    }

    /// <summary>Readable by its owner alone, as a file with secrets should be: anything else is a finding of its own.</summary>
    internal static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary><c>dotnet build</c> of the restored project.</summary>
    internal Outcome Build(params IEnumerable<string> arguments) => Dotnet(["build", "--no-restore", .. arguments]);

    /// <summary>Only what LlamaEnv does in a build, which takes half the time.</summary>
    internal Outcome BuildInject(params IEnumerable<string> arguments) => Build(["-t:LlamaEnvInject", .. arguments]);

    /// <summary>A command of the SDK that builds.</summary>
    internal Outcome Dotnet(params IEnumerable<string> arguments) => ChildProcess.Run(ChildProcess.Dotnet, arguments, Directory, Environment);

    /// <summary>The installed tool.</summary>
    internal Outcome Tool(params IEnumerable<string> arguments) => ChildProcess.Run(Packages.ToolPath, arguments, Directory, Environment);

    internal Outcome Inject(FrontEnd frontEnd) => frontEnd == FrontEnd.Build ? BuildInject() : Tool("inject");

    internal bool Exists(string name) => System.IO.File.Exists(Path.Combine(Directory, name));

    /// <summary>Whether a compiler produced this assembly, in the project or in a neighbour.</summary>
    internal bool HasCompiled(string assembly) => System.IO.Directory.EnumerateFiles(Folder, assembly, SearchOption.AllDirectories).Any();

    public void Dispose() => System.IO.Directory.Delete(Folder, recursive: true);

    private void Copy(string template)
    {
        foreach (string source in System.IO.Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(Directory, Path.GetRelativePath(template, source));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(source, target);
        }
    }
}
