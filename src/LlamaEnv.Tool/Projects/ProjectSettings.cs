using System.Runtime.CompilerServices;
using LlamaEnv.Tool.Terminal;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Exceptions;
using Microsoft.Build.Locator;

namespace LlamaEnv.Tool.Projects;

/// <summary>Evaluates a project's <c>LlamaEnv*</c> settings with the MSBuild of the SDK that would build it.</summary>
internal static class ProjectSettings
{
    /// <summary>Reads the settings; says why not and returns false where the project cannot be evaluated.</summary>
    internal static bool TryRead(ProjectLocation project, UserTerminal terminal, out Settings settings)
    {
        settings = new Settings();
        VisualStudioInstance? sdk = MSBuildLocator
            .QueryVisualStudioInstances(new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = project.Directory })
            .FirstOrDefault();
        if (sdk is null)
        {
            terminal.WriteStatus($"no .NET SDK was found to evaluate {project.File} with; install one, or pass --no-project");
            return false;
        }

        MSBuildLocator.RegisterInstance(sdk);
        return TryEvaluate(project, terminal, out settings);
    }

    // Not inlined: its types are MSBuild's and can only be loaded once the SDK is registered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryEvaluate(ProjectLocation project, UserTerminal terminal, out Settings settings)
    {
        settings = new Settings();
        try
        {
            using ProjectCollection collection = new();
            Project evaluated = new(project.File, globalProperties: null, toolsVersion: null, collection, ProjectLoadSettings.Default);
            settings = (Settings.FromProperties(evaluated.GetPropertyValue, name => GetList(evaluated, name)) with
            {
                Variables = [.. evaluated.GetItems("LlamaEnvVariable").Select(ToDeclaration)],
            })
                .With(Setting.ProjectFile, project.File)
                .With(Setting.ShippedFiles, [.. evaluated.Items.Where(IsShipped).Select(i => i.EvaluatedInclude)]);
            return true;
        }
        catch (InvalidProjectFileException e)
        {
            // Its message may quote the project's text, and with it a key somebody put there.
            terminal.WriteEvaluationError(e.ProjectFile ?? project.File, e.LineNumber, e.ColumnNumber, e.ErrorCode);
            return false;
        }
    }

    private static VariableDeclaration ToDeclaration(ProjectItem item) => new(item.EvaluatedInclude)
    {
        Required = item.GetMetadataValue("Required"),
        Secret = item.GetMetadataValue("Secret"),
        Pattern = item.GetMetadataValue("Pattern"),
        Default = item.GetMetadataValue("Default"),
    };

    /// <summary>Splits a list as MSBuild does for a task: an escaped semicolon belongs to its entry. Only items know that rule.</summary>
    private static List<string> GetList(Project project, string property) =>
        [.. project.AddItem("_LlamaEnvList", $"$({property})").Select(item => item.EvaluatedInclude)];

    /// <summary>As in the package's targets; here every file can be looked at, as nobody waits for a build.</summary>
    private static bool IsShipped(ProjectItem item) => item.ItemType switch
    {
        "EmbeddedResource" or "EmbedInBinlog" or "EmbeddedFiles" or "Resource" or "SplashScreen" or "AvaloniaResource" or "PRIResource" => true,
        "ResolvedFileToPublish" or "_PackageFiles" or "PackageFile" or "TfmSpecificPackageFile" or "TfmSpecificDebugSymbolsFile" or "BuildOutputInPackage" or "VSIXSourceItem" or "AppxPackagePayload" => true,
        "MauiAsset" or "MauiFont" or "MauiImage" or "AndroidAsset" or "AndroidResource" or "BundleResource" or "TizenTpkUserIncludeFiles" or "StaticWebAsset" => true,
        "WasmFilesToIncludeInFileSystem" or "WasmExtraFilesToDeploy" or "NativeCopyLocalItems" or "ResourceCopyLocalItems" or "RuntimeCopyLocalItems" => true,
        "Content" => IsCopied(item, byItself: true),
        "None" or "ContentWithTargetPath" => IsCopied(item, byItself: false),
        _ => false,
    };

    private static bool IsCopied(ProjectItem item, bool byItself) =>
        Copies(item, "CopyToPublishDirectory", whenUnset: byItself) || Copies(item, "CopyToOutputDirectory", whenUnset: false) || IsTrue(item.GetMetadataValue("IncludeInVSIX")) || IsPacked(item, whenUnset: byItself);

    private static bool Copies(ProjectItem item, string metadata, bool whenUnset) =>
        item.GetMetadataValue(metadata) is { Length: > 0 } value ? !string.Equals(value, "Never", StringComparison.OrdinalIgnoreCase) : whenUnset;

    private static bool IsPacked(ProjectItem item, bool whenUnset) =>
        IsTrue(item.Project.GetPropertyValue("IsPackable")) && (item.GetMetadataValue("Pack") is { Length: > 0 } value ? IsTrue(value) : whenUnset);

    private static bool IsTrue(string text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
