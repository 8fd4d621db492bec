using BenchmarkDotNet.Attributes;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Guards;

namespace LlamaEnv.Benchmarks;

/// <summary>What every build of every project pays for the search of its own text.</summary>
[MemoryDiagnoser]
public class LogGuardBenchmarks
{
    private string _directory = "";
    private HostEnvironment _host = null!;
    private Settings _plain = null!;
    private Settings _parsed = null!;

    [GlobalSetup]
    public void Setup()
    {
        _directory = Directory.CreateTempSubdirectory("llama-env-bench-").FullName;
        _host = Samples.Host(_directory);
        string items = string.Concat(Enumerable.Range(0, 80).Select(i => $"    <PackageReference Include=\"Some.Package.Number{i}\" Version=\"1.2.{i}\" />\n"));
        _plain = Write("plain", $"<Project>\n  <ItemGroup>\n{items}  </ItemGroup>\n</Project>\n");
        _parsed = Write("parsed", $"<Project>\n  <Import Project=\"../Directory.Build.props\" />\n  <!-- LLAMA_CLOUD_API_KEY -->\n  <ItemGroup>\n{items}  </ItemGroup>\n</Project>\n");
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Diagnostic> Four_files_of_5_kB_without_a_name_in_them() => Check(_plain);

    [Benchmark]
    public IReadOnlyList<Diagnostic> Four_files_of_5_kB_that_have_to_be_parsed() => Check(_parsed);

    private Settings Write(string name, string text)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        string[] files = [.. new[] { "App.csproj", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }.Select(f => Path.Combine(folder, f))];
        foreach (string file in files)
            File.WriteAllText(file, text);
        return new Settings { InBuild = true, [Setting.ProjectTexts] = [.. files, Path.Combine(folder, "App.csproj.user")] };
    }

    private List<Diagnostic> Check(Settings settings)
    {
        List<Diagnostic> findings = [.. LogGuard.Check(settings, _directory, Path.Combine(_directory, ".env"), [], _host)];
        return findings.Count == 0 ? findings : throw new InvalidOperationException(findings[0].Text);
    }
}
