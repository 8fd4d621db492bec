namespace LlamaEnv.TestKit;

/// <summary>Runs a program to its end, with exactly the environment that is given.</summary>
public static class ChildProcess
{
    /// <summary>The host that runs these tests, or the one on the path.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>What it did.</summary>
    public static Outcome Run(string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment) =>
        new Command(program, [.. arguments]) { Directory = directory, Environment = environment }.Run();

    /// <summary>See <see cref="LlamaEnv.TestKit.CleanEnvironment"/>.</summary>
    public static Dictionary<string, string> CleanEnvironment() => TestKit.CleanEnvironment.Create();
}
