using System.Text;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Tool.Commands;

/// <summary>Files of the current folder that hold a key that is about to end.</summary>
internal static class StaleCopies
{
    private const int LongestFile = 1024 * 1024;

    /// <summary>A warning for each.</summary>
    internal static IEnumerable<Diagnostic> Find(string directory, Secret oldKey)
    {
        foreach ((string path, OutputKind output) in (IEnumerable<(string, OutputKind)>)[(Path.Combine(directory, ".env"), OutputKind.Dotenv), (LaunchSettingsLocation.PathOf(directory, null), OutputKind.LaunchSettings)])
        {
            if (FileReader.TryRead(path, LongestFile) is { } content && oldKey.IsIn(Encoding.UTF8.GetString(content)))
                yield return Findings.HoldsOldKey(path, output.Name);
        }
    }
}
