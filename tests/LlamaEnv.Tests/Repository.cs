using System.Reflection;

namespace LlamaEnv.Tests;

/// <summary>The files beside the code that must keep up with it.</summary>
internal static class Repository
{
    internal static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
