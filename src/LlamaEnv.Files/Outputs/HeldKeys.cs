using System.Text.Json;
using LlamaEnv.Files.IO;

namespace LlamaEnv.Files.Outputs;

/// <summary>The API keys that the file of an output holds now, as those who read it find them.</summary>
/// <param name="Output">The output.</param>
/// <param name="Path">Its file.</param>
/// <param name="Keys">One for each place in it that a program may be started with; empty ones too.</param>
/// <param name="Failure">Why nobody knows; null where they are known.</param>
internal sealed record HeldKeys(OutputKind Output, string Path, IReadOnlyList<Secret> Keys, string? Failure)
{
    /// <summary>Those of every output that has a file with keys in it. Asks no source.</summary>
    internal static IReadOnlyList<HeldKeys> Read(Plan plan, HostEnvironment host) =>
        [.. plan.Outputs.Where(output => output.Locate is not null && output.HoldsSecrets(plan)).Select(output => Read(output, output.Locate!(plan, host), plan))];

    private static HeldKeys Read(OutputKind output, string path, Plan plan)
    {
        try
        {
            return new HeldKeys(output, path, FileReader.ReadIfExists(path) is { } content ? output.ReadKeys(content, plan) : [default], null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HeldKeys(output, path, [], FileReader.Explain(e, path));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return new HeldKeys(output, path, [], "it is damaged");
        }
    }
}
