using System.Text;

namespace LlamaEnv.Package.Tests;

/// <summary>Build, with a task or a program, and tool are doors to one room: arranged once, all must say and write the same.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class FrontEndEqualityTests
{
    private static readonly Situation[] s_situations =
    [
        new("key and project in the environment", "", Values.Key, p => p.WithKeyAndProject()),
        new("key alone in the environment", "", Values.Key, p => Set(p, "LLAMA_CLOUD_API_KEY", Values.Key)),
        new("environment over a profile", "LLENV0003", Values.Key, p => p.WithKeyAndProject().Store.WithCurrentProfile()),
        new("key alone beside a profile", "LLENV0004", Values.ProfileKey, p => Set(p, "LLAMA_CLOUD_API_KEY", Values.Key).Store.WithCurrentProfile()),
        new("profile alone", "", Values.ProfileKey, p => p.Store.WithCurrentProfile()),
        new("profile without a key", "LLENV0001", null, p => p.Store.WithCurrentProfile(key: null)),
        new("LLAMA_CLOUD_USE_PROFILE is true", "", Values.ProfileKey, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_USE_PROFILE", "1").Store.WithCurrentProfile()),
        new("LLAMA_CLOUD_USE_PROFILE is neither", "LLENV0005", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_USE_PROFILE", "maybe")),
        new("corrupt store", "LLENV0002", null, p => p.Store.Corrupt()),
        new("corrupt store behind a .env with a key", "LLENV0002", null, p => p.WithFile(".env", $"LLAMA_CLOUD_API_KEY={Values.Key}\n").Store.Corrupt()),
        new("key in .env alone", "", Values.Key, p => p.WithFile(".env", $"LLAMA_CLOUD_API_KEY={Values.Key}\n")),
        new("placeholder", "LLENV0010", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "your-api-key")),
        new("another provider's key", "LLENV0011", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "sk-proj-0123456789")),
        new("line end behind the key", "LLENV0012", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", Values.Key + "\n")),
        new("key without the prefix", "LLENV0013", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "0123456789abcdef")),
        new("URL without a scheme", "LLENV0015", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "api.cloud.eu.llamaindex.ai")),
        new("plain http", "LLENV0016", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "http://llama.example.com")),
        new("unusual key and a project that is no UUID", "LLENV0014 LLENV0017", "llx-0123456789abcdefXYZ", p => Set(Set(p, "LLAMA_CLOUD_API_KEY", "llx-0123456789abcdefXYZ"), "LLAMA_AGENTS_PROJECT_ID", "my-app")),
        new("short key", "LLENV0014", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "llx-short")),
        new("URL of the file that gets lost", "LLENV0021", Values.Key, p => Set(p, "LLAMA_CLOUD_API_KEY", Values.Key).WithFile(".env", "LLAMA_CLOUD_BASE_URL=https://api.cloud.eu.llamaindex.ai\n")),
        new("URL of the environment that is not used", "LLENV0021", Values.ProfileKey, p => Set(p, "LLAMA_CLOUD_BASE_URL", "https://llama.example.com").Store.WithCurrentProfile()),
        new("URL under another name", "LLENV0021", Values.Key, p => Set(p.WithKeyAndProject(), "LLAMACLOUD_REGION", "eu")),
        new("another project's id for the same key", "LLENV0020", Values.Key, p => p.WithKeyAndProject().WithFile(".env", $"LLAMA_CLOUD_API_KEY={Values.Key}\nLLAMA_AGENTS_PROJECT_ID={Values.ProfileProject}\n")),
        new("plain http to a host that is allowed", "", Values.Key, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "http://llama:8000").WithProperty("LlamaEnvAllowHttp", "llama;box")),
        new("plain http to a host that is not", "LLENV0016", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "http://llama.other:8000").WithProperty("LlamaEnvAllowHttp", "llama")),
        new("allowed hosts that are none", "LLENV0006 LLENV0006 LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvAllowHttp", "http://llama;*;llama:8000")),
        new("path of a server of one's own", "", Values.Key, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "https://llama.example.com/llama/")),
        new("path of the API", "LLENV0015", Values.Key, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_BASE_URL", "https://llama.example.com/api/v1")),
        new("key in a line that is no assignment", "LLENV0001", null, p => p.WithFile(".env", $"OTHER=1\nset LLAMA_CLOUD_API_KEY={Values.Key}\n")),
        new("key in launch settings alone", "LLENV0001", null, p => p.WithFile("Properties/launchSettings.json", $$$"""{"profiles":{"App":{"commandName":"Project","environmentVariables":{"LLAMA_CLOUD_API_KEY":"{{{Values.Key}}}"} } } }""")),
        new("reference of a secret manager", "LLENV0018", null, p => Set(Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "op://vault/item/field"), "LLAMA_CLOUD_BASE_URL", "https://llama.example.com")),
        new("reference that nothing expanded", "LLENV0018", null, p => Set(p.WithKeyAndProject(), "LLAMA_CLOUD_API_KEY", "$(LLAMA_KEY)")),
        new("several faults at once", "LLENV0010 LLENV0012 LLENV0015", null, p => Set(Set(Set(p, "LLAMA_CLOUD_API_KEY", "llx-..."), "LLAMA_AGENTS_PROJECT_ID", $" {Values.Project}"), "LLAMA_CLOUD_BASE_URL", "https://cloud.llamaindex.ai")),
        new("unknown source", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvSources", "environment;vault")),
        new("unknown output", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "registry")),
        new("nothing anywhere", "LLENV0001", null, _ => { }),
        new("misspelt name", "LLENV0001", null, p => Set(p, "LLAMA_PARSE_API_KEY", Values.Key)),
        new("required project is missing", "LLENV0001 LLENV0004", null, p => Set(p, "LLAMA_CLOUD_API_KEY", Values.Key).WithProperty("LlamaEnvRequireProject", "true")),
        new("missing key is a warning", "LLENV0001", null, p => p.WithProperty("LlamaEnvMissing", "warning"), ExitCode: 0),
        new("unknown word for forks", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvForkPullRequest", "ignore")),
        new("declared variables", "LLENV0034", null, p => Set(Set(p.WithKeyAndProject(), "MINE", "sk-fake-text"), "CACHE", "none").With(
            """<ItemGroup><LlamaEnvVariable Include="MINE" Required="true" Pattern="^sk-" /><LlamaEnvVariable Include="CACHE" Secret="false" /><LlamaEnvVariable Include="MODE" Default="a;b%20c" /></ItemGroup>""")),
        new("declared variables, everything wrong", "LLENV0001 LLENV0001 LLENV0010 LLENV0019", null, p => Set(Set(p, "SHAPED", "wrong"), "HELD", "changeme").With(
            """<ItemGroup><LlamaEnvVariable Include="MINE" Required="true" /><LlamaEnvVariable Include="SHAPED" Pattern="^right$" /><LlamaEnvVariable Include="HELD" /></ItemGroup>""")),
        new("declarations that mean nothing", "LLENV0006 LLENV0006 LLENV0006 LLENV0006", null, p => p.WithKeyAndProject().With(
            """<ItemGroup><LlamaEnvVariable Include="%20" /><LlamaEnvVariable Include="MINE;MINE" /><LlamaEnvVariable Include="OTHER" Pattern="(" Required="yes" /></ItemGroup>""")),
        new("profile that does not exist", "LLENV0007", null, p => p.WithProperty("LlamaEnvProfile", "absent").Store.WithCurrentProfile()),
        new("URL set in the project, key alone, profile without one", "LLENV0003", Values.Key, p => Set(p, "LLAMA_CLOUD_API_KEY", Values.Key).WithProperty("LlamaEnvBaseUrl", "https://llama.example.com/").Store.WithCurrentProfile(key: null)),
        new("sources in another order", "", Values.ProfileKey, p => p.WithKeyAndProject().WithProperty("LlamaEnvSources", "profile;environment").Store.WithCurrentProfile()),
        new("file in a folder that is not there yet", "", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvFile", "config/llama.env")),
        new("no output", "", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "none")),
        new("words in another case", "", Values.Key, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "DotEnv").WithProperty("LlamaEnvSources", " Environment ").WithProperty("LlamaEnvMissing", "Error")),
        new("a list in one value", "", Values.Key, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "dotenv%3BNone").WithProperty("LlamaEnvSources", "environment%3Bdotenv")),
        new("none in another case", "", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "None")),
        new("file behind the other separator", "", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvFile", @"config\llama.env")),
        new("path that nothing expanded", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvFile", "${HOME}/llama.env")),
        new("path of a folder", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvFile", @"config\")),
        new("source in a folder nobody has", "LLENV0006", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvSources", "dotenv:%25USERPROFILE%25/llama.env")),
        new("a reference in the file", "LLENV0037", null, p => p.WithKeyAndProject().WithFile(".env", "LLAMA_CLOUD_API_KEY=op://vault/item/field\n")),
        new("a reference that may be replaced", "", Values.Key, p => p.WithKeyAndProject().WithProperty("LlamaEnvOverwriteReferences", "true").WithFile(".env", "LLAMA_CLOUD_API_KEY=op://vault/item/field\n")),
        new("an object in launch settings", "LLENV0033", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "dotenv;launch-settings").WithFile("Properties/launchSettings.json", """{"profiles":{"A":{"commandName":"Project","environmentVariables":{"LLAMA_CLOUD_API_KEY":{}}}}}""")),
        new("a comment in a launch profile", "LLENV0033", null, p => p.WithKeyAndProject().WithProperty("LlamaEnvOutput", "launch-settings").WithFile("Properties/launchSettings.json", """{"profiles":{"A":{/*c*/"commandName":"Project"}}}""")),
        new("an app for the browser", "LLENV0039", Values.Key, p => p.WithKeyAndProject().WithProperty("UsingMicrosoftNETSdkBlazorWebAssembly", "true")),
        new("an app for phones among others", "LLENV0039", Values.Key, p => p.WithKeyAndProject().WithProperty("RuntimeIdentifiers", "linux-x64;android-arm64")),
        new("an app for the browser that gets no file", "", null, p => p.WithKeyAndProject().WithProperty("UsingMicrosoftNETSdkBlazorWebAssembly", "true").WithProperty("LlamaEnvOutput", "none")),
        new("a file in the symbols", "LLENV0036", Values.Key, p => p.WithKeyAndProject().With("""<ItemGroup><EmbeddedFiles Include=".env" /></ItemGroup>""")),
        new("a line that hides ours from shells", "LLENV0033", Values.Key, p => p.WithKeyAndProject().WithFile(".env", $"A=it's\nLLAMA_CLOUD_API_KEY={Values.Key}\n")),
        new("existing file of UTF-16", "LLENV0033", null, p =>
        {
            File.WriteAllText(p.WithKeyAndProject().EnvFile, "OTHER=1\n", Encoding.Unicode);
            TestProject.Close(p.EnvFile);
        }),
        new("existing file with a quote that is never closed", "LLENV0033", Values.Key, p => p.WithKeyAndProject().WithFile(".env", "OTHER=\"1\n")),
    ];

    public static IEnumerable<object[]> Names => s_situations.Select(s => new object[] { s.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Build_and_tool_report_and_write_the_same(string name)
    {
        Situation situation = s_situations.Single(s => s.Name == name);
        using TestProject project = TestProject.App();
        situation.Arrange(project);
        Dictionary<string, string> before = ReadFiles(project);

        Outcome build = project.BuildInject();
        Dictionary<string, string> built = ReadFiles(project);
        Restore(project, before, built);
        Outcome program = project.BuildInject("-p:LlamaEnvUseExec=true");
        Dictionary<string, string> written = ReadFiles(project);
        Restore(project, before, written);
        Outcome tool = project.Tool("inject");
        Dictionary<string, string> injected = ReadFiles(project);

        string both = $"{build}\n\n{program}\n\n{tool}";
        Assert.AreEqual(Show(build), Show(program), both);
        Assert.AreEqual(Show(built), Show(written), both);
        Assert.AreEqual(build.ExitCode, program.ExitCode, both);
        Assert.AreEqual(Show(build), Show(tool), both);
        Assert.AreEqual(Show(built), Show(injected), both);
        Assert.AreEqual(build.ExitCode, tool.ExitCode, both);
        Assert.AreEqual(situation.Codes, string.Join(' ', tool.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal)), both);
        Assert.AreEqual(situation.ExitCode ?? (tool.Diagnostics.Any(d => d.Severity == "error") ? 1 : 0), tool.ExitCode, both);
        if (situation.Key is { } key)
            Assert.Contains($"LLAMA_CLOUD_API_KEY={key}\n", File.ReadAllText(project.EnvFile), both);
        if (tool.ExitCode != 0)
            Assert.AreEqual(Show(before), Show(injected), both);
    }

    private static TestProject Set(TestProject project, string name, string value)
    {
        project.Environment[name] = value;
        return project;
    }

    private static string Show(Outcome outcome) =>
        string.Join('\n', outcome.Diagnostics.Select(d => $"{d.Severity} {d.Code}: {d.Text}").Order(StringComparer.Ordinal));

    private static string Show(Dictionary<string, string> files) => string.Join('\n', files.Select(f => $"{f.Key}\n{f.Value}"));

    /// <summary>Every file but MSBuild's own, byte for byte.</summary>
    private static Dictionary<string, string> ReadFiles(TestProject project) => Directory
        .EnumerateFiles(project.Directory, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(project.Directory, f))
        .Where(f => !f.StartsWith("obj", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(f => f, f => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(project.Directory, f))));

    private static void Restore(TestProject project, Dictionary<string, string> before, Dictionary<string, string> now)
    {
        foreach (string name in now.Keys.Except(before.Keys))
            File.Delete(Path.Combine(project.Directory, name));
        foreach ((string name, string content) in before)
            File.WriteAllBytes(Path.Combine(project.Directory, name), Encoding.Latin1.GetBytes(content));
    }

    /// <param name="Name">What it is about.</param>
    /// <param name="Codes">The codes all report.</param>
    /// <param name="Key">The key that stands in .env afterwards; null where that is not the point.</param>
    /// <param name="Arrange">Makes it so.</param>
    /// <param name="ExitCode">Where it does not follow from the severities.</param>
    private sealed record Situation(string Name, string Codes, string? Key, Action<TestProject> Arrange, int? ExitCode = null);
}
