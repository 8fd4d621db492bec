namespace LlamaEnv.Package.Tests;

/// <summary>Every command that builds one project.</summary>
[TestClass]
public sealed class CommandTests
{
    [TestMethod]
    [DataRow("build")]
    [DataRow("build -t:Rebuild")]
    [DataRow("build -graph")]
    [DataRow("build -graph -isolate")]
    [DataRow("build -mt")]
    [DataRow("build -p:BuildingInsideVisualStudio=true")]
    [DataRow("publish")]
    [DataRow("pack")]
    [DataRow("run")]
    public void A_command_stops_without_a_key_and_injects_once_with_it(string command)
    {
        using TestProject project = TestProject.App();

        project.InjectsOnce([.. command.Split(' '), "--no-restore"]);
    }

    [TestMethod]
    [DataRow("build")]
    [DataRow("build -f net10.0")]
    [DataRow("build -f netstandard2.0")]
    [DataRow("build -m:2")]
    [DataRow("build -mt -m:2")]
    [DataRow("build -graph -isolate")]
    [DataRow("pack")]
    [DataRow("publish -f net10.0")]
    public void With_several_frameworks_a_command_stops_once_without_a_key_and_injects_once_with_it(string command)
    {
        using TestProject project = TestProject.MultiTargetedApp();

        project.InjectsOnce([.. command.Split(' '), "--no-restore"]);
    }

    [TestMethod]
    [DataRow("VSTest")]
    [DataRow("Microsoft.Testing.Platform")]
    public void A_test_run_stops_without_a_key_and_injects_once_with_it(string runner)
    {
        bool isPlatform = runner != "VSTest";
        using TestProject project = TestProject.EmptyFolder()
            .WithFile("global.json", $$"""{ "test": { "runner": "{{runner}}" } }""")
            .WithFile("App.csproj", Packages.ProjectText("net10.0", more:
                $"""
                <PropertyGroup><EnableMSTestRunner>{isPlatform}</EnableMSTestRunner></PropertyGroup>
                <ItemGroup>
                  <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.14.1" Condition="{!isPlatform}" />
                  <PackageReference Include="MSTest.TestAdapter" Version="4.5.2" />
                  <PackageReference Include="MSTest.TestFramework" Version="4.5.2" />
                </ItemGroup>
                """))
            .WithFile("Tests.cs", "using Microsoft.VisualStudio.TestTools.UnitTesting;\n[TestClass] public class Tests { [TestMethod] public void Passes() { } }\n");

        project.InjectsOnce("test");
    }

    [TestMethod]
    public void A_run_injects_before_the_application_starts()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithFile(
            "Program.cs", """System.Console.WriteLine(System.IO.File.Exists(".env") ? "found .env" : "no .env");""");

        Outcome outcome = project.Dotnet("run", "--no-restore").Exits(0);

        Assert.Contains("found .env", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void A_build_in_the_middle_of_which_WPF_compiles_a_temporary_project_leaves_that_one_alone()
    {
        using TestProject project = TestProject.App().CountingInjections();

        project.Build("-p:_TargetAssemblyProjectName=App").Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }
}
