using System.Text;

namespace LlamaEnv.Durability.Tests;

/// <summary>What <c>dotnet run</c> makes of the launch settings we write.</summary>
[TestClass]
public sealed class LaunchSettingsTests
{
    private const string Program =
        """
        foreach (string name in new[] { "LLAMA_CLOUD_API_KEY", "LLAMA_CLOUD_BASE_URL", "LLAMA_AGENTS_PROJECT_ID", "THEIRS" })
            System.Console.WriteLine($"{name}={System.Environment.GetEnvironmentVariable(name)}");
        """;

    private static readonly CompleteSet s_set = new(1, 0);

    [TestMethod]
    public void Dotnet_run_gets_the_values_from_the_file()
    {
        using TempDirectory directory = MakeProject();

        Inject(directory);

        Assert.AreEqual(Expected(s_set), Run(directory));
    }

    [TestMethod]
    public void In_reference_mode_dotnet_run_gets_the_key_from_its_environment_and_the_file_holds_none()
    {
        using TempDirectory directory = MakeProject("<LlamaEnvLaunchSettingsMode>reference</LlamaEnvLaunchSettingsMode>");

        Inject(directory);

        string text = File.ReadAllText(SettingsFile(directory));
        Assert.DoesNotContain(s_set.Key, text);
        Assert.Contains("\"%LLAMA_CLOUD_API_KEY%\"", text);
        CompleteSet rotated = new(2, 0);
        Assert.AreEqual(Expected(s_set).Replace(s_set.Key, rotated.Key, StringComparison.Ordinal), Run(directory, ("LLAMA_CLOUD_API_KEY", rotated.Key)));
    }

    [TestMethod]
    public void Comments_and_layout_stay_byte_for_byte_and_dotnet_run_reads_the_file()
    {
        using TempDirectory directory = MakeProject();
        // None within a profile: there the SDK itself refuses comments.
        string before =
            "\uFEFF// Checked by the team\r\n{\r\n"
            + "\t\"$schema\": \"https://json.schemastore.org/launchsettings.json\",\r\n"
            + "\t\"profiles\": {\r\n"
            + "\t\t/* the one we use */ \"App\": {\r\n"
            + "\t\t\t\"commandName\":\"Project\",\r\n"
            + "\t\t\t\"environmentVariables\": {\r\n"
            + "\t\t\t\t\"THEIRS\" : \"caf\\u00e9\",\r\n"
            + "\t\t\t\t\"LLAMA_CLOUD_API_KEY\" : \"{KEY}\",\r\n"
            + "\t\t\t\t\"LLAMA_CLOUD_BASE_URL\":\"{URL}\",\r\n"
            + "\t\t\t\t\"LLAMA_AGENTS_PROJECT_ID\": \"{PROJECT}\"\r\n"
            + "\t\t\t}\r\n\t\t} // the last\r\n\t}\r\n}";
        Directory.CreateDirectory(directory.Combine("Properties"));
        File.WriteAllBytes(SettingsFile(directory), Encoding.UTF8.GetBytes(Fill(before, new CompleteSet(7, 7))));

        Inject(directory);

        Assert.AreEqual(Fill(before, s_set), Encoding.UTF8.GetString(File.ReadAllBytes(SettingsFile(directory))));
        Assert.AreEqual(Expected(s_set).Replace("THEIRS=", "THEIRS=café", StringComparison.Ordinal), Run(directory));
    }

    [TestMethod]
    public void A_file_based_app_gets_the_values_from_the_file_its_build_wrote()
    {
        using TempDirectory directory = new();
        File.WriteAllText(directory.Combine("app.cs"), "#:property PublishAot=false\n#:property LlamaEnvOutput=launch-settings\n#:property LlamaEnvSources=environment\n" + Program);
        File.WriteAllText(directory.Combine("Directory.Build.targets"),
            $"""
            <Project>
              <PropertyGroup>
                <_LlamaEnvTaskAssembly>{Built.TaskAssembly}</_LlamaEnvTaskAssembly>
              </PropertyGroup>
              <Import Project="{Built.Targets}" />
            </Project>
            """);

        directory.Dotnet("build", "app.cs").With(s_set).Run().AssertSucceeded();

        Assert.IsTrue(File.Exists(directory.Combine("app.run.json")), directory.Files);
        Assert.AreEqual(Expected(s_set), Lines(directory.Dotnet("run", "app.cs").Run().AssertSucceeded()));
    }

    private static TempDirectory MakeProject(string property = "")
    {
        TempDirectory directory = new();
        File.WriteAllText(directory.Combine("App.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                {property}
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(directory.Combine("Program.cs"), Program);
        return directory;
    }

    private static string SettingsFile(TempDirectory directory) => directory.Combine("Properties", "launchSettings.json");

    private static void Inject(TempDirectory directory) =>
        directory.Tool("inject", "--source", "environment", "--to", "launch-settings").With(s_set).Run().AssertSucceeded();

    private static string Run(TempDirectory directory, params (string Name, string Value)[] environment) =>
        Lines(environment.Aggregate(directory.Dotnet("run"), static (command, v) => command.With(v.Name, v.Value)).Run().AssertSucceeded());

    /// <summary>What the program printed, without what <c>dotnet run</c> says before it.</summary>
    private static string Lines(Outcome result) =>
        string.Concat(result.Output.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.StartsWith("LLAMA_", StringComparison.Ordinal) || l.StartsWith("THEIRS=", StringComparison.Ordinal)).Select(l => l + "\n"));

    private static string Expected(CompleteSet set) => string.Concat(set.Variables.Select(v => $"{v.Key}={v.Value}\n")) + "THEIRS=\n";

    private static string Fill(string template, CompleteSet set) => template
        .Replace("{KEY}", set.Key, StringComparison.Ordinal)
        .Replace("{URL}", set.BaseUrl, StringComparison.Ordinal)
        .Replace("{PROJECT}", set.ProjectId, StringComparison.Ordinal);
}
