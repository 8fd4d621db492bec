namespace LlamaEnv.Package.Tests;

/// <summary>The builds an IDE makes to learn about a project: they neither fail nor write.</summary>
[TestClass]
public sealed class DesignTimeTests
{
    /// <summary>The project system of SDK-style projects (CPS), which VS Code and others imitate.</summary>
    private const string Common =
        "-t:CollectPackageReferences;ResolvePackageDependenciesDesignTime;ResolveAssemblyReferencesDesignTime;Compile"
        + " -p:DesignTimeBuild=true -p:BuildingInsideVisualStudio=true -p:BuildingProject=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true";

    /// <summary>The older one, which has no property that tells; it never asks for the target we hook.</summary>
    private const string Classic =
        "-t:ResolveAssemblyReferences;Compile -p:BuildingInsideVisualStudio=true -p:BuildingProject=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true";

    [TestMethod]
    [DataRow(Common)]
    [DataRow(Classic)]
    public void A_design_time_build_neither_fails_nor_writes(string arguments)
    {
        using TestProject project = TestProject.App();

        NeitherFailsNorWrites(project, arguments);
    }

    [TestMethod]
    [DataRow(Common)]
    [DataRow(Classic)]
    public void A_design_time_build_of_one_of_several_frameworks_neither_fails_nor_writes(string arguments)
    {
        using TestProject project = TestProject.MultiTargetedApp();

        NeitherFailsNorWrites(project, arguments + " -p:TargetFramework=net10.0");
    }

    private static void NeitherFailsNorWrites(TestProject project, string arguments)
    {
        string[] command = ["msbuild", .. arguments.Split(' ')];

        project.Dotnet(command).Exits(0).Reports();
        project.WithKeyAndProject().Dotnet(command).Exits(0).Reports();

        Assert.IsFalse(project.Exists(".env"));
    }
}
