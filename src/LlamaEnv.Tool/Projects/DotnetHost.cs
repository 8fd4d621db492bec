using LlamaEnv.Files.IO;

namespace LlamaEnv.Tool.Projects;

/// <summary>The program <c>dotnet</c>.</summary>
internal static class DotnetHost
{
    private static readonly string s_name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>Its path, or null where there is none. Never looked for in the current folder, which may hold anything.</summary>
    internal static string? Find(HostEnvironment host) =>
        Named(host.Get("DOTNET_HOST_PATH"))
        ?? Named(host.Get("DOTNET_ROOT") is { } root ? Path.Combine(root, s_name) : null)
        ?? Executable.Find("dotnet", host);

    private static string? Named(string? path) => path is not null && Executable.IsExecutable(path) ? path : null;
}
