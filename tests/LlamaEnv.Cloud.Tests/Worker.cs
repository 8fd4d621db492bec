using System.Diagnostics;
using System.Reflection;

namespace LlamaEnv.Cloud.Tests;

/// <summary>A process that makes one call and says what came of it.</summary>
internal static class Worker
{
    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    internal static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string executable = Path.Combine(RepositoryRoot, "tests", "LlamaEnv.Cloud.Tests.Worker", "bin", Metadata("Configuration"), "net10.0", "LlamaEnv.Cloud.Tests.Worker");
        ProcessStartInfo start = new(OperatingSystem.IsWindows() ? executable + ".exe" : executable, arguments) { RedirectStandardOutput = true };
        foreach (string name in start.Environment.Keys.Where(static name => name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../../", System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    /// <summary>What it says, once it has ended.</summary>
    internal static async Task<string> EndAsync(Process process, CancellationToken cancellationToken)
    {
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim();
    }

    private static string Metadata(string key) => typeof(Worker).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
