using System.IO.Compression;
using System.Text.RegularExpressions;

namespace LlamaEnv.Package.Tests;

/// <summary>What lies in the packages: what runs, the licences of it, and nothing else.</summary>
[TestClass]
[TestCategory("Tool")]
public sealed partial class ContentTests
{
    /// <summary>Where .NET 10 of Microsoft's runs.</summary>
    private static readonly string[] s_runtimes =
        ["linux-arm", "linux-arm64", "linux-musl-arm", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64", "win-x86"];

    /// <summary>Where the packages are.</summary>
    private static string Folder => Packages.Given ?? (Packages.Version.Length > 0 ? Packages.Feed : "");

    private static IEnumerable<string> All => Directory.GetFiles(Folder, "*.nupkg").Select(package => Path.GetFileName(package));

    [TestMethod]
    public void A_package_holds_nothing_but_what_runs_and_what_is_read()
    {
        string[] strange = [.. All.SelectMany(package => Files(package).Where(file => !Expected().IsMatch(file)).Select(file => $"{package}: {file}"))];

        Assert.IsEmpty(strange, string.Join(Environment.NewLine, strange));
    }

    [TestMethod]
    public void A_package_names_the_licence_of_everything_it_carries()
    {
        foreach (string package in All)
        {
            string notices = Read(package, "THIRD-PARTY-NOTICES.txt");

            string[] unnamed = [.. Files(package).Where(file => Binary().IsMatch(file)).Select(file => Path.GetFileName(file)).Where(file => !IsOurs(file)).Where(file => !notices.Contains(file, StringComparison.Ordinal))];
            Assert.IsEmpty(unnamed, $"{package}: {string.Join(' ', unnamed)}");
            Assert.Contains("Apache License", notices);
            Assert.Contains("Permission is hereby granted, free of charge", notices);
        }
    }

    [TestMethod]
    [DataRow("LlamaEnv.MSBuild.")]
    [DataRow("LlamaEnv.Tool.any.")]
    public void SQLite_is_there_once_for_every_system_that_runs_NET_10_and_for_no_other(string package)
    {
        string name = Path.GetFileName(Directory.GetFiles(Folder, $"{package}{Packages.Version}.nupkg").Single());

        string[] runtimes = [.. Files(name).Select(file => Runtime().Match(file)).Where(match => match.Success).Select(match => match.Groups["platform"].Value).Order(StringComparer.Ordinal)];

        CollectionAssert.AreEqual(s_runtimes, runtimes, string.Join(' ', runtimes));
    }

    [TestMethod]
    public void A_tool_has_the_program_that_reads_projects_and_SQLite_beside_it()
    {
        foreach ((string package, string tool) in Tools("dotnet-llama-env"))
        {
            List<string> files = Files(package);
            foreach (string file in new[] { "LlamaEnv.Evaluator.dll", "LlamaEnv.Evaluator.runtimeconfig.json", "LlamaEnv.Evaluator.deps.json", "Microsoft.Build.Locator.dll" })
                Assert.Contains($"{tool}/evaluator/{file}", files);
            Assert.Contains(file => file.StartsWith(tool, StringComparison.Ordinal) && SQLite().IsMatch(file), files);
        }
    }

    [TestMethod]
    [DataRow("LlamaEnv.Tool", "dotnet-llama-env")]
    [DataRow("LlamaEnv.KeyVault", "llama-env-key-vault")]
    public void A_tool_is_there_for_any_machine_and_its_native_code_names_what_the_NET_runtime_was_made_of(string name, string command)
    {
        string list = $"{name}.{Packages.Version}.nupkg";
        string listed = Read(list, Files(list).Single(file => Path.GetFileName(file) == "DotnetToolSettings.xml"));
        Assert.Contains($"Name=\"{command}\"", listed);
        Assert.Contains($"Id=\"{name}.any\"", listed);
        foreach (string processor in new[] { "x64", "arm64" }.Where(processor => listed.Contains($"\"linux-{processor}\"", StringComparison.Ordinal)))
            Assert.Contains($"RuntimeIdentifier=\"linux-musl-{processor}\" Id=\"{name}.any\"", listed, "to .NET Alpine is a kind of Linux, and has another C library");
        Assert.Contains($"{name}.any.{Packages.Version}.nupkg", Tools(command).Select(tool => tool.Package));

        foreach ((string package, string tool) in Tools(command))
        {
            List<string> files = Files(package);
            bool isNative = !files.Contains($"{tool}/{command}.dll");
            Assert.AreEqual(isNative, files.Contains($"{tool}/DOTNET-THIRD-PARTY-NOTICES.txt"), $"{package}: native code has the .NET runtime in it");
            if (isNative)
                Assert.StartsWith(".NET Runtime uses third-party libraries", Read(package, $"{tool}/DOTNET-THIRD-PARTY-NOTICES.txt"));
        }
    }

    /// <summary>Native code is one file.</summary>
    [TestMethod]
    public void The_program_for_vaults_is_alone_or_on_NET()
    {
        foreach ((string package, string tool) in Tools("llama-env-key-vault"))
        {
            string[] files = [.. Files(package).Where(file => file.StartsWith(tool, StringComparison.Ordinal)).Select(file => Path.GetFileName(file))];
            if (!files.Contains("llama-env-key-vault.dll"))
                CollectionAssert.AreEquivalent(new[] { OperatingSystem.IsWindows() ? "llama-env-key-vault.exe" : "llama-env-key-vault", "DotnetToolSettings.xml", "DOTNET-THIRD-PARTY-NOTICES.txt" }, files, string.Join(' ', files));
        }
    }

    [TestMethod]
    public void Azure_is_in_the_package_for_vaults_and_in_no_other()
    {
        string[] packages = [.. All.Where(package => Files(package).Any(file => Path.GetFileName(file).StartsWith("Azure.", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Microsoft.Identity.Client.", StringComparison.Ordinal)))];

        Assert.Contains($"LlamaEnv.KeyVault.any.{Packages.Version}.nupkg", packages);
        Assert.IsEmpty(packages.Where(package => !package.StartsWith("LlamaEnv.KeyVault.", StringComparison.Ordinal)), string.Join(' ', packages));
    }

    /// <summary>The packages with a program, and its folder in each.</summary>
    private static (string Package, string Folder)[] Tools(string program) =>
        [.. All.SelectMany(package => Files(package).Where(file => Path.GetFileNameWithoutExtension(file) == program && Binary().IsMatch(file)).Select(file => (package, file[..file.LastIndexOf('/')]))).Distinct()];

    /// <summary>The files of a package without those of the format itself.</summary>
    private static List<string> Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, package));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !Format().IsMatch(name))];
    }

    private static string Read(string package, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, package));
        using StreamReader reader = new((archive.GetEntry(file) ?? throw new AssertFailedException($"{package} has no {file}")).Open());
        return reader.ReadToEnd();
    }

    private static bool IsOurs(string file) => new[] { "LlamaEnv.", "dotnet-llama-env.", "llama-env-key-vault." }.Any(ours => file.StartsWith(ours, StringComparison.Ordinal));

    [GeneratedRegex(@"^(_rels/|package/services/|\[Content_Types\]\.xml$)")]
    private static partial Regex Format();

    [GeneratedRegex("""
        ^( [^/]+\.nuspec
         | README\.md | THIRD-PARTY-NOTICES\.txt
         | (build|buildMultiTargeting)/LlamaEnv\.MSBuild[^/]*\.targets | build/WarningsAsErrors/dirs\.proj
         | analyzers/dotnet/cs/LlamaEnv\.Analyzers(\.CodeFixes)?\.dll
         | lib/net10\.0/LlamaEnv(\.Hosting)?\.(dll|xml) | runtimes/[a-z0-9-]+/lib/net10\.0/LlamaEnv(\.Hosting)?\.dll
         | (tasks|tools)/.+\.(dll|so|dylib|exe|deps\.json|runtimeconfig\.json)
         | tools/.+/(DotnetToolSettings\.xml|dotnet-llama-env|llama-env-key-vault|DOTNET-THIRD-PARTY-NOTICES\.txt)
         )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Expected();

    [GeneratedRegex(@"\.(dll|so|dylib|exe)$|/(dotnet-llama-env|llama-env-key-vault)$")]
    private static partial Regex Binary();

    [GeneratedRegex(@"/(lib)?e_sqlite3\.(dll|so|dylib)$")]
    private static partial Regex SQLite();

    [GeneratedRegex(@"(/runtimes/(?<platform>[^/]+)/native|^tasks/net10\.0-(?<platform>[^/]+))/(lib)?e_sqlite3\.")]
    private static partial Regex Runtime();
}
