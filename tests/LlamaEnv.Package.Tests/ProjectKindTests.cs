namespace LlamaEnv.Package.Tests;

/// <summary>What people build, and how they reference the package.</summary>
[TestClass]
public sealed class ProjectKindTests
{
    private const string CSharp = "public static class Program { public static void Main() { } }\n";

    private const string InheritedProperties = """<Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />""";

    [TestMethod]
    [DataRow("App.csproj", "Microsoft.NET.Sdk.Web", "Program.cs", CSharp)]
    [DataRow("App.csproj", "Microsoft.NET.Sdk.Worker", "Program.cs", CSharp)]
    [DataRow("App.csproj", "Microsoft.NET.Sdk.Razor", "Program.cs", CSharp)]
    [DataRow("App.fsproj", "Microsoft.NET.Sdk", "Program.fs", "printfn \"hello\"\n")]
    [DataRow("App.vbproj", "Microsoft.NET.Sdk", "Program.vb", "Module Program\nSub Main()\nEnd Sub\nEnd Module\n")]
    public void Every_kind_of_project_stops_without_a_key_and_injects_once_with_it(string project, string sdk, string source, string text)
    {
        using TestProject folder = TestProject.EmptyFolder()
            .WithFile(project, Packages.ProjectText("net10.0", sdk, """<ItemGroup><Compile Include="*.fs" /></ItemGroup>"""))
            .WithFile(source, text);

        folder.InjectsOnce("build");
    }

    [TestMethod]
    [DataRow("TargetFramework", "net10.0")]
    [DataRow("TargetFrameworks", "net10.0;netstandard2.0")]
    public void A_reference_from_Directory_Build_props_is_one_like_any_other(string property, string frameworks)
    {
        using TestProject folder = Library(property, frameworks, "").WithFile("Directory.Build.props", $"""
            <Project>{InheritedProperties}<ItemGroup><PackageReference Include="LlamaEnv.MSBuild" Version="{Packages.Version}" PrivateAssets="all" /></ItemGroup></Project>
            """);

        folder.InjectsOnce("build");
    }

    [TestMethod]
    public void A_version_may_be_managed_centrally()
    {
        using TestProject folder = Library("TargetFramework", "net10.0", """<PackageReference Include="LlamaEnv.MSBuild" PrivateAssets="all" />""")
            .WithFile("Directory.Packages.props", CentralVersions($"""<PackageVersion Include="LlamaEnv.MSBuild" Version="{Packages.Version}" />"""));

        folder.InjectsOnce("build");
    }

    [TestMethod]
    [DataRow("TargetFramework", "net10.0")]
    [DataRow("TargetFrameworks", "net10.0;netstandard2.0")]
    public void A_global_reference_is_one_for_each_project(string property, string frameworks)
    {
        using TestProject folder = Library(property, frameworks, "")
            .WithFile("Directory.Packages.props", CentralVersions($"""<GlobalPackageReference Include="LlamaEnv.MSBuild" Version="{Packages.Version}" />"""));

        folder.InjectsOnce("build");
    }

    private static TestProject Library(string property, string frameworks, string item) => TestProject.EmptyFolder().WithFile(
        "App.csproj",
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><{property}>{frameworks}</{property}></PropertyGroup><ItemGroup>{item}</ItemGroup></Project>""");

    private static string CentralVersions(string item) =>
        $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup>{item}</ItemGroup></Project>";
}
