namespace LlamaEnv.Files.Tests.Wiring;

/// <summary>A library that has the build package, and the programs that refer to it.</summary>
[TestClass]
public sealed class ReferringProjectsTests
{
    private const string Refers = """<ItemGroup><ProjectReference Include="..\project\Lib.csproj" /></ItemGroup>""";
    private const string Program = "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>";

    [TestMethod]
    [DataRow(Program + Refers)]
    [DataRow("""<Import Sdk="none" /><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><ProjectReference Include="../project/Lib.csproj" /></ItemGroup>""", false, DisplayName = "who knows what is imported")]
    [DataRow("<PropertyGroup><OutputType>WinExe</OutputType></PropertyGroup>" + Refers)]
    [DataRow("""<ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" /></ItemGroup>""" + Refers)]
    [DataRow(Refers, false, DisplayName = "a library")]
    [DataRow(Program, false, DisplayName = "a program that does not refer to it")]
    [DataRow(Program + Refers + """<ItemGroup><PackageReference Include="LlamaEnv.MSBuild" /></ItemGroup>""", false)]
    [DataRow(Program + Refers + """<ItemGroup><PackageReference Include="LlamaEnv.Hosting" /></ItemGroup>""", false)]
    [DataRow(Program + Refers + """<ItemGroup><PackageReference Include="DotNetEnv" /></ItemGroup>""", false)]
    [DataRow(Program + Refers + "<PropertyGroup><UserSecretsId>x</UserSecretsId></PropertyGroup>", false)]
    public void A_program_without_a_way_to_the_key_is_named(string content, bool isLost = true)
    {
        using Machine machine = Library();
        string app = machine.Folder.Write("app/App.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">{content}</Project>");

        InjectResult result = machine.Inject(Built(machine));

        Assert.AreEqual(isLost ? "LLENV0061" : "", result.Codes);
        if (isLost)
            Assert.StartsWith($"{app} refers to this library and starts without the key: it is in {machine.EnvFile}", result.Diagnostics[0].Message);
    }

    [TestMethod]
    [DataRow("All.sln", "Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"App\", \"src\\deep\\App.csproj\", \"{1}\"")]
    [DataRow("All.slnx", """<Solution><Project Path="src/deep/App.csproj" /></Solution>""")]
    public void A_solution_above_says_where_programs_are(string name, string text)
    {
        using Machine machine = Library();
        machine.Folder.Write("src/deep/App.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"../../project/Lib.csproj\" /></ItemGroup></Project>");
        Assert.AreEqual("", machine.Inject(Built(machine)).Codes);

        machine.Folder.Write(name, text);
        Assert.AreEqual("LLENV0061", machine.Inject(Built(machine)).Codes);
    }

    [TestMethod]
    [DataRow("app/Program.cs", "Load(\".env\");")]
    [DataRow("project/Start.cs", "Load(\".env\");")]
    [DataRow("app/docker-compose.yml", "env_file: ../project/.env")]
    [DataRow("app/Directory.Build.props", """<Project><ItemGroup><PackageReference Include="LlamaEnv.MSBuild" /></ItemGroup></Project>""")]
    [DataRow("other/Other.csproj", $"""<Project>{Program}{Refers}<ItemGroup><PackageReference Include="LlamaEnv.MSBuild" /></ItemGroup></Project>""")]
    public void Where_one_may_have_it_nothing_is_said(string file, string text)
    {
        using Machine machine = Library();
        machine.Folder.Write("app/App.csproj", $"<Project>{Program}{Refers}</Project>");
        machine.Folder.Write(file, text);
        Assert.AreEqual("", machine.Inject(Built(machine)).Codes);
    }

    [TestMethod]
    [DataRow("\"a\0b.csproj\" \"$(X)/App.csproj\" \"gone.csproj\"")]
    [DataRow("")]
    public void A_solution_that_cannot_be_understood_is_passed_over(string text)
    {
        using Machine machine = Library();
        machine.Folder.Write("All.sln", text);
        machine.Folder.Write("app/App.csproj", "<ProjectReference Include=\"a\0b\" /><OutputType>Exe</OutputType>");
        Assert.AreEqual("", machine.Inject(Built(machine)).Codes);
    }

    private static Machine Library()
    {
        Machine machine = new Machine().WithProfile();
        machine.Folder.Write("project/Lib.csproj", "");
        machine.Folder.Write("project/obj/project.assets.json", """{ "libraries": {} }""");
        return machine;
    }

    private static Settings Built(Machine machine) => new()
    {
        InBuild = true,
        [Setting.ProjectKind] = "library",
        [Setting.ProjectFile] = Path.Combine(machine.Project, "Lib.csproj"),
        [Setting.ReferencedIn] = [Path.Combine(machine.Project, "Lib.csproj")],
        [Setting.AssetsFile] = Path.Combine(machine.Project, "obj", "project.assets.json"),
    };
}
