using LlamaEnv.Detection;
using LlamaEnv.Files.Formats;
using LlamaEnv.Files.IO;
using LlamaEnv.Files.Outputs;
using LlamaEnv.Resolving;
using LlamaEnv.Validation;

namespace LlamaEnv.Files.Wiring;

/// <summary>Tells a key that a build wrote and no source has any more from one that a person keeps in the file.</summary>
internal static class StaleFile
{
    private const long MaxFileBytes = 256 * 1024;

    /// <summary>The build that had the key which is now in the file alone; null where nobody knows.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="key">The key that was found.</param>
    /// <param name="writer">The build that wrote the file last.</param>
    internal static BuildRecord? Find(Plan plan, Credential key, BuildRecord? writer) =>
        key.File == plan.EnvFile && writer is { Source: not null, ReadsUserSecrets: false } && writer.Source != key.Source ? writer : null;

    /// <summary>The environment whose key is about to replace one that no build for it wrote; else null.</summary>
    internal static string? FindReplacing(Plan plan, Credential key, BuildRecord? writer, HostEnvironment host) =>
        !EnvironmentNames.IsPersonal(plan.EnvironmentName) && !EnvironmentNames.AreSame(plan.EnvironmentName, writer?.EnvironmentName)
        && key.File != plan.EnvFile && HeldKeys.Read(plan, host).Any(held => held.Output == OutputKind.Dotenv && held.Keys.Any(k => k != key.Value && k.Ask(KeyShapes.IsOfficial)))
            ? plan.EnvironmentName
            : null;

    /// <summary>Whether a .env file has an assignment for the key.</summary>
    internal static bool HasKey(string path) =>
        FileReader.TryRead(path, MaxFileBytes) is { } bytes && DotenvFile.Scan(bytes) is { Unreadable: null } file
        && file.FindLast(Variable.ApiKey.Name) is { } entry && file.ValueOf(entry).Length > 0;
}
