namespace LlamaEnv.Benchmarks;

/// <summary>Values of the right shape that open nothing.</summary>
internal static class Samples
{
    internal const string ApiKey = "llx-Benchmark0Benchmark1Benchmark2Benchmark3Benchmar";

    internal const string OtherApiKey = "llx-Benchmark4Benchmark5Benchmark6Benchmark7Benchmar";

    internal const string ProjectId = "0f8fad5b-d9cb-469f-a165-70867728950e";

    /// <summary>A machine with an environment of the usual size, ours at its end.</summary>
    internal static HostEnvironment Host(string directory, params KeyValuePair<string, string>[] variables) => new()
    {
        Variables =
        [
            .. Enumerable.Range(0, 40).Select(i => KeyValuePair.Create($"VARIABLE_{i}", $"value {i}")),
            KeyValuePair.Create("LLAMACTL_CONFIG_DIR", Path.Combine(directory, "llamactl")),
            .. variables,
        ],
        CurrentDirectory = directory,
        HomeDirectory = directory,
        Platform = HostEnvironment.ThisPlatform,
    };
}
