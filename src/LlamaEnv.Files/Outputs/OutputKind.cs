using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Formats;

namespace LlamaEnv.Files.Outputs;

/// <summary>A kind of output: where it writes, and its content as a function of the content that is there.</summary>
/// <param name="Name">What users write.</param>
/// <param name="Locate">The absolute path of its file; null for an output without one.</param>
/// <param name="Render">The new content; null for an output without a file.</param>
internal sealed record OutputKind(string Name, Func<Plan, HostEnvironment, string>? Locate, RenderFile? Render)
{
    internal static OutputKind Dotenv { get; } = new("dotenv", static (plan, _) => plan.EnvFile, static (existing, credentials, plan, path) => DotenvOutput.Render(existing, credentials, path, plan.OverwritesReferences))
    {
        ReadKeys = static (content, _) => DotenvOutput.KeysIn(content),
    };

    internal static OutputKind LaunchSettings { get; } = new("launch-settings", static (plan, _) => LaunchSettingsLocation.PathOf(plan.BaseDirectory, plan.ProjectFile), LaunchSettingsOutput.Render)
    {
        HoldsSecrets = static plan => !plan.WritesReferences,
        ReadKeys = LaunchSettingsOutput.KeysIn,
    };

    internal static OutputKind UserSecrets { get; } = new("user-secrets", static (plan, host) => UserSecretsLocation.PathOf(plan.UserSecretsId!, host), static (existing, credentials, plan, path) => UserSecretsOutput.Render(existing, credentials, path, plan.OverwritesReferences))
    {
        IsInSourceTree = false,
        ReadKeys = static (content, _) => UserSecretsOutput.KeysIn(content),
    };

    /// <summary>Writes nothing: the program gets the values when it is started (<see cref="ProgramEnvironment"/>).</summary>
    internal static OutputKind Run { get; } = new("run", null, null);

    /// <summary>Validates only.</summary>
    internal static OutputKind None { get; } = new("none", null, null);

    internal static IReadOnlyList<OutputKind> All { get; } = [Dotenv, LaunchSettings, UserSecrets, Run, None];

    internal static string Names => string.Join(", ", All.Select(k => k.Name));

    /// <summary>Whether what it writes must be kept from others.</summary>
    internal Func<Plan, bool> HoldsSecrets { get; init; } = static _ => true;

    /// <summary>The API keys in its file.</summary>
    internal Func<byte[], Plan, IReadOnlyList<Secret>> ReadKeys { get; init; } = static (_, _) => [];

    /// <summary>Whether its file lies among the sources, where it could be committed or shipped by accident.</summary>
    internal bool IsInSourceTree { get; init; } = true;
}

/// <summary>Text to text: no file is touched.</summary>
/// <param name="existing">The bytes that are there; null where there is no file.</param>
/// <param name="credentials">The values, in the order to append them.</param>
/// <param name="plan">The settings.</param>
/// <param name="path">The file's path, for diagnostics.</param>
internal delegate Rendering RenderFile(byte[]? existing, IReadOnlyList<Credential> credentials, Plan plan, string path);

/// <summary>What an output makes of a file.</summary>
/// <param name="Content">The new bytes; meaningless when a diagnostic is an error.</param>
/// <param name="Diagnostics">What is wrong with the file, or with the values in this format.</param>
internal sealed record Rendering(byte[] Content, IReadOnlyList<Diagnostic> Diagnostics);
