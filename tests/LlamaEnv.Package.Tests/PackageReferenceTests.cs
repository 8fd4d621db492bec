using System.IO.Compression;
using System.Xml.Linq;

namespace LlamaEnv.Package.Tests;

[TestClass]
public sealed class PackageReferenceTests
{
    [TestMethod]
    public void Adding_the_package_keeps_it_private_to_the_project()
    {
        using TestProject project = TestProject.EmptyFolder().WithFile(
            "App.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");

        Outcome outcome = project.Dotnet("add", "package", "LlamaEnv.MSBuild", "--version", Packages.Version, "--source", Packages.Feed).Exits(0);

        XElement reference = XDocument.Load(project.File).Descendants("PackageReference").Single();
        Assert.AreEqual("all", (string?)reference.Attribute("PrivateAssets") ?? (string?)reference.Element("PrivateAssets"), outcome.ToString());
    }

    [TestMethod]
    public void A_project_that_references_one_with_the_package_is_not_touched()
    {
        using TestProject project = TestProject.App().WithKeyAndProject().WithProperty("OutputType", "Library");
        // A reference without PrivateAssets, as somebody may write it by hand.
        File.WriteAllText(project.File, File.ReadAllText(project.File).Replace(" PrivateAssets=\"all\"", "", StringComparison.Ordinal));
        project.WithFile(
            "../consumer/Consumer.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../app/App.csproj" /></ItemGroup>
              <Target Name="ShowTargets" AfterTargets="Build"><Message Importance="high" Text="enabled here: '$(LlamaEnvEnabled)'" /></Target>
            </Project>
            """);

        Outcome outcome = project.Dotnet("build", "../consumer/Consumer.csproj").Exits(0);

        Assert.Contains("enabled here: ''", outcome.Output, outcome.ToString());
        Assert.IsTrue(project.Exists(".env"), outcome.ToString());
        Assert.IsFalse(project.Exists("../consumer/.env"), outcome.ToString());
    }

    [TestMethod]
    public void The_build_package_has_the_documented_layout()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(Packages.Feed, $"LlamaEnv.MSBuild.{Packages.Version}.nupkg"));
        string[] names = [.. package.Entries.Select(e => e.FullName)];

        string[] expected =
        [
            "build/LlamaEnv.MSBuild.targets",
            "build/LlamaEnv.MSBuild.VisualStudio.targets",
            "build/WarningsAsErrors/dirs.proj",
            "buildMultiTargeting/LlamaEnv.MSBuild.targets",
            "tasks/net10.0/LlamaEnv.MSBuild.dll",
            "tasks/net10.0/LlamaEnv.MSBuild.deps.json",
            "tasks/net10.0/LlamaEnv.MSBuild.runtimeconfig.json",
            "tasks/net10.0/LlamaEnv.MSBuild.Multithreaded.dll",
            "tasks/net10.0/LlamaEnv.MSBuild.Multithreaded.deps.json",
        ];
        foreach (string name in expected)
            Assert.Contains(name, names);
        Assert.DoesNotContain(n => Path.GetFileName(n) is "LlamaEnv.dll" or "LlamaEnv.Files.dll" or "LlamaEnv.Cloud.dll", names, "the floors are compiled into the task, and the network is none of its business");
        Assert.DoesNotContain(n => n.StartsWith("lib/", StringComparison.Ordinal) || n.StartsWith("buildTransitive/", StringComparison.Ordinal), names);
        Assert.DoesNotContain(n => Path.GetFileName(n) is "LlamaEnv.dll" or "LlamaEnv.Files.dll" or "LlamaEnv.Cloud.dll", names, "what the task needs is within it, and it needs no network");
        Assert.DoesNotContain(n => Path.GetFileName(n).StartsWith("Microsoft.Build", StringComparison.Ordinal), names, "the running MSBuild has these, and a copy would be another type");

        using StreamReader nuspec = new(package.GetEntry("LlamaEnv.MSBuild.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains("<developmentDependency>true</developmentDependency>", text);
        Assert.DoesNotContain("<dependency ", text);
    }
}
