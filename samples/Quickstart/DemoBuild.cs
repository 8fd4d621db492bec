using System.Diagnostics;
using System.Reflection;

namespace Quickstart;

/// <summary>Builds of this very project, to look at.</summary>
internal static class DemoBuild
{
    /// <summary>Where the build of this program had the key from.</summary>
    internal static string Source => Fact("LLAMA_CLOUD_API_KEY");

    /// <summary>Runs the credentials' part of a build, which writes nothing here, without the variables of this process; returns what it says.</summary>
    internal static string Run(string argument)
    {
        ProcessStartInfo start = new("dotnet", ["build", Fact("Project"), "-target:LlamaEnvInject", "-p:LlamaEnvOutput=none", argument,
            "--no-restore", "-p:BuildProjectReferences=false", "-maxcpucount:1", "-nodeReuse:false", "-tl:off", "-nologo", "-verbosity:quiet", "-clp:NoSummary"])
        {
            RedirectStandardOutput = true,
        };
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("LLAMA_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);

        using Process build = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        string[] said = build.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        build.WaitForExit();
        // The logger says an error when it comes, and again at the end.
        return $"{string.Join('\n', said.Where(line => line.Contains(" error ", StringComparison.Ordinal)).Distinct())}\n(exit code {build.ExitCode})";
    }

    /// <summary>What the project file has put into the assembly.</summary>
    private static string Fact(string name) =>
        typeof(DemoBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == name)?.Value ?? "nowhere";
}
