using System.Text;

namespace LlamaEnv.Package.Tests;

/// <summary>
/// <c>LlamaEnvFile.Load()</c> in real programs: layout and start against what the program sees. The build has its set from
/// a profile; the environments are those in which a program once lost the key or mixed two sets.
/// </summary>
[TestClass]
public sealed class HostingLayoutTests
{
    private const string Profile = $"{Values.ProfileKey} {Values.ProfileUrl} {Values.ProfileProject}";
    private const string OfEnvironment = $"{Values.Key} {Values.DefaultUrl} {Values.Project}";
    private const string OtherUrl = "https://llama.example.com";

    private const string Program = """
        LlamaEnv.Hosting.LlamaEnvFile.Load();
        string Get(string name) => System.Environment.GetEnvironmentVariable(name) ?? "-";
        System.Console.WriteLine($"SET {Get("LLAMA_CLOUD_API_KEY")} {Get("LLAMA_CLOUD_BASE_URL")} {Get("LLAMA_AGENTS_PROJECT_ID")}");
        """;

    // What is in the environment; what a built program has and says, and a published one.
    private static readonly Case[] s_cases =
    [
        new("nothing", [], Profile, "", "- - -", "LLENV0001"),
        new("a key alone", [("LLAMA_CLOUD_API_KEY", Values.Key)], Profile, "LLENV0004", $"{Values.Key} {Values.DefaultUrl} -", ""),
        new("a key with its project", [("LLAMA_CLOUD_API_KEY", Values.Key), ("LLAMA_AGENTS_PROJECT_ID", Values.Project)], OfEnvironment, "LLENV0003", OfEnvironment, ""),
        new("another URL", [("LLAMA_CLOUD_BASE_URL", OtherUrl)], Profile, "LLENV0021", $"- {OtherUrl} -", "LLENV0001"),
        new("another project", [("LLAMA_AGENTS_PROJECT_ID", Values.Project)], Profile, "LLENV0020", $"- - {Values.Project}", "LLENV0001"),
        new("a key with its project, and LLAMA_CLOUD_USE_PROFILE", [("LLAMA_CLOUD_API_KEY", Values.Key), ("LLAMA_AGENTS_PROJECT_ID", Values.Project), ("LLAMA_CLOUD_USE_PROFILE", "1")], Profile, "", $"{Values.Key} - {Values.Project}", "LLENV0001"),
    ];

    private readonly StringBuilder _table = new("| layout | start | environment | the program has | it says |\n|---|---|---|---|---|\n");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_console_program_has_the_set_of_the_build_however_it_is_started()
    {
        using TestProject project = Project("Microsoft.NET.Sdk");
        Build(project);
        string output = Path.Combine(project.Directory, "bin", "Debug", "net10.0");
        string copy = Path.Combine(project.Folder, "elsewhere", "copy");
        CopyAll(output, copy);

        AssertBuilt("console", "dotnet run", project, "run", "--no-build");
        AssertBuilt("console", "dotnet App.dll, from /", project, Path.Combine(output, "App.dll"));
        AssertBuilt("console", "a copied folder", project, Path.Combine(copy, "App.dll"));

        string published = Path.Combine(project.Folder, "published");
        project.Dotnet("publish", "-o", published).Exits(0);
        AssertPublished("console", "publish", project, published, Path.Combine(published, "App.dll"));

        string forRuntime = Path.Combine(project.Folder, "for-runtime");
        project.Dotnet("publish", "--use-current-runtime", "--no-self-contained", "-o", forRuntime).Exits(0);
        AssertPublished("console", "publish -r", project, forRuntime, Path.Combine(forRuntime, "App.dll"));
    }

    [TestMethod]
    [DataRow("Microsoft.NET.Sdk.Web", "web")]
    [DataRow("Microsoft.NET.Sdk.Worker", "worker")]
    public void A_program_with_a_host_has_the_set_of_the_build(string sdk, string layout)
    {
        string more = layout == "worker" ? """<ItemGroup><PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" /></ItemGroup>""" : "";
        using TestProject project = Project(sdk, more);
        project.WithFile("Program.cs", $$"""
            {{Program}}
            {{(layout == "web" ? "var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder();" : "var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();")}}
            System.Console.WriteLine("CONFIGURATION " + builder.Configuration["LLAMA_CLOUD_API_KEY"]);
            """);
        Build(project);

        AssertBuilt(layout, "dotnet App.dll, from /", project, Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.dll"));
        Assert.Contains($"CONFIGURATION {Values.ProfileKey}", project.Dotnet("run", "--no-build").Exits(0).Output);
    }

    [TestMethod]
    [DataRow("artifacts", "<PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup>", "artifacts/bin/App/debug/App.dll")]
    [DataRow("several frameworks", "<PropertyGroup><TargetFramework /><TargetFrameworks>net10.0</TargetFrameworks></PropertyGroup>", "bin/Debug/net10.0/App.dll")]
    [DataRow("a program in place of the task", "<PropertyGroup><LlamaEnvUseExec>true</LlamaEnvUseExec></PropertyGroup>", "bin/Debug/net10.0/App.dll")]
    [DataRow("the SDK's own file beside it", "<PropertyGroup><GenerateRuntimeConfigDevFile>true</GenerateRuntimeConfigDevFile></PropertyGroup>", "bin/Debug/net10.0/App.dll")]
    public void The_set_arrives_in_every_layout(string layout, string more, string program)
    {
        using TestProject project = Project("Microsoft.NET.Sdk", more);
        project.WithFile("Directory.Build.props", $"<Project><Import Project=\"{Path.Combine(Packages.Root, "Directory.Build.props")}\" />{(layout == "artifacts" ? more : "")}</Project>");
        Build(project);
        Build(project); // Once more, with everything up to date.

        AssertBuilt(layout, "dotnet App.dll, from /", project, Path.Combine(project.Directory, program));
        Assert.AreEqual(layout == "the SDK's own file beside it", File.ReadAllText(DevFile(project)).Contains("additionalProbingPaths", StringComparison.Ordinal));
        project.Dotnet("clean").Exits(0);
        Assert.IsNull(FindDevFile(project), "it is a file of the build's, and goes with them");
    }

    [TestMethod]
    public void One_file_for_a_repository_is_found_five_folders_up()
    {
        using TestProject project = Project("Microsoft.NET.Sdk", directory: "a/b/c/d/app");
        project.WithFile("a/b/c/d/app/App.csproj", File.ReadAllText(Path.Combine(project.Directory, "a/b/c/d/app/App.csproj")).Replace("</Project>", "<PropertyGroup><LlamaEnvFile>../../../../../.env</LlamaEnvFile></PropertyGroup></Project>", StringComparison.Ordinal));
        project.Dotnet("build", "a/b/c/d/app").Exits(0);

        Assert.IsTrue(project.Exists(".env"));
        AssertBuilt("shared .env", "dotnet App.dll, from /", project, Path.Combine(project.Directory, "a/b/c/d/app/bin/Debug/net10.0/App.dll"));
    }

    [TestMethod]
    public void A_program_in_FSharp_has_it_too()
    {
        using TestProject project = Project("Microsoft.NET.Sdk", extension: "fsproj");
        project.WithFile("Program.fs", """
            LlamaEnv.Hosting.LlamaEnvFile.Load() |> ignore
            let get name = match System.Environment.GetEnvironmentVariable name with | null -> "-" | value -> value
            printfn "SET %s %s %s" (get "LLAMA_CLOUD_API_KEY") (get "LLAMA_CLOUD_BASE_URL") (get "LLAMA_AGENTS_PROJECT_ID")
            """).WithFile("Program.cs", "");
        project.Dotnet("build").Exits(0);

        AssertBuilt("F#", "dotnet App.dll, from /", project, Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.dll"));
    }

    // VSTest reads the file that tells the program, too, and finds its own host by it.
    [TestMethod]
    [DataRow("Microsoft.Testing.Platform", "<PropertyGroup><EnableMSTestRunner>true</EnableMSTestRunner></PropertyGroup>", "succeeded: 1")]
    [DataRow("VSTest", """<ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" /></ItemGroup>""", "Passed:     1")]
    public void Tests_have_it_before_the_first_of_them(string runner, string more, string success)
    {
        more += """<ItemGroup><PackageReference Include="MSTest.TestAdapter" Version="4.5.2" /><PackageReference Include="MSTest.TestFramework" Version="4.5.2" /></ItemGroup>""";
        using TestProject project = Project("Microsoft.NET.Sdk", more);
        project.WithFile("global.json", $$"""{ "test": { "runner": "{{runner}}" } }""").WithFile("Program.cs", """
            using System;
            using System.Runtime.CompilerServices;
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            internal static class Start
            {
                [ModuleInitializer]
                internal static void Load() => LlamaEnv.Hosting.LlamaEnvFile.Load();
            }

            [TestClass]
            public class Tests
            {
                [TestMethod]
                public void Has_the_set() => Assert.AreEqual(
                    Environment.GetEnvironmentVariable("EXPECTED"),
                    $"{Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")} {Environment.GetEnvironmentVariable("LLAMA_CLOUD_BASE_URL")} {Environment.GetEnvironmentVariable("LLAMA_AGENTS_PROJECT_ID")}");
            }
            """);
        Build(project);

        foreach (Case @case in s_cases)
        {
            Dictionary<string, string> environment = @case.In(project);
            environment["EXPECTED"] = @case.Built;
            Outcome outcome = ChildProcess.Run(ChildProcess.Dotnet, ["test", "--no-build"], project.Directory, environment).Exits(0);
            Note("test project", $"dotnet test ({runner})", @case, @case.Built, "");
            Assert.Contains(success, outcome.Output, outcome.ToString());
        }
    }

    [TestMethod]
    [DataRow(true, DisplayName = "with the build package")]
    [DataRow(false, DisplayName = "with the loader alone")]
    public void A_file_based_app_has_it_in_every_run(bool withBuild)
    {
        using TestProject project = TestProject.EmptyFolder().WithFile(
            "hello.cs",
            $"{(withBuild ? $"#:package LlamaEnv.MSBuild@{Packages.Version}\n" : "")}#:package LlamaEnv.Hosting@{Packages.Version}\n#:property PublishAot=false\n{Program}\n");
        project.Store.WithCurrentProfile();
        if (!withBuild)
            project.WithFile(".env", Values.ThreeLines(Values.ProfileKey, Values.ProfileUrl, Values.ProfileProject));

        Outcome first = ChildProcess.Run(ChildProcess.Dotnet, ["run", "hello.cs"], project.Directory, project.Environment).Exits(0);
        Outcome second = ChildProcess.Run(ChildProcess.Dotnet, ["run", Path.Combine(project.Directory, "hello.cs")], Path.GetTempPath(), project.Environment).Exits(0);

        Assert.Contains($"SET {Profile}", first.Output, first.ToString());
        Assert.Contains($"SET {Profile}", second.Output, second.ToString());
        if (withBuild)
            AssertBuilt("file-based app", "dotnet run hello.cs", project, "run", "--no-build", Path.Combine(project.Directory, "hello.cs"));
    }

    [TestMethod]
    public void Build_and_program_use_the_same_set_in_every_environment()
    {
        using TestProject project = Project("Microsoft.NET.Sdk");
        project.Dotnet("restore").Exits(0);
        foreach (Case @case in s_cases)
        {
            Dictionary<string, string> environment = @case.In(project);
            ChildProcess.Run(ChildProcess.Dotnet, ["build", "--no-restore"], project.Directory, environment).Exits(0);
            string written = string.Join(' ', File.ReadAllLines(project.EnvFile).Select(line => line.Split('=', 2)[1]));

            Outcome outcome = ChildProcess.Run(ChildProcess.Dotnet, [Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.dll")], Path.GetTempPath(), environment).Exits(0);

            Assert.Contains($"SET {written}\n", outcome.Output, $"{@case.Name}: {outcome}");
            Assert.AreEqual(@case.Built, written, @case.Name);
        }
    }

    [TestMethod]
    public void A_program_that_needs_the_key_ends_with_the_sentence_of_the_build()
    {
        using TestProject project = Project("Microsoft.NET.Sdk");
        project.WithFile("Program.cs", Program.Replace("Load()", "Load(required: true)", StringComparison.Ordinal));
        Build(project);
        string program = Path.Combine(project.Directory, "bin", "Debug", "net10.0", "App.dll");

        // Each way in which the file can have changed since the build.
        AssertEnds("LLENV0001", () => { });
        AssertEnds("LLENV0002", () => Directory.CreateDirectory(project.EnvFile));
        AssertEnds("LLENV0002", () => File.WriteAllText(project.EnvFile, "LLAMA_CLOUD_API_KEY='llx-never closed\n"));
        AssertEnds("LLENV0010", () => File.WriteAllText(project.EnvFile, "LLAMA_CLOUD_API_KEY=your-api-key\n"));
        AssertEnds("LLENV0001", () => File.WriteAllBytes(project.EnvFile, [0xFF, 0xC3, 0x28, 0x0A]));
        AssertEnds("LLENV0002", () =>
        {
            using FileStream huge = File.Create(project.EnvFile);
            huge.SetLength(17 * 1024 * 1024);
        });
        if (!OperatingSystem.IsWindows())
            AssertEnds("LLENV0002", () => ChildProcess.Run("mkfifo", [project.EnvFile], project.Directory, project.Environment).Exits(0));

        void AssertEnds(string code, Action change)
        {
            File.Delete(project.EnvFile);
            change();
            Outcome outcome = ChildProcess.Run(ChildProcess.Dotnet, [program], Path.GetTempPath(), project.Environment).Exits(1).Reports(code);
            Assert.AreEqual("", outcome.Output);
            Assert.HasCount(1, outcome.Error.TrimEnd().Split('\n'), outcome.ToString());
            if (Directory.Exists(project.EnvFile))
                Directory.Delete(project.EnvFile);
        }
    }

    [TestMethod]
    public void The_key_is_in_the_env_file_and_nowhere_else()
    {
        Canary canary = new();
        using TestProject project = Project("Microsoft.NET.Sdk").WithKey(canary);
        project.WithFile("Program.cs", "System.Console.WriteLine(LlamaEnv.Hosting.LlamaEnvFile.Load());");
        Outcome build = project.Dotnet("build", "-bl", "-v:diag").Exits(0);
        Outcome publish = project.Dotnet("publish", "-o", Path.Combine(project.Folder, "published")).Exits(0);
        Outcome withEnvironment = project.Dotnet("run", "--no-build").Exits(0);
        project.Environment.Remove("LLAMA_CLOUD_API_KEY");
        Outcome withFile = project.Dotnet("run", "--no-build").Exits(0);

        Assert.Contains("LLAMA_CLOUD_API_KEY=llx-*** (52 characters) from dotenv .env", withFile.Output);
        canary.AssertFoundIn([".env"], project, build, publish, withEnvironment, withFile);
        Assert.Contains("LlamaEnv.Build", File.ReadAllText(DevFile(project)));
        AssertHasNoPath(Path.Combine(project.Folder, "published"), project);
    }

    /// <summary>Tests and hosts start it from there. The first build is the one that counts: nothing of the program's is there before.</summary>
    [TestMethod]
    public void A_program_beside_the_one_that_refers_to_it_knows_the_file_from_the_first_build_on()
    {
        using TestProject project = Project("Microsoft.NET.Sdk", """<ItemGroup><ProjectReference Include="../Helper/Helper.csproj" /></ItemGroup>""");
        string text = File.ReadAllText(Path.Combine(project.Directory, "App.csproj")).Replace("""<ItemGroup><ProjectReference Include="../Helper/Helper.csproj" /></ItemGroup>""", "", StringComparison.Ordinal);
        project.WithFile("../Helper/Helper.csproj", text).WithFile("../Helper/Program.cs", Program);
        Build(project);

        AssertBuilt("beside another", "dotnet Helper.dll", project, Path.Combine(project.Directory, "bin", "Debug", "net10.0", "Helper.dll"));
    }

    [TestMethod]
    public void A_library_and_a_build_without_a_file_tell_nothing()
    {
        using TestProject library = Project("Microsoft.NET.Sdk", "<PropertyGroup><OutputType>Library</OutputType></PropertyGroup>");
        library.WithFile("Program.cs", "public class C { }");
        Build(library);
        Assert.IsNull(FindDevFile(library));

        using TestProject checking = Project("Microsoft.NET.Sdk", "<PropertyGroup><LlamaEnvOutput>none</LlamaEnvOutput></PropertyGroup>");
        Build(checking);
        Assert.IsNull(FindDevFile(checking));
    }

    /// <summary>A project with both packages and a profile beside it; not yet restored.</summary>
    private static TestProject Project(string sdk, string more = "", string directory = "", string extension = "csproj")
    {
        TestProject project = TestProject.EmptyFolder();
        project.Store.WithCurrentProfile();
        string compile = extension == "fsproj" ? """<ItemGroup><Compile Include="Program.fs" /></ItemGroup>""" : "";
        return project
            .WithFile(Path.Combine(directory, $"App.{extension}"), Packages.ProjectText("net10.0", sdk, $"""<ItemGroup><PackageReference Include="LlamaEnv.Hosting" Version="{Packages.Version}" /></ItemGroup>{compile}{more}"""))
            .WithFile(Path.Combine(directory, "Program.cs"), Program);
    }

    private static void Build(TestProject project) => project.Dotnet("build").Exits(0).Reports();

    /// <summary>A start of what was built has, in every environment, the set that a build there would report.</summary>
    private void AssertBuilt(string layout, string start, TestProject project, params string[] arguments)
    {
        foreach (Case @case in s_cases)
            AssertStart(layout, start, @case, project, @case.Built, @case.BuiltSays, arguments);
    }

    /// <summary>A published program has the environment, and a word where that is not enough.</summary>
    private void AssertPublished(string layout, string start, TestProject project, string directory, params string[] arguments)
    {
        AssertHasNoPath(directory, project);
        foreach (Case @case in s_cases)
            AssertStart(layout, start, @case, project, @case.Published, @case.PublishedSays, arguments);
    }

    private void AssertStart(string layout, string start, Case @case, TestProject project, string set, string says, string[] arguments)
    {
        string directory = arguments[0] == "run" ? project.Directory : Path.GetPathRoot(project.Directory)!;
        Outcome outcome = ChildProcess.Run(ChildProcess.Dotnet, arguments, directory, @case.In(project)).Exits(0);

        Note(layout, start, @case, set, says);
        Assert.AreEqual($"SET {set}", outcome.Output.Split('\n').First(line => line.StartsWith("SET ", StringComparison.Ordinal)).TrimEnd('\r'), $"{start}, {@case.Name}: {outcome}");
        Assert.AreEqual(says, outcome.Codes, $"{start}, {@case.Name}: {outcome}");
        Assert.HasCount(says.Length > 0 ? 2 : 1, outcome.Error.Split('\n'), outcome.ToString());
    }

    private void Note(string layout, string start, Case @case, string set, string says)
    {
        string name = set == Profile ? "the build's set" : set == OfEnvironment ? "the environment's set" : set.StartsWith(Values.Key, StringComparison.Ordinal) ? "the environment's key" : "no key";
        _table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {layout} | {start} | {@case.Name} | {name} | {says} |\n");
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"hosting-{TestContext.TestName}-{layout}.md"), _table.ToString());
    }

    private static void AssertHasNoPath(string directory, TestProject project)
    {
        Assert.IsEmpty(Directory.EnumerateFiles(directory, "*.dev.json", SearchOption.AllDirectories));
        foreach (string file in Directory.EnumerateFiles(directory, "*.json", SearchOption.AllDirectories))
            Assert.DoesNotContain(project.Folder, File.ReadAllText(file));
    }

    private static string? FindDevFile(TestProject project) => Directory.EnumerateFiles(project.Directory, "App.runtimeconfig.dev.json", SearchOption.AllDirectories).FirstOrDefault();

    private static string DevFile(TestProject project) => FindDevFile(project) ?? throw new AssertFailedException("there is no App.runtimeconfig.dev.json");

    private static void CopyAll(string from, string to)
    {
        foreach (string source in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }
    }

    private sealed record Case(string Name, (string Name, string Value)[] Variables, string Built, string BuiltSays, string Published, string PublishedSays)
    {
        internal Dictionary<string, string> In(TestProject project)
        {
            Dictionary<string, string> environment = new(project.Environment);
            foreach ((string name, string value) in Variables)
                environment[name] = value;
            return environment;
        }
    }
}
