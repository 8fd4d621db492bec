[assembly: DoNotParallelize]

namespace LlamaEnv.Durability.Tests;

/// <summary>Where the build put what is tested, and the .NET that runs it.</summary>
internal static class Built
{
    internal static string Tool { get; } = Repository.GivenTool ?? Repository.Executable("src/LlamaEnv.Tool", "dotnet-llama-env");

    internal static string Worker { get; } = Repository.Executable("tests/LlamaEnv.TestWorker", "LlamaEnv.TestWorker");

    internal static string TaskAssembly { get; } = Path.Combine(Repository.OutputOf("src/LlamaEnv.MSBuild"), "LlamaEnv.MSBuild.dll");

    internal static string Targets { get; } = Repository.At("build", "LlamaEnv.MSBuild.targets");

    internal static string Dotnet { get; } = Path.Combine(CleanEnvironment.DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
