namespace LlamaEnv.Package.Tests;

/// <summary>The analyzer as it comes in the package, and what a build says of the files beside its project.</summary>
[TestClass]
public sealed class AnalyzerTests
{
    /// <summary>Nobody's: drawn here. In pieces, for whoever scans this file.</summary>
    private const string Drawn = "llx-" + "q7Rt2LmZx9Vb4KcW8sYd3NfH6gJp" + "1TzQ5uXa0EoBvCiMnFkD";

    [TestMethod]
    public void A_key_in_code_and_one_in_the_configuration_stop_the_compiler()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("RunAnalyzers", "true")
            .With("""<ItemGroup><AdditionalFiles Include="./appsettings.json" /><Content Include="appsettings*.json" CopyToOutputDirectory="PreserveNewest" /></ItemGroup>""")
            .WithFile("Program.cs", $"System.Console.WriteLine(\n    \"{Drawn}\".Length);\n")
            .WithFile("appsettings.json", $"{{\n  \"ApiKey\": \"{Drawn}\"\n}}\n")
            .WithFile("appsettings.Development.json", $"{{ \"ApiKey\": \"{Drawn}\" }}\n");

        Outcome outcome = project.Build().Exits(1).Reports("LLENV0060", "LLENV0060", "LLENV0060");

        string[] expected = [Path.Combine(project.Directory, "Program.cs(2,5)"), Path.Combine(project.Directory, "appsettings.Development.json(1,14)"), Path.Combine(project.Directory, "appsettings.json(2,14)")];
        CollectionAssert.AreEquivalent(expected, outcome.Diagnostics.Select(d => d.Origin).ToArray(), outcome.ToString());
        Assert.IsFalse(outcome.Output.Contains(Drawn, StringComparison.Ordinal), "the key is shown");
        project.Build("-p:LlamaEnvEnabled=false").Exits(0).Reports();
    }

    [TestMethod]
    public void A_key_that_is_read_before_it_is_loaded_is_a_warning()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("RunAnalyzers", "true")
            .WithFile("Program.cs", """
                var client = new Client(System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY"));
                DotEnv.Load();
                sealed class Client(string key) { public string Key => key; }
                static class DotEnv { public static void Load() { } }
                """);

        Outcome outcome = project.Build().Exits(0).Reports("LLENV0068");

        Assert.AreEqual(Path.Combine(project.Directory, "Program.cs(1,25)"), outcome.The("LLENV0068").Origin);
        project.Build("-p:LlamaEnvWiring=false", "--no-incremental", "-warnaserror").Exits(0).Reports();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-p:LlamaEnvUseExec=true")]
    public void A_Dockerfile_and_launch_settings_are_warned_of_in_every_build(string arguments)
    {
        using TestProject project = TestProject.App().WithKeyAndProject()
            .WithFile("Dockerfile", "FROM a\nARG LLAMA_CLOUD_API_KEY\n")
            .WithFile("Properties/launchSettings.json", """{ "profiles": { "App": { "commandName": "Project", "environmentVariables": { "LLAMA_CLOUD_API_KEY": "" } } } }""");

        for (int build = 0; build < 2; build++)
        {
            Outcome outcome = project.BuildInject(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Exits(0).Reports("LLENV0036", "LLENV0062");
            Assert.AreEqual(project.File, outcome.The("LLENV0036").Origin, outcome.ToString());
            Assert.Contains($"line 2 of {Path.Combine(project.Directory, "Dockerfile")}", outcome.The("LLENV0036").Text, outcome.ToString());
        }

        project.BuildInject("-p:LlamaEnvWiring=false").Exits(0).Reports();
    }
}
