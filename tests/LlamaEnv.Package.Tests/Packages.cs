using System.Security;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace LlamaEnv.Package.Tests;

/// <summary>
/// The packages, packed once for all tests, the installed tool, and projects that are restored once and then copied.
/// Everything lies under one temporary folder with a package cache and a home of its own.
/// </summary>
[TestClass]
public static class Packages
{
    /// <summary>A tool without native code, which takes a minute to compile.</summary>
    private static readonly string[] s_forAnyMachine = ["-p:LlamaEnvToolRuntimes=any", "-p:LlamaEnvToolNative=false"];

    private static readonly DirectoryInfo s_root = CreateRoot();

    private static readonly Fixture<string> s_version = new("packing and installing", PackAndInstall);

    private static readonly Fixture<string> s_app = new("restoring a project", () => RestoreTemplate("app", "net10.0"));

    private static readonly Fixture<string> s_multiTargeted = new("restoring a project of several frameworks", () => RestoreTemplate("multi", "net10.0;netstandard2.0"));

    private static readonly Fixture<string> s_solution = new("restoring a solution", RestoreSolution);

    internal static string Root => s_root.FullName;

    internal static string Feed => Path.Combine(Root, "feed");

    /// <summary>The version of the packages, which are there from here on.</summary>
    internal static string Version => s_version.Value;

    /// <summary>The tool that is tested: the one for any machine, or the executable that <c>LLAMAENV_TEST_TOOL</c> names.</summary>
    internal static string ToolPath => TestKit.Repository.GivenTool ?? Path.Combine(Installation, OperatingSystem.IsWindows() ? "dotnet-llama-env.exe" : "dotnet-llama-env");

    private static string Installation => Version.Length > 0 ? Path.Combine(Root, "tool") : "";

    /// <summary>A restored console application.</summary>
    internal static string App => s_app.Value;

    /// <summary>The same for net10.0 and netstandard2.0.</summary>
    internal static string MultiTargetedApp => s_multiTargeted.Value;

    /// <summary>The build package as NuGet lays it out.</summary>
    internal static string Installed => Path.GetFullPath(Path.Combine(App, "../../packages/llamaenv.msbuild", Version));

    /// <summary>Three projects that reference each other.</summary>
    internal static string Solution => s_solution.Value;

    [AssemblyCleanup]
    public static void Delete()
    {
        CompilerServer.Stop();
        s_root.Delete(recursive: true);
    }

    /// <summary>The folder with packages that are there already, which <c>LLAMAENV_TEST_PACKAGES</c> names; null where the tests make their own.</summary>
    internal static string? Given => System.Environment.GetEnvironmentVariable("LLAMAENV_TEST_PACKAGES") is { Length: > 0 } folder ? folder : null;

    private static string PackAndInstall()
    {
        foreach (string project in new[] { "LlamaEnv.MSBuild", "LlamaEnv.Hosting" })
        {
            if (Given is { } folder)
                Copy(folder, project);
            else
                Pack(project);
        }

        // Nobody installs it here: what lies in it is looked at where it is given.
        if (Given is null)
            Pack("LlamaEnv.KeyVault", s_forAnyMachine);

        string version = Path.GetFileName(Directory.GetFiles(Feed, "LlamaEnv.MSBuild.*.nupkg").Single())["LlamaEnv.MSBuild.".Length..^".nupkg".Length];
        if (TestKit.Repository.GivenTool is not null)
            return version;

        Pack("LlamaEnv.Tool", s_forAnyMachine);
        ChildProcess.Run(
            ChildProcess.Dotnet,
            ["tool", "install", "LlamaEnv.Tool", "--version", version, "--tool-path", Path.Combine(Root, "tool"), "--configfile", Path.Combine(Root, "nuget.config")],
            Root,
            Environment()).Exits(0);
        return version;
    }

    /// <summary>What every program here gets: no credentials, no store, a home and a package cache of our own.</summary>
    internal static Dictionary<string, string> Environment()
    {
        Dictionary<string, string> environment = ChildProcess.CleanEnvironment();
        string home = Path.Combine(Root, "home");
        environment["HOME"] = home;
        environment["USERPROFILE"] = home;
        environment["APPDATA"] = Path.Combine(home, "AppData");
        environment["DOTNET_CLI_HOME"] = home;
        environment["NUGET_PACKAGES"] = Path.Combine(Root, "packages");
        return environment;
    }

    /// <summary>A console application, or for several frameworks a library, with the package.</summary>
    internal static string ProjectText(string frameworks, string sdk = "Microsoft.NET.Sdk", string more = "")
    {
        (string property, string outputType) = frameworks.Contains(';', StringComparison.Ordinal) ? ("TargetFrameworks", "Library") : ("TargetFramework", "Exe");
        return $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>{outputType}</OutputType>
                <{property}>{frameworks}</{property}>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LlamaEnv.MSBuild" Version="{Version}" PrivateAssets="all" />
              </ItemGroup>
              {more}
            </Project>
            """;
    }

    /// <summary>Not the system's default for temporary folders, 0700: one test runs the tool as another user.</summary>
    private static DirectoryInfo CreateRoot()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("llama-env-");
        if (!OperatingSystem.IsWindows())
            root.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        // Where the temporary folder is reached through a link (macOS), programs report what is behind it.
        return new DirectoryInfo(Path.GetFullPath(root.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root.FullName));
    }

    /// <summary>Nothing of a folder above may leak into the projects; LlamaEnv comes from our feed, the rest from nuget.org.</summary>
    [AssemblyInitialize]
    public static void WriteBarrier(TestContext _)
    {
        CompilerServer.Start();
        Directory.CreateDirectory(Path.Combine(Root, "home"));
        File.WriteAllText(Path.Combine(Root, ".editorconfig"), "root = true\n");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.targets"), "<Project />\n");
        File.WriteAllText(Path.Combine(Root, "Directory.Packages.props"), "<Project />\n");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.rsp"), "");
        File.WriteAllText(
            Path.Combine(Root, "Directory.Build.props"),
            $"""
            <Project>
              <PropertyGroup>
                <NuGetAudit>false</NuGetAudit>
                <UseSharedCompilation>{CompilerServer.Name is not null}</UseSharedCompilation>
                <SharedCompilationId>{CompilerServer.Name}</SharedCompilationId>
                <RunAnalyzers>false</RunAnalyzers>
                <ProduceReferenceAssembly>false</ProduceReferenceAssembly>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(Root, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="llama-env" value="{SecurityElement.Escape(Feed)}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="llama-env"><package pattern="LlamaEnv.*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    private static void Copy(string folder, string project)
    {
        Directory.CreateDirectory(Feed);
        string package = Directory.GetFiles(folder, $"{project}.*.nupkg").Single();
        File.Copy(package, Path.Combine(Feed, Path.GetFileName(package)));
    }

    /// <summary>In the configuration the tests were built in, so that what is built already is not built again.</summary>
    private static void Pack(string project, params IEnumerable<string> properties) =>
        ChildProcess.Run(
            ChildProcess.Dotnet,
            ["pack", TestKit.Repository.At("src", project), "-c", TestKit.Repository.Configuration, $"-p:PackageOutputPath={Feed}", "-p:UseSharedCompilation=false", .. properties],
            TestKit.Repository.Root,
            ChildProcess.CleanEnvironment()).Exits(0);

    private static string RestoreTemplate(string name, string frameworks)
    {
        string directory = Path.Combine(Root, "templates", name);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "App.csproj"), ProjectText(frameworks));
        File.WriteAllText(Path.Combine(directory, "Program.cs"), "public static class Program { public static void Main() { } }\n");
        ChildProcess.Run(ChildProcess.Dotnet, ["restore"], directory, Environment()).Exits(0);
        return directory;
    }

    private static string RestoreSolution()
    {
        string directory = Path.Combine(Root, "templates", "solution");
        Write("app/App.csproj", ProjectText("net10.0", more: """<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup>"""));
        Write("app/Program.cs", "public static class Program { public static void Main() { } }\n");
        Write("lib/Lib.csproj", ProjectText("net10.0;netstandard2.0", more: """<ItemGroup><ProjectReference Include="../leaf/Leaf.csproj" /></ItemGroup>"""));
        Write("leaf/Leaf.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup></Project>""");
        ChildProcess.Run(ChildProcess.Dotnet, ["new", "sln", "--name", "All", "--format", "sln"], directory, Environment()).Exits(0);
        ChildProcess.Run(ChildProcess.Dotnet, ["sln", "All.sln", "add", "app", "lib", "leaf"], directory, Environment()).Exits(0);
        Write("All.slnx", """<Solution><Project Path="app/App.csproj" /><Project Path="lib/Lib.csproj" /><Project Path="leaf/Leaf.csproj" /></Solution>""");
        ChildProcess.Run(ChildProcess.Dotnet, ["restore", "All.slnx"], directory, Environment()).Exits(0);
        return directory;

        void Write(string name, string text)
        {
            string path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
