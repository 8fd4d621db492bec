namespace LlamaEnv.Evaluator;

/// <summary>Which files a project takes along: as in the package's targets, though here every file can be looked at, as nobody waits for a build.</summary>
internal static class ShippedItems
{
    // These carry whatever is in them: into an assembly or its symbols, a package, an app, a log.
    private static readonly string[] s_carried =
    [
        "EmbeddedResource", "EmbedInBinlog", "EmbeddedFiles", "Resource", "SplashScreen", "AvaloniaResource", "PRIResource",
        "ResolvedFileToPublish", "_PackageFiles", "PackageFile", "TfmSpecificPackageFile", "TfmSpecificDebugSymbolsFile", "BuildOutputInPackage", "VSIXSourceItem", "AppxPackagePayload",
        "MauiAsset", "MauiFont", "MauiImage", "AndroidAsset", "AndroidResource", "BundleResource", "TizenTpkUserIncludeFiles", "StaticWebAsset",
        "WasmFilesToIncludeInFileSystem", "WasmExtraFilesToDeploy", "NativeCopyLocalItems", "ResourceCopyLocalItems", "RuntimeCopyLocalItems",
    ];

    /// <summary>The kinds of items that may be.</summary>
    internal static IReadOnlyList<string> Types { get; } = ["None", "ContentWithTargetPath", "Content", .. s_carried];

    /// <param name="type">One of them.</param>
    /// <param name="metadatum">The value of a metadatum of the item by its name; empty where it has none.</param>
    /// <param name="isPackable">Whether the project is packed at all.</param>
    internal static bool Contains(string type, Func<string, string> metadatum, bool isPackable)
    {
        bool isTaken = type == "Content"; // Published and packed unless it says otherwise.
        return s_carried.Contains(type)
            || Copies("CopyToPublishDirectory", whenUnset: isTaken)
            || Copies("CopyToOutputDirectory", whenUnset: false)
            || IsTrue(metadatum("IncludeInVSIX"))
            || (isPackable && (metadatum("Pack") is { Length: > 0 } pack ? IsTrue(pack) : isTaken));

        bool Copies(string name, bool whenUnset) =>
            metadatum(name) is { Length: > 0 } value ? !string.Equals(value, "Never", StringComparison.OrdinalIgnoreCase) : whenUnset;
    }

    internal static bool IsTrue(string text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
}
