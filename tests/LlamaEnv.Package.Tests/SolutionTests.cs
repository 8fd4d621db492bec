namespace LlamaEnv.Package.Tests;

/// <summary>Several projects in one build: App → Lib (two frameworks) → Leaf, of which the first two have the package.</summary>
[TestClass]
public sealed class SolutionTests
{
    [TestMethod]
    [DataRow("build All.sln")]
    [DataRow("build All.slnx -m:4")]
    [DataRow("build All.slnx -mt -m:2")]
    [DataRow("build All.slnx -graph")]
    [DataRow("build All.slnx -graph -isolate")]
    [DataRow("pack All.slnx")]
    public void A_solution_names_each_project_without_a_key_once_and_injects_each_once(string command)
    {
        using TestProject solution = TestProject.Solution().CountingInjections();

        StopsOnceIn(solution, command, "app/App.csproj", "lib/Lib.csproj");
        InjectsOnceInBoth(solution, command);
    }

    [TestMethod]
    public void A_missing_key_ends_the_build_before_references_are_built()
    {
        const string Command = "build app/App.csproj -m:2";
        using TestProject solution = TestProject.Solution().CountingInjections();

        Outcome outcome = StopsOnceIn(solution, Command, "app/App.csproj");
        Assert.IsFalse(solution.HasCompiled("Leaf.dll"), outcome.ToString());

        InjectsOnceInBoth(solution, Command);
    }

    [TestMethod]
    public void One_project_says_what_to_do_and_the_others_name_it()
    {
        using TestProject solution = TestProject.Solution().CountingInjections();

        IReadOnlyList<ReportedDiagnostic> said = StopsOnceIn(solution, "build All.slnx -m:1", "app/App.csproj", "lib/Lib.csproj").Diagnostics;

        ReportedDiagnostic whole = said.Single(static d => d.Text.Contains("Looked in ", StringComparison.Ordinal));
        Assert.StartsWith($"LLAMA_CLOUD_API_KEY is missing, as in {Path.GetFileName(whole.Origin)} (https://", said.Single(d => d != whole).Text);
    }

    /// <summary>By the design of MSBuild: it builds what is referenced first.</summary>
    [TestMethod]
    public void A_graph_build_comes_to_the_references_first()
    {
        const string Command = "build app/App.csproj -graph -isolate";
        using TestProject solution = TestProject.Solution().CountingInjections();

        Outcome outcome = StopsOnceIn(solution, Command, "app/App.csproj", "lib/Lib.csproj");
        Assert.IsTrue(solution.HasCompiled("Leaf.dll"), outcome.ToString());

        InjectsOnceInBoth(solution, Command);
    }

    /// <summary>In C# and MSBuild alike, these characters mean something elsewhere. (%41 would be another letter to NuGet.)</summary>
    [TestMethod]
    public void Paths_may_hold_spaces_semicolons_percent_signs_and_letters_of_any_language()
    {
        const string Odd = "a ü;5% 日本";
        using TestProject solution = TestProject.EmptyFolder().CountingInjections().WithKeyAndProject()
            .WithFile($"{Odd}/app/{Odd}.csproj", Packages.ProjectText("net10.0", more: """<ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup>"""))
            .WithFile($"{Odd}/app/Program.cs", "public static class Program { public static void Main() { } }\n")
            .WithFile($"{Odd}/lib/Lib.csproj", Packages.ProjectText("net10.0;netstandard2.0"))
            .WithFile($"{Odd}/{Odd}.slnx", $"""<Solution><Project Path="app/{Odd}.csproj" /><Project Path="lib/Lib.csproj" /></Solution>""");

        Outcome outcome = solution.Dotnet("build", $"{Odd}/{Odd}.slnx").Exits(0).Reports();

        foreach (string project in new[] { "app", "lib" })
        {
            Assert.AreEqual(1, solution.InjectionsIn($"{Odd}/{project}"), outcome.ToString());
            Assert.AreEqual(Values.ThreeLines(Values.Key, Values.DefaultUrl, Values.Project), File.ReadAllText(Path.Combine(solution.Directory, Odd, project, ".env")));
        }
    }

    private static Outcome StopsOnceIn(TestProject solution, string command, params string[] projects)
    {
        Outcome outcome = solution.Dotnet([.. command.Split(' '), "--no-restore"]).Exits(1).Reports(projects.Select(_ => "LLENV0001"));

        CollectionAssert.AreEquivalent(projects.Select(p => Path.GetFullPath(p, solution.Directory)).ToArray(), outcome.Diagnostics.Select(d => d.Origin).ToArray(), outcome.ToString());
        Assert.IsFalse(solution.HasCompiled("App.dll"), outcome.ToString());
        Assert.IsFalse(solution.HasCompiled("Lib.dll"), outcome.ToString());
        return outcome;
    }

    private static void InjectsOnceInBoth(TestProject solution, string command)
    {
        Outcome outcome = solution.WithKeyAndProject().Dotnet([.. command.Split(' '), "--no-restore"]).Exits(0).Reports();

        Assert.AreEqual(1, solution.InjectionsIn("app"), outcome.ToString());
        Assert.AreEqual(1, solution.InjectionsIn("lib"), outcome.ToString());
        Assert.IsFalse(solution.Exists("leaf/.env"), outcome.ToString());
    }
}
