using System.Reflection;

namespace LlamaEnv.Conformance.Tests;

/// <summary>Where the files of the repository are.</summary>
internal static class Repository
{
    private static readonly string s_root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    internal static string At(params ReadOnlySpan<string> names) => Path.Combine([s_root, .. names]);

    /// <summary>A script beside the tests that runs one reader.</summary>
    internal static string Script(string name) => At("tests", "LlamaEnv.Conformance.Tests", "Readers", name);
}
