using System.Collections;
using System.Diagnostics;

namespace LlamaEnv.Package.Tests;

/// <summary>Runs a real program with an environment in which nothing of the developer's credentials is left.</summary>
internal static class ChildProcess
{
    private static readonly string[] s_foreignPrefixes = ["LLAMA", "_LLAMA", "MSBUILD", "TESTINGPLATFORM_", "GITHUB_", "GITLAB_", "CI_", "SYSTEM_PULLREQUEST_", "TEAMCITY_"];

    private static readonly string[] s_foreignNames = ["XDG_CONFIG_HOME", "CI", "TF_BUILD", "CONFIGURATION", "PLATFORM", "NOWARN", "WARNINGSASERRORS"];

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>The host that runs these tests, or the one on the path.</summary>
    internal static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    internal static Outcome Run(string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', start.ArgumentList)} did not end within {s_patience}");
        }

        return new Outcome(string.Join(' ', [Path.GetFileName(program), .. start.ArgumentList]), process.ExitCode, output.Result, error.Result);
    }

    /// <summary>
    /// This process's environment without what steers LlamaEnv and llamactl (their names count in any case), and without
    /// what an outer <c>dotnet test</c> or a pipeline leaves for MSBuild.
    /// </summary>
    internal static Dictionary<string, string> CleanEnvironment()
    {
        Dictionary<string, string> environment = [];
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (!IsForeign(name))
                environment[name] = (string?)entry.Value ?? "";
        }

        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        return environment;
    }

    private static bool IsForeign(string name) =>
        s_foreignPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) || s_foreignNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
