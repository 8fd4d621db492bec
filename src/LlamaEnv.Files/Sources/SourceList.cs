using LlamaEnv.Files.Sources.Processes;
using LlamaEnv.Sources;

namespace LlamaEnv.Files.Sources;

/// <summary>The sources there are.</summary>
internal static class SourceList
{
    /// <summary>Every kind. The order of the default ones is their precedence.</summary>
    internal static IReadOnlyList<SourceKind> All { get; } =
    [
        EnvironmentSource.Kind,
        ProfileSource.Kind,
        UserSecretsSource.Kind,
        DotenvSource.Kind,
        SecretsDirectorySource.Kind,
        ProcessSource.Kind,
        KeyVaultSource.Kind,
        .. Manager.All.Select(static m => m.Kind),
    ];

    internal static string Names => SourceKind.NamesOf(All);
}
