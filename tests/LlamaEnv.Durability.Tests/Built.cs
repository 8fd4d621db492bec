using System.Reflection;
using System.Runtime.InteropServices;

[assembly: DoNotParallelize]

namespace LlamaEnv.Durability.Tests;

/// <summary>Where the build put what is tested, and the .NET that runs it.</summary>
internal static class Built
{
    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    internal static string Tool { get; } = Executable("src/LlamaEnv.Tool", "dotnet-llama-env");

    internal static string Worker { get; } = Executable("tests/LlamaEnv.Durability.Tests.Worker", "LlamaEnv.Durability.Tests.Worker");

    internal static string TaskAssembly { get; } = Path.Combine(OutputOf("src/LlamaEnv.MSBuild"), "LlamaEnv.MSBuild.dll");

    internal static string Targets { get; } = Path.Combine(RepositoryRoot, "build", "LlamaEnv.MSBuild.targets");

    /// <summary>The .NET these tests run on: also what its application hosts find, and users other than ours can read.</summary>
    internal static string DotnetRoot { get; } = Path.GetFullPath("../../../", RuntimeEnvironment.GetRuntimeDirectory()).TrimEnd(Path.DirectorySeparatorChar);

    internal static string Dotnet { get; } = Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private static string Executable(string project, string name) => Path.Combine(OutputOf(project), OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string OutputOf(string project) => Path.Combine(RepositoryRoot, project, "bin", Metadata("Configuration"), "net10.0");

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
