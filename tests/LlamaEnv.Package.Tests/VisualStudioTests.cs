using System.Text.Json;

namespace LlamaEnv.Package.Tests;

/// <summary>What Visual Studio's fast up-to-date check is told. It compares the time of the .env file with that of a stamp.</summary>
[TestClass]
public sealed class VisualStudioTests
{
    private const string InsideVisualStudio = "-p:BuildingInsideVisualStudio=true";

    [TestMethod]
    public void The_file_and_the_stamp_are_a_set_of_their_own()
    {
        using TestProject project = TestProject.App();

        CollectionAssert.AreEqual(new[] { "input .env LlamaEnv", "output obj/App.csproj.LlamaEnv.stamp LlamaEnv" }, Described(project, InsideVisualStudio));
    }

    /// <summary>A file that is declared and not there would mean a build each time.</summary>
    [TestMethod]
    [DataRow("LlamaEnvOutput", "none")]
    [DataRow("LlamaEnvOutput", "user-secrets;launch-settings")]
    [DataRow("LlamaEnvMissing", "ignore")]
    [DataRow("LlamaEnvMissing", "warning")]
    [DataRow("LlamaEnvEnabled", "false")]
    [DataRow("UserSecretsId", "demo")]
    public void A_build_that_may_leave_no_file_declares_none(string property, string value)
    {
        using TestProject project = TestProject.App().WithProperty(property, value);

        CollectionAssert.AreEqual(Array.Empty<string>(), Described(project, InsideVisualStudio));
    }

    [TestMethod]
    public void A_build_outside_Visual_Studio_declares_nothing_and_leaves_no_stamp()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();

        project.BuildInject().Exits(0);

        CollectionAssert.AreEqual(Array.Empty<string>(), Described(project));
        Assert.IsFalse(File.Exists(Stamp(project)));
    }

    [TestMethod]
    public void The_stamp_is_newer_than_the_file_and_stays_while_the_file_does()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.BuildInject(InsideVisualStudio).Exits(0);
        DateTime stamped = File.GetLastWriteTimeUtc(Stamp(project));
        Assert.IsGreaterThanOrEqualTo(File.GetLastWriteTimeUtc(project.EnvFile), stamped);

        project.BuildInject(InsideVisualStudio).Exits(0);

        Assert.AreEqual(stamped, File.GetLastWriteTimeUtc(Stamp(project)));
    }

    [TestMethod]
    public void A_file_that_was_edited_gets_a_newer_stamp_although_it_is_right()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        project.BuildInject(InsideVisualStudio).Exits(0);
        File.SetLastWriteTimeUtc(Stamp(project), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        project.BuildInject(InsideVisualStudio).Exits(0);

        Assert.IsGreaterThanOrEqualTo(File.GetLastWriteTimeUtc(project.EnvFile), File.GetLastWriteTimeUtc(Stamp(project)));
    }

    [TestMethod]
    public void Several_frameworks_have_one_stamp()
    {
        using TestProject project = TestProject.MultiTargetedApp().WithKeyAndProject();

        project.Build(InsideVisualStudio, "-p:TargetFramework=net10.0").Exits(0).Reports();

        CollectionAssert.Contains(Described(project, InsideVisualStudio, "-p:TargetFramework=net10.0"), "output obj/App.csproj.LlamaEnv.stamp LlamaEnv");
        Assert.IsTrue(File.Exists(Stamp(project)));
    }

    [TestMethod]
    public void A_missing_key_leaves_no_stamp()
    {
        using TestProject project = TestProject.App();

        project.BuildInject(InsideVisualStudio).Exits(1).Reports("LLENV0001");

        Assert.IsFalse(File.Exists(Stamp(project)));
    }

    private static string Stamp(TestProject project) => Path.Combine(project.Directory, "obj", "App.csproj.LlamaEnv.stamp");

    /// <summary>What the design-time build for the check returns. Its targets come with Visual Studio, so they are stood in for.</summary>
    private static string[] Described(TestProject project, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(project.Directory, "Directory.Build.targets"), """<Project><Target Name="CollectUpToDateCheckInputDesignTime" /></Project>""");

        Outcome outcome = project.Dotnet(["msbuild", "-t:CollectUpToDateCheckInputDesignTime", "-getItem:UpToDateCheckInput,UpToDateCheckOutput", "-p:DesignTimeBuild=true", .. arguments]).Exits(0);
        JsonElement items = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("Items");
        return [.. Texts("input", "UpToDateCheckInput"), .. Texts("output", "UpToDateCheckOutput")];

        IEnumerable<string> Texts(string kind, string name) => items.GetProperty(name).EnumerateArray()
            .Select(i => $"{kind} {i.GetProperty("Identity").GetString()!.Replace('\\', '/')} {i.GetProperty("Set").GetString()}");
    }
}
