using System.Text;
using LlamaEnv.Cloud.Rotation;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;

namespace LlamaEnv.Tool.Commands;

/// <summary>What holds a key that is about to end: files of the current folder, the project's user secrets, variables of the shell.</summary>
internal static class StaleCopies
{
    private const int LongestFile = 1024 * 1024;

    /// <summary>More is no folder of a project.</summary>
    private const int MostFiles = 200;

    /// <summary>A warning for each.</summary>
    /// <param name="settings">Those of the project.</param>
    /// <param name="directory">Its folder.</param>
    /// <param name="host">The machine.</param>
    /// <param name="oldKey">The key.</param>
    /// <param name="record">The rotation: an output that it names and that failed has been told of.</param>
    /// <param name="commands">How the new key gets into a file.</param>
    /// <param name="known">Files that have been told of.</param>
    internal static IEnumerable<Diagnostic> Find(Settings settings, string directory, HostEnvironment host, OldKey oldKey, RotationRecord record, ProfileCommands commands, IEnumerable<string> known)
    {
        HashSet<string> seen = [.. known];
        foreach ((string path, string? output) in Files(settings, directory, host))
        {
            if (!seen.Add(path) || FileReader.TryRead(path, LongestFile) is not { } content || !oldKey.IsIn(Encoding.UTF8.GetString(content)))
                continue;
            if (output is null || !record.Outputs.Contains(output, StringComparer.OrdinalIgnoreCase))
                yield return Findings.HoldsOldKey(path, output, commands);
            else if (record.Written.Contains(output, StringComparer.OrdinalIgnoreCase))
                yield return Findings.StillHoldsOldKey(path);
        }

        foreach ((string name, string value) in host.Variables)
        {
            if (oldKey.IsIn(value))
                yield return Findings.ShellHoldsOldKey(name);
        }
    }

    /// <summary>Files and the outputs that write them; of every environment, as one of them is built with the next time.</summary>
    private static IEnumerable<(string Path, string? Output)> Files(Settings settings, string directory, HostEnvironment host)
    {
        ResolutionPlan plan = ResolutionPlan.Make(settings, directory, host, [], []);
        yield return (plan.EnvFile, OutputKind.Dotenv.Name);
        yield return (LaunchSettingsLocation.PathOf(directory, plan.ProjectFile), OutputKind.LaunchSettings.Name);
        if (plan.UserSecretsId is { } id)
            yield return (UserSecretsLocation.PathOf(id, host), OutputKind.UserSecrets.Name);
        foreach (string first in new[] { plan.EnvFile, Path.Combine(directory, ".env") }.Distinct())
        {
            foreach (string path in Beside(first))
                yield return (path, path == plan.EnvFile ? OutputKind.Dotenv.Name : null);
        }
    }

    private static IEnumerable<string> Beside(string envFile)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.GetDirectoryName(envFile)!, Path.GetFileName(envFile) + "*").Take(MostFiles).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
