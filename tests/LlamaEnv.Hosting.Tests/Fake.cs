using LlamaEnv.Resolving;

namespace LlamaEnv.Hosting.Tests;

/// <summary>Values that look right and open nothing, and programs that know of them.</summary>
internal static class Fake
{
    internal const string Key = "llx-FakeKeyOfTheEnvironment0123456789abcdefABCDEF001";
    internal const string FileKey = "llx-FakeKeyOfTheFile876543210123456789abcdefABCDEF02";
    internal const string Project = "11111111-2222-4333-8444-555555555555";
    internal const string FileProject = "99999999-8888-4777-8666-555555555555";
    internal const string DefaultUrl = "https://api.cloud.llamaindex.ai";
    internal const string Europe = "https://api.cloud.eu.llamaindex.ai";

    internal static string File(string key = FileKey, string? url = Europe, string? project = FileProject) =>
        $"LLAMA_CLOUD_API_KEY={key}\n{(url is null ? "" : $"LLAMA_CLOUD_BASE_URL={url}\n")}{(project is null ? "" : $"LLAMA_AGENTS_PROJECT_ID={project}\n")}";

    internal static HostEnvironment Host(params (string Name, string Value)[] variables) => new()
    {
        Variables = [.. variables.Select(v => KeyValuePair.Create(v.Name, v.Value))],
        CurrentDirectory = Path.GetTempPath(),
        HomeDirectory = Path.GetTempPath(),
        Platform = OperatingSystem.IsWindows() ? HostPlatform.Windows : HostPlatform.Linux,
    };

    /// <summary>A program that was built in a folder, with the file there.</summary>
    internal static ProgramContext Built(TempFolder folder, HostEnvironment host, bool fromProfile = false, Settings? settings = null) => new()
    {
        Host = host,
        Build = new BuildRecord((settings ?? new Settings()).With(Setting.File, folder.At(".env")), folder.Root, fromProfile ? "profile 'work'" : "environment", fromProfile),
        BaseDirectory = folder.At("bin"),
    };

    /// <summary>A program that knows nothing of a build.</summary>
    internal static ProgramContext Published(TempFolder folder, HostEnvironment host) => new() { Host = host, BaseDirectory = folder.Root };
}
