namespace LlamaEnv.Package.Tests;

/// <summary>Which projects the tool reads, that it understands them as the build does, and what it says where it reads none.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class ToolProjectTests
{
    private const string Settings = "<PropertyGroup><LlamaEnvFile>settings.env</LlamaEnvFile></PropertyGroup>";

    // Not names with %20, @(x) or $(x) in them: of a project that is called so, MSBuild itself does not import what restore wrote.
    [TestMethod]
    [DataRow("App (1)")]
    [DataRow("it's")]
    [DataRow("a;b")]
    [DataRow("100%")]
    [DataRow("c#")]
    public void Build_and_tool_agree_on_a_project_and_a_file_of_any_name(string name)
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        string file = Path.Combine(project.Directory, $"{name}.csproj");
        string escaped = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '#' ? $"{c}" : $"%{(int)c:X2}"));
        project.WithProperty("LlamaEnvFile", $"{escaped}.env").WithProperty("LlamaEnvOutput", "dotenv;launch-settings")
            .With($"""<ItemGroup><None Include="{escaped}.env" CopyToOutputDirectory="Always" /></ItemGroup>""");
        File.Move(project.File, file);

        Outcome build = project.Dotnet("msbuild", file, "-restore", "-t:LlamaEnvInject").Exits(0).Reports("LLENV0036");
        string written = Written();
        Delete();
        Outcome tool = project.Tool("inject", Path.GetFileName(file)).Exits(0).Reports("LLENV0036");

        Assert.AreEqual(written, Written(), $"{build}\n\n{tool}");
        Assert.Contains(Values.Key, written, build.ToString());

        string Written() => string.Join('\n', Files().Select(path => $"{path}\n{File.ReadAllText(path)}"));
        void Delete() => Files().ToList().ForEach(File.Delete);
        IEnumerable<string> Files() => [Path.Combine(project.Directory, $"{name}.env"), Path.Combine(project.Directory, "Properties", "launchSettings.json")];
    }

    [TestMethod]
    [DataRow(".csproj")]
    [DataRow(".fsproj")]
    [DataRow(".vbproj")]
    [DataRow(".sqlproj")]
    [DataRow(".esproj")]
    [DataRow(".proj")]
    [DataRow(".wixproj")]
    [DataRow(".dcproj")]
    [DataRow(".SqlProj")]
    public void The_only_project_in_the_folder_is_read_whatever_its_kind(string extension)
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile($"App{extension}", $"<Project>{Settings}</Project>");

        Outcome outcome = folder.Tool("inject").Exits(0).Reports();

        Assert.IsTrue(folder.Exists("settings.env"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("App.vcxproj", """<Import Project="$(VCTargetsPath)\Microsoft.Cpp.Default.props" />""")]
    [DataRow("App.shproj", """<Import Project="$(MSBuildExtensionsPath32)\Microsoft\VisualStudio\v$(VisualStudioVersion)\CodeSharing\Microsoft.CodeSharing.Common.Default.props" />""")]
    [DataRow("App.njsproj", """<Import Project="$(VSToolsPath)\Node.js Tools\Microsoft.NodejsToolsV2.targets" />""")]
    public void A_project_of_Visual_Studio_is_read_without_what_only_that_has(string file, string import)
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile(file, $"<Project>{import}{Settings}</Project>");

        Outcome outcome = folder.Tool("inject").Exits(0).Reports("LLENV0902");

        Assert.AreEqual("warning", outcome.The("LLENV0902").Severity, outcome.ToString());
        Assert.IsTrue(folder.Exists("settings.env"), outcome.ToString());
    }

    [TestMethod]
    public void An_import_of_their_own_that_is_missing_is_an_error()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile("App.csproj", $"""<Project><Import Project="no.props" />{Settings}</Project>""");

        folder.Tool("inject").Exits(1).Reports("MSB4019");

        Assert.IsFalse(folder.Exists("settings.env"));
        Assert.IsFalse(folder.Exists(".env"));
    }

    [TestMethod]
    public void The_settings_of_a_file_based_app_hold()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject()
            .WithFile("hello.cs", "#:property LlamaEnvOutput=dotenv;launch-settings\n#:property LlamaEnvFile=settings.env\nSystem.Console.WriteLine();\n");

        Outcome outcome = folder.Tool("inject", "hello.cs").Exits(0).Reports();

        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(Path.Combine(folder.Directory, "settings.env")), outcome.ToString());
        Assert.Contains(Values.Key, File.ReadAllText(Path.Combine(folder.Directory, "hello.run.json")), outcome.ToString());
    }

    [TestMethod]
    public void A_file_based_app_that_the_SDK_does_not_understand_is_an_error_with_a_code()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile("hello.cs", $"#:nothing {Values.ProfileKey}\n");

        Outcome outcome = folder.Tool("inject", "hello.cs").Exits(1).Reports("LLENV0902");

        Assert.DoesNotContain(Values.ProfileKey, outcome.Error + outcome.Output);
        Assert.IsFalse(folder.Exists(".env"));
    }

    [TestMethod]
    [DataRow("All.slnx", "<Solution />", "All.slnx is a solution")]
    [DataRow("hello.cs", "#!/usr/bin/env dotnet\n", "hello.cs is a file-based app")]
    [DataRow("../Up.csproj", "<Project />", "Up.csproj is further up")]
    public void Where_no_project_is_read_but_one_is_near_it_says_so_in_one_line(string file, string text, string hint)
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile(file, text);

        Outcome outcome = folder.Tool("inject").Exits(0).Reports();

        string said = outcome.Error.Split('\n').Single(line => line.StartsWith("llama-env: no project was read", StringComparison.Ordinal));
        Assert.Contains(folder.Directory, said);
        Assert.Contains(hint, said);
        Assert.DoesNotContain("no project was read", folder.Tool("inject", "--no-project").Exits(0).Error);
    }

    [TestMethod]
    public void A_solution_is_no_project()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile("All.slnx", "<Solution />");

        Assert.Contains("is a solution", folder.Tool("inject", "All.slnx").Exits(2).Error);
    }

    [TestMethod]
    public void A_global_json_that_asks_for_an_SDK_that_is_not_there_is_an_error_with_a_code()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile("App.proj", $"<Project>{Settings}</Project>")
            .WithFile("global.json", """{"sdk":{"version":"9.0.999","rollForward":"disable"}}""");

        Outcome outcome = folder.Tool("inject").Exits(1).Reports("LLENV0902");

        Assert.Contains("global.json", outcome.The("LLENV0902").Text, outcome.ToString());
    }

    [TestMethod]
    public void A_dotnet_in_the_current_folder_is_never_started()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject().WithFile("App.proj", $"<Project>{Settings}</Project>");
        Script.Make(Path.Combine(folder.Directory, "dotnet"), "touch started");
        folder.Environment["PATH"] = $".{Path.PathSeparator}{Path.PathSeparator}relative";
        folder.Environment["DOTNET_ROOT"] = ".";
        folder.Environment["DOTNET_HOST_PATH"] = "dotnet";
        if (Path.GetDirectoryName(ChildProcess.Dotnet) is { Length: > 0 } root && !Native.IsTested)
            folder.Environment["DOTNET_ROOT"] = root; // What is tested would not start without; and so it finds one.

        Outcome outcome = folder.Tool("inject");

        Assert.IsFalse(folder.Exists("started"), outcome.ToString());
        if (Native.IsTested)
            outcome.Exits(1).Reports("LLENV0902");
    }

    [TestMethod]
    public void What_a_project_prints_or_holds_does_not_pass_for_an_answer()
    {
        using TestProject folder = TestProject.EmptyFolder().WithKeyAndProject()
            .WithFile("App.proj", "<Project><PropertyGroup><LlamaEnvFile>a&#10;end&#10;property&#9;LlamaEnvFile&#9;b.env</LlamaEnvFile></PropertyGroup></Project>");

        Outcome outcome = folder.Tool("inject", "--dry-run");

        Assert.DoesNotContain("would write " + Path.Combine(folder.Directory, "b.env"), outcome.Output, outcome.ToString());
    }
}
