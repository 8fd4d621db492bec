using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Files.Sources;
using LlamaEnv.Resolving;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Tests;

/// <summary>Values that look right and open nothing, and machines that exist only as a value.</summary>
internal static class Given
{
    public const string Key = "llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak1";

    public const string OldKey = "llx-FakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFak0";

    public const string Url = "https://api.cloud.llamaindex.ai";

    public const string Project = "00000000-0000-4000-8000-000000000001";

    public const string OldProject = "00000000-0000-4000-8000-000000000000";

    /// <summary>Key and URL, and a project where one is given.</summary>
    public static List<Credential> Set(string key = Key, string url = Url, string? project = Project) =>
        [.. new (Variable Variable, string? Value)[] { (Variable.ApiKey, key), (Variable.BaseUrl, url), (Variable.ProjectId, project) }
            .Where(v => v.Value is not null)
            .Select(v => new Credential(v.Variable, new Secret(v.Value!), "environment"))];

    /// <summary>A key, and what else is given, as a source would hand it over.</summary>
    public static IReadOnlyList<Credential> Credentials(string? key = null, string? url = null, string? project = null) =>
    [
        new(Variable.ApiKey, new Secret(key ?? Fake.Key("New")), "test"),
        .. url is null ? Array.Empty<Credential>() : [new(Variable.BaseUrl, new Secret(url), "test")],
        .. project is null ? Array.Empty<Credential>() : [new(Variable.ProjectId, new Secret(project), "test")],
    ];

    public static HostEnvironment Host(TempFolder folder, string? project = Project, HostPlatform platform = HostPlatform.Linux, params (string Name, string Value)[] more) => new()
    {
        Variables =
        [
            new("LLAMA_CLOUD_API_KEY", Key),
            new("LLAMA_CLOUD_BASE_URL", Url),
            new("LLAMA_AGENTS_PROJECT_ID", project ?? ""),
            new("HOME", folder["home"]),
            new("PATH", Environment.GetEnvironmentVariable("PATH") ?? ""),
            .. more.Select(v => KeyValuePair.Create(v.Name, v.Value)),
        ],
        CurrentDirectory = folder.Path,
        HomeDirectory = folder["home"],
        Platform = platform,
    };

    public static CredentialSet? Read(ISource source, Settings settings, TempFolder folder) =>
        CredentialSet.Of(source.Read(ResolutionPlan.Make(settings, folder.Path, Host(folder), SourceList.All, []).ToContext(Host(folder), ci: null), CancellationToken.None));

    public static Plan Plan(Settings settings, string baseDirectory)
    {
        List<Diagnostic> diagnostics = [];
        Plan plan = Plan(settings, baseDirectory, diagnostics);
        Assert.IsEmpty(diagnostics, string.Join('\n', diagnostics));
        return plan;
    }

    public static Plan Plan(Settings settings, string baseDirectory, List<Diagnostic> diagnostics)
    {
        HostEnvironment host = HostEnvironment.Capture(baseDirectory);
        return LlamaEnv.Files.Outputs.Plan.Make(settings, ResolutionPlan.Make(settings, baseDirectory, host, SourceList.All, diagnostics), host, diagnostics);
    }
}
