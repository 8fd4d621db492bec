namespace LlamaEnv.Package.Tests;

/// <summary>Projects that are not as they should be: a coded error, or the right result in spite of it.</summary>
[TestClass]
public sealed class BadProjectTests
{
    [TestMethod]
    public void Without_a_target_framework_the_SDK_says_so_and_nothing_is_written()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        File.WriteAllText(project.File, File.ReadAllText(project.File).Replace("<TargetFramework>net10.0</TargetFramework>", "", StringComparison.Ordinal));

        project.Build().Exits(1).Reports("NETSDK1013");

        Assert.IsFalse(project.Exists(".env"));
    }

    [TestMethod]
    public void Targets_that_are_imported_twice_run_once()
    {
        string targets = Path.Combine(Packages.Root, "packages", "llamaenv.msbuild", Packages.Version, "build", "LlamaEnv.MSBuild.targets");
        using TestProject project = TestProject.App().With($"""<Import Project="{targets}" />""").CountingInjections().WithKeyAndProject();

        Outcome outcome = project.Build().Exits(0).Reports("MSB4011"); // MSBuild's own warning of the second import.

        Assert.AreEqual(1, project.Injections, outcome.ToString());
    }

    [TestMethod]
    public void Targets_that_are_imported_from_two_places_run_once()
    {
        string package = Path.Combine(Packages.Root, "packages", "llamaenv.msbuild", Packages.Version);
        using TestProject project = TestProject.App();
        foreach (string file in new[] { "build", "tasks" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(package, folder), "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(project.Folder, "copy", Path.GetRelativePath(package, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        project.With("""<Import Project="../copy/build/LlamaEnv.MSBuild.targets" />""").InjectsOnce("build", "--no-restore");
    }

    /// <summary>The package writes nothing there, so it does its work.</summary>
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void An_obj_folder_that_nobody_may_write_to_is_no_obstacle()
    {
        using TestProject project = TestProject.App().WithKeyAndProject();
        string home = Path.Combine(project.Folder, "home");
        Directory.CreateDirectory(home);
        project.Environment["HOME"] = project.Environment["DOTNET_CLI_HOME"] = home;
#pragma warning disable CA1416 // Linux only: OSCondition says so, the analyzer does not see it.
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        const UnixFileMode Writable = Readable | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        string obj = Path.Combine(project.Directory, "obj");
        File.SetUnixFileMode(obj, Readable);
        File.SetUnixFileMode(project.Directory, Writable);
        File.SetUnixFileMode(home, Writable);

        Outcome outcome = OrdinaryUser.Run(project, ChildProcess.Dotnet, "build", "--no-restore", "-t:LlamaEnvInject");

        File.SetUnixFileMode(obj, Writable);
#pragma warning restore CA1416
        outcome.Exits(0).Reports();
        Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(project.EnvFile), outcome.ToString());
    }
}
