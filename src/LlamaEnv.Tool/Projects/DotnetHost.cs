namespace LlamaEnv.Tool;

/// <summary>The program <c>dotnet</c>.</summary>
internal static class DotnetHost
{
    private static readonly string s_name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>Its path, or null where there is none. Never looked for in the current folder, which may hold anything.</summary>
    internal static string? Find(HostEnvironment host)
    {
        foreach (string? candidate in Candidates(host))
        {
            if (Path.IsPathFullyQualified(candidate) && File.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static IEnumerable<string> Candidates(HostEnvironment host)
    {
        yield return host.Get("DOTNET_HOST_PATH") ?? "";
        yield return Path.Combine(host.Get("DOTNET_ROOT") ?? "", s_name);
        foreach (string folder in (host.Get("PATH") ?? "").Split(Path.PathSeparator))
            yield return Path.Combine(folder, s_name);
    }
}
