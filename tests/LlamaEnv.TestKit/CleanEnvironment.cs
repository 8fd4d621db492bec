using System.Collections;
using System.Runtime.InteropServices;

namespace LlamaEnv.TestKit;

/// <summary>
/// This process's environment without what steers LlamaEnv, llamactl and git (names count in any case), and without what an
/// outer <c>dotnet test</c> or a pipeline leaves for MSBuild.
/// </summary>
public static class CleanEnvironment
{
    private static readonly string[] s_foreignPrefixes = ["LLAMA", "_LLAMA", "MSBUILD", "TESTINGPLATFORM_", "GIT_", "GITHUB_", "GITLAB_", "CI_", "SYSTEM_PULLREQUEST_", "TEAMCITY_"];

    private static readonly string[] s_foreignNames = ["XDG_CONFIG_HOME", "CI", "TF_BUILD", "CONFIGURATION", "PLATFORM", "NOWARN", "WARNINGSASERRORS", "NO_COLOR", "TERM", "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS"];

    /// <summary>The .NET these tests run on: also what its application hosts find, and users other than ours can read.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath("../../../", RuntimeEnvironment.GetRuntimeDirectory()).TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>A new one.</summary>
    public static Dictionary<string, string> Create()
    {
        Dictionary<string, string> environment = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (!IsForeign(name))
                environment[name] = (string?)entry.Value ?? "";
        }

        // Servers that stay behind would keep files of a folder that is about to go.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        environment["DOTNET_ROOT"] = DotnetRoot;
        environment["VSTEST_CONNECTION_TIMEOUT"] = $"{Limits.Hang.TotalSeconds:0}";
        return environment;
    }

    private static bool IsForeign(string name) =>
        s_foreignPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || s_foreignNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
