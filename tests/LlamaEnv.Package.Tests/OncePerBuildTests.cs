namespace LlamaEnv.Package.Tests;

/// <summary>A solution whose projects all have their key from a slow secret manager.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class OncePerBuildTests
{
    private static readonly string[] s_names = ["A", "B", "C", "D"];

    /// <summary>One test, as each build takes seconds.</summary>
    [TestMethod]
    public void A_manager_is_asked_once_by_each_build_whatever_its_projects_and_processes()
    {
        using TempFolder temporary = new();
        using TestProject solution = MakeSolution(temporary);
        Canary first = new();
        GiveKey(solution, first.Key);
        Outcome build = Build(solution, "-m:4", "-bl:../build.binlog", "-v:detailed", "-tl:off");
        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual(1, Calls(solution));
        first.AssertFoundIn(["../key", .. s_names.Select(static n => $"{n}/.env")], solution, build);
        Assert.Contains("LlamaEnv: process 'manager', so far in this process: asked 1, answered by another process of this build 0, answered from memory 0", build.Output);
        Assert.IsEmpty(temporary.Listing().SelectMany(name => first.FindIn(name, ReadIfFile(temporary.At(name)))));
        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.Root, "llamaenv*"));

        Canary second = new();
        GiveKey(solution, second.Key);
        Outcome next = Build(solution, "-m:4");
        Assert.AreEqual(0, next.ExitCode);
        Assert.AreEqual(1, Calls(solution));
        second.AssertFoundIn(["../key", .. s_names.Select(static n => $"{n}/.env")], solution, build, next);

        Assert.AreEqual(0, Build(solution, "-mt", "-m:4").ExitCode);
        Assert.AreEqual(1, Calls(solution));

        Assert.AreEqual(0, Build(solution, "-mt", "-m:4", "-p:_LlamaEnvMSBuildVersion=18.5.0").ExitCode);
        Assert.AreEqual(1, Calls(solution));

        File.Delete(Path.Combine(solution.Folder, "key"));
        Outcome down = Build(solution, "-m:4").Exits(1).Reports("LLENV0002", "LLENV0002", "LLENV0002", "LLENV0002");
        Assert.AreEqual(1, Calls(solution));
        foreach (ReportedDiagnostic error in down.Diagnostics)
            Assert.Contains("source process cannot be read: 'manager' ended with exit code 7", error.Text);
    }

    /// <summary>MSBuild's processes have sockets there.</summary>
    private static byte[] ReadIfFile(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static TestProject MakeSolution(TempFolder temporary)
    {
        TestProject solution = TestProject.EmptyFolder()
            .WithFile("All.slnx", $"<Solution>{string.Concat(s_names.Select(static n => $"""<Project Path="{n}/{n}.csproj" />"""))}</Solution>");
        Script.Make(Path.Combine(solution.Folder, "bin", "manager"), "echo call >> \"$LLAMA_TEST_FOLDER/calls\"\nsleep 0.3\ncat \"$LLAMA_TEST_FOLDER/key\" 2>/dev/null || exit 7");
        foreach (string name in s_names)
            solution.WithFile($"{name}/{name}.csproj", Packages.ProjectText("net10.0", more: "<PropertyGroup><LlamaEnvSources>process:manager</LlamaEnvSources></PropertyGroup>"));

        solution.Environment["TMPDIR"] = temporary.Root;
        solution.Environment["DOTNET_EnableDiagnostics"] = "0"; // Else there are pipes in it that nobody writes into.
        solution.Environment["PATH"] = $"{solution.Folder}/bin:{solution.Environment["PATH"]}";
        solution.Environment["LLAMA_TEST_FOLDER"] = solution.Folder;
        solution.Environment.Remove("XDG_RUNTIME_DIR");
        solution.Dotnet("restore", "All.slnx").Exits(0);
        return solution;
    }

    private static Outcome Build(TestProject solution, params IEnumerable<string> arguments)
    {
        File.Delete(Path.Combine(solution.Folder, "calls"));
        return solution.BuildInject(["All.slnx", .. arguments]);
    }

    private static void GiveKey(TestProject solution, string key) => File.WriteAllText(Path.Combine(solution.Folder, "key"), key + "\n");

    private static int Calls(TestProject solution) => File.ReadAllLines(Path.Combine(solution.Folder, "calls")).Length;
}
