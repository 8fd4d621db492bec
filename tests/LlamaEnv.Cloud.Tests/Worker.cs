using System.Diagnostics;

namespace LlamaEnv.Cloud.Tests;

/// <summary>A process that makes one call and says what came of it.</summary>
internal static class Worker
{
    /// <summary>Starts it with these variables, and with no other proxy than they name.</summary>
    internal static Process Start(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        Dictionary<string, string> environment = CleanEnvironment.Create();
        foreach (string name in environment.Keys.Where(static name => name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToList())
            environment.Remove(name);
        foreach ((string name, string value) in variables)
            environment[name] = value;

        return new Command(Repository.Executable("tests/LlamaEnv.TestWorker", "LlamaEnv.TestWorker"), arguments) { Directory = Path.GetTempPath(), Environment = environment }.Start();
    }

    /// <summary>What it says, once it has ended.</summary>
    internal static async Task<string> EndAsync(Process process, CancellationToken cancellationToken)
    {
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim();
    }
}
