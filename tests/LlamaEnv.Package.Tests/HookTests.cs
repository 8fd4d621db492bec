namespace LlamaEnv.Package.Tests;

/// <summary>Where in a build the target runs, and that it runs once.</summary>
[TestClass]
public sealed class HookTests
{
    [TestMethod]
    [DataRow("build")]
    [DataRow("build -f net10.0")]
    [DataRow("build -f netstandard2.0")]
    [DataRow("build -m:2")]
    [DataRow("pack")]
    public void A_project_with_several_frameworks_gets_one_injection(string command)
    {
        using TestProject project = TestProject.MultiTargetedApp().WithKeyAndProject().CountingInjections();

        Outcome outcome = project.Dotnet([.. command.Split(' '), "--no-restore"]).Exits(0).Reports();

        Assert.AreEqual(1, project.Injections, outcome.ToString());
        Assert.IsTrue(project.Exists(".env"));
    }

    [TestMethod]
    public void A_project_with_several_frameworks_fails_once_and_before_any_of_them_compiles()
    {
        using TestProject project = TestProject.MultiTargetedApp();

        Outcome outcome = project.Build("-m:2").Exits(1).Reports("LLENV0001");

        Assert.IsFalse(project.HasCompiled("App.dll"), outcome.ToString());
    }

    [TestMethod]
    [DataRow("build -t:Rebuild --no-restore")]
    [DataRow("build -graph --no-restore")]
    [DataRow("build -mt --no-restore")]
    [DataRow("publish --no-restore")]
    [DataRow("pack --no-restore")]
    public void Every_command_that_builds_injects_once(string command)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().CountingInjections();

        Outcome outcome = project.Dotnet(command.Split(' ')).Exits(0).Reports();

        Assert.AreEqual(1, project.Injections, outcome.ToString());
    }

    [TestMethod]
    public void A_run_injects_once_before_the_application_starts()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().CountingInjections().WithFile(
            "Program.cs", """System.Console.WriteLine(System.IO.File.Exists(".env") ? "found .env" : "no .env");""");

        Outcome outcome = project.Dotnet("run", "--no-restore").Exits(0);

        Assert.AreEqual(1, project.Injections, outcome.ToString());
        Assert.Contains("found .env", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void A_design_time_build_neither_fails_nor_writes()
    {
        using TestProject project = TestProject.App();
        string[] arguments = ["msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"];

        project.Dotnet(arguments).Exits(0).Reports();
        project.WithKeyAndProject().Dotnet(arguments).Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void A_design_time_build_of_several_frameworks_neither_fails_nor_writes()
    {
        using TestProject project = TestProject.MultiTargetedApp().WithKeyAndProject();

        project.Dotnet("msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:TargetFramework=net10.0").Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void Switched_off_it_neither_fails_nor_writes()
    {
        using TestProject project = TestProject.App().WithProperty("LlamaEnvEnabled", "false");

        project.Build().Exits(0).Reports();
        project.WithKeyAndProject().BuildInject().Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void A_missing_key_fails_before_a_referenced_project_compiles()
    {
        using TestProject project = WithLibrary(TestProject.App());

        Outcome outcome = project.Dotnet("build", "-m:2").Exits(1).Reports("LLENV0001");

        Assert.IsFalse(project.HasCompiled("Lib.dll"), outcome.ToString());
        Assert.IsFalse(project.HasCompiled("App.dll"), outcome.ToString());
    }

    [TestMethod]
    public void A_referenced_project_with_the_package_gets_an_injection_of_its_own()
    {
        using TestProject project = WithLibrary(TestProject.App().CountingInjections(), hasPackage: true).WithKeyAndProject();

        Outcome outcome = project.Dotnet("build", "-m:2").Exits(0).Reports();

        Assert.AreEqual(1, project.Injections, outcome.ToString());
        Assert.IsTrue(project.Exists(".env"), outcome.ToString());
        Assert.IsTrue(project.Exists("../lib/.env"), outcome.ToString());
    }

    private static TestProject WithLibrary(TestProject project, bool hasPackage = false) => project
        .WithFile("../lib/Lib.cs", "public static class Lib { }\n")
        .WithFile("../lib/Lib.csproj", hasPackage ? Packages.ProjectText("net10.0;netstandard2.0") : """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""")
        .With("""<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup>""");
}
