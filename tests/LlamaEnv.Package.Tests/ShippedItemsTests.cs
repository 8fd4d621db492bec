namespace LlamaEnv.Package.Tests;

/// <summary>Items that carry a file away, whatever their SDK makes of them.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed class ShippedItemsTests
{
    [TestMethod]
    [DataRow("EmbeddedFiles;EmbeddedResource;EmbedInBinlog;Resource;SplashScreen;AvaloniaResource;PRIResource", "", true)]
    [DataRow("ResolvedFileToPublish;_PackageFiles;PackageFile;TfmSpecificPackageFile;TfmSpecificDebugSymbolsFile;BuildOutputInPackage;VSIXSourceItem;AppxPackagePayload", "", true)]
    [DataRow("MauiAsset;MauiFont;MauiImage;AndroidAsset;AndroidResource;BundleResource;TizenTpkUserIncludeFiles;StaticWebAsset", "", true)]
    [DataRow("WasmFilesToIncludeInFileSystem;WasmExtraFilesToDeploy;NativeCopyLocalItems;ResourceCopyLocalItems;RuntimeCopyLocalItems;Content", "", true)]
    [DataRow("None;Content;ContentWithTargetPath", "<CopyToOutputDirectory>PreserveNewest</CopyToOutputDirectory>", true)]
    [DataRow("None;Content;ContentWithTargetPath", "<CopyToOutputDirectory>IfDifferent</CopyToOutputDirectory>", true)]
    [DataRow("None;Content;ContentWithTargetPath", "<CopyToPublishDirectory>Always</CopyToPublishDirectory>", true)]
    [DataRow("None", "<Pack>true</Pack><PackagePath>content</PackagePath>", true)]
    [DataRow("None", "<IncludeInVSIX>true</IncludeInVSIX>", true)]
    [DataRow("None", "<CopyToOutputDirectory>Always</CopyToOutputDirectory><Link>config/app.env</Link>", true)]
    [DataRow("None;ContentWithTargetPath;AdditionalFiles;Mine;UpToDateCheckInput;Watch", "", false)]
    [DataRow("None;Content;ContentWithTargetPath", "<CopyToOutputDirectory>Never</CopyToOutputDirectory><CopyToPublishDirectory>Never</CopyToPublishDirectory><Pack>false</Pack>", false)]
    public void Build_and_tool_know_them(string types, string metadata, bool isShipped)
    {
        foreach (string type in types.Split(';'))
        {
            // Without an SDK: none of them is there by itself.
            using TestProject project = TestProject.EmptyFolder().WithKeyAndProject().WithFile("App.csproj",
                $"""<Project><PropertyGroup><IsPackable>true</IsPackable></PropertyGroup><ItemGroup><{type} Include=".env">{metadata}</{type}></ItemGroup><Import Project="{Packages.Installed}/build/LlamaEnv.MSBuild.targets" /></Project>""");
            string[] expected = isShipped ? ["LLENV0036"] : [];

            project.Dotnet("msbuild", "-nologo", "-t:LlamaEnvInject").Exits(0).Reports(expected);
            project.Tool("inject").Exits(0).Reports(expected);
        }
    }
}
