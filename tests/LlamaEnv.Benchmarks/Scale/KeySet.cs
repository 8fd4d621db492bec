using System.Globalization;

namespace LlamaEnv.Benchmarks.Scale;

/// <summary>Key and project of one generation. Both name it, so that a mixed set shows.</summary>
internal readonly record struct KeySet(int Generation)
{
    private const string KeyStart = "llx-Benchmark";
    private const string ProjectStart = "0f8fad5b-d9cb-469f-a165-";

    internal string Project => ProjectStart + Generation.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Of the shape of a key, and opens nothing.</summary>
    internal string FakeKey => KeyStart + Generation.ToString("D39", CultureInfo.InvariantCulture);

    internal static KeySet OfGeneration(int generation) => new(generation);

    /// <summary>The generation of what a program printed, key and project in a line each; null where they are of two.</summary>
    internal static int? GenerationOf(string printed)
    {
        string[] lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [{ } key, { } project]
            && int.TryParse(key.AsSpan(KeyStart.Length), CultureInfo.InvariantCulture, out int ofKey)
            && int.TryParse(project.AsSpan(ProjectStart.Length), CultureInfo.InvariantCulture, out int ofProject)
            && ofKey == ofProject ? ofKey : null;
    }

    internal string AsDotenv() => $"LLAMA_CLOUD_API_KEY={FakeKey}\nLLAMA_AGENTS_PROJECT_ID={Project}\n";
}
