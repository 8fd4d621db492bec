namespace LlamaEnv.Package.Tests;

/// <summary>Launch settings that the SDK here does not use are said to be so, and no others.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class LaunchProfileTests
{
    private static readonly (string Profiles, string? Name)[] s_settings =
    [
        ("""{"A":{"commandName":"Project"}}""", null),
        ("""{"A":{"commandName":"project"}}""", null),
        ("""{"A":{"CommandName":"Project"}}""", null),
        ("""{"A":{/* c */"commandName":"Project"}}""", null),
        ("""{"A":{"commandName":"Project",}}""", null),
        ("""{"A":{"commandName":"Project","environmentVariables":{"X":"1",}}}""", null),
        ("""{"A":{"commandName":"Project"},/* c */}""", null),
        ("""{"A":{"commandName":"Project","environmentVariables":{"X":1}}}""", null),
        ("""{"A":{"commandName":"Project","environmentVariables":null}}""", null),
        ("""{"A":{"commandName":"Project","launchBrowser":"false"}}""", null),
        ("""{"A":{"commandName":"Project","applicationUrl":null,"unknown":{"x":[]}}}""", null),
        ("""{"A":{"commandName":"Project","launchUrl":5}}""", null),
        ("""{"I":{"commandName":"IISExpress"},"A":{"commandName":"Project"}}""", null),
        ("""{"E":{"commandName":"Executable","executablePath":"/bin/true"},"A":{"commandName":"Project"}}""", null),
        ("""{"Mine":{"commandName":"Project"}}""", "mINE"),
        ("""{"Mine":{"commandName":"Project"},"mine":{"commandName":"Project"}}""", "Mine"),
        ("""{"Mine":{"commandName":"project"}}""", "Mine"),
    ];

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void What_dotnet_run_does_not_use_is_said_and_nothing_else()
    {
        using TestProject project = TestProject.App().WithProperty("LlamaEnvEnabled", "false")
            .WithFile("Program.cs", """System.Console.WriteLine($"[{System.Environment.GetEnvironmentVariable("LLAMA_CLOUD_API_KEY")}]");""");
        project.Build().Exits(0);

        foreach ((string profiles, string? name) in s_settings)
        {
            project.WithFile("Properties/launchSettings.json", $"{{\"profiles\":{profiles}}}").Environment["LLAMA_CLOUD_API_KEY"] = Values.Key;
            Outcome injected = project.Tool(["inject", "--to", "launch-settings", .. name is null ? Array.Empty<string>() : ["--launch-profile", name]]).Exits(0);
            project.Environment.Remove("LLAMA_CLOUD_API_KEY");

            Outcome run = project.Dotnet(["run", "--no-build", .. name is null ? Array.Empty<string>() : ["--launch-profile", name]]);

            bool isUsed = run.Output.Contains($"[{Values.Key}]", StringComparison.Ordinal);
            Assert.AreEqual(isUsed, !injected.Codes.Contains("LLENV0033", StringComparison.Ordinal), $"{profiles} {name}\n{injected}\n{run}");
        }
    }
}
