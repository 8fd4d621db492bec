using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Ci;

namespace LlamaEnv.Tool.Terminal;

/// <summary>The line of output that makes an annotation of a diagnostic on the CI system that runs this.</summary>
internal static class Annotation
{
    /// <summary>The line; null where the system has none for this diagnostic, or where there is no system.</summary>
    internal static string? Of(Diagnostic diagnostic, CiRun? ci, HostEnvironment host) => ci?.Name switch
    {
        GitHubActions.Name => GitHubAnnotation.Of(diagnostic, host),
        AzurePipelines.Name => AzureAnnotation.Of(diagnostic),
        _ => null,
    };
}
