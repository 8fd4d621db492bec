namespace LlamaEnv.Package.Tests;

/// <summary>An app that is carried to its visitors: a warning where it is built, an error where it is published. Its SDKs are not here, so the properties they set stand in for them.</summary>
[TestClass]
public sealed class ClientAppTests
{
    private const string Blazor = "UsingMicrosoftNETSdkBlazorWebAssembly";

    [TestMethod]
    [DataRow("publish", "--no-restore")]
    [DataRow("msbuild", "-t:Publish", "-nologo")]
    [DataRow("msbuild", "-t:Publish", "-nologo", "-p:LlamaEnvUseExec=true")]
    [DataRow("build", "--no-restore", "-p:DeployOnBuild=true")]
    public void It_is_not_published(params string[] command)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(Blazor, "true");

        Outcome outcome = project.Dotnet(command).Exits(1);

        Assert.ContainsSingle(d => d.Code == "LLENV0039" && d.Severity == "error", outcome.Diagnostics, outcome.ToString());
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Directory, "bin", "Release", "net10.0", "publish")), outcome.ToString());
    }

    [TestMethod]
    public void Nor_what_was_built_before()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(Blazor, "true");
        project.Build("-c", "Release").Exits(0).Reports("LLENV0039");

        project.Dotnet("publish", "--no-build").Exits(1).Reports("LLENV0039");
    }

    [TestMethod]
    [DataRow("publish", "--no-restore")]
    [DataRow("msbuild", "-t:Publish", "-nologo")]
    public void Without_a_file_it_is(params string[] command)
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty(Blazor, "true").WithProperty("LlamaEnvOutput", "none");

        Outcome outcome = project.Dotnet(command).Exits(0).Reports();
        Assert.DoesNotContain("Where it runs, set", outcome.Output, outcome.ToString());
    }

    [TestMethod]
    public void An_app_for_a_server_is_published_and_asked_once()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().CountingInjections();

        project.Dotnet("msbuild", "-t:Publish", "-nologo").Exits(0).Reports();

        Assert.AreEqual(1, project.Injections);
    }
}
