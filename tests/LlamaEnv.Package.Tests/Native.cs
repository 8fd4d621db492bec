namespace LlamaEnv.Package.Tests;

/// <summary>The tool as native code, where that is what is tested.</summary>
internal static class Native
{
    /// <summary>An app host would have its assembly beside it.</summary>
    internal static bool IsTested { get; } =
        TestKit.Repository.GivenTool is { } path && !File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "dotnet-llama-env.dll"));
}
