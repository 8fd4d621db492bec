using BenchmarkDotNet.Attributes;
using LlamaEnv.Files;

namespace LlamaEnv.Benchmarks;

/// <summary>A whole run of the core: resolve, validate, render and, where it is due, write.</summary>
[MemoryDiagnoser]
public class InjectBenchmarks
{
    private readonly Settings _defaults = new();
    private readonly Settings _fromFile = new() { [Setting.Sources] = ["dotenv"] };
    private string _directory = "";
    private HostEnvironment _environment = null!;
    private HostEnvironment _otherEnvironment = null!;
    private HostEnvironment _store = null!;
    private string _upToDate = "";
    private string _written = "";
    private bool _isOther;

    [GlobalSetup]
    public void Setup()
    {
        _directory = Directory.CreateTempSubdirectory("llama-env-bench-").FullName;
        _environment = Environment(Samples.ApiKey);
        _otherEnvironment = Environment(Samples.OtherApiKey);
        string home = Directory.CreateDirectory(Path.Combine(_directory, "home")).FullName;
        Stores.Make(Path.Combine(home, "llamactl"));
        _store = Samples.Host(home);

        _upToDate = Directory.CreateDirectory(Path.Combine(_directory, "up-to-date")).FullName;
        _written = Directory.CreateDirectory(Path.Combine(_directory, "written")).FullName;
        Require(Run(_defaults, _upToDate, _environment), isChanged: true);
        Require(Run(_defaults, _upToDate, _store), isChanged: false);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    [Benchmark(Baseline = true)]
    public InjectResult From_the_environment_and_the_file_is_right() => Require(Run(_defaults, _upToDate, _environment), isChanged: false);

    /// <summary>Another key every time, so that there is always something to write: lock, write, fsync and rename.</summary>
    [Benchmark]
    public InjectResult From_the_environment_and_the_file_is_written()
    {
        _isOther = !_isOther;
        return Require(Run(_defaults, _written, _isOther ? _otherEnvironment : _environment), isChanged: true);
    }

    [Benchmark]
    public InjectResult From_a_profile_and_the_file_is_right() => Require(Run(_defaults, _upToDate, _store), isChanged: false);

    [Benchmark]
    public InjectResult From_the_file_itself() => Require(Run(_fromFile, _upToDate, _environment), isChanged: false);

    private HostEnvironment Environment(string apiKey) => Samples.Host(
        _directory, KeyValuePair.Create(Variable.ApiKey.Name, apiKey), KeyValuePair.Create(Variable.ProjectId.Name, Samples.ProjectId));

    private static InjectResult Run(Settings settings, string directory, HostEnvironment host) => Injector.Inject(settings, directory, host);

    /// <summary>A run that fails early would be a fast one.</summary>
    private static InjectResult Require(InjectResult result, bool isChanged) =>
        result.Succeeded && result.Changed == isChanged
            ? result
            : throw new InvalidOperationException(string.Join(System.Environment.NewLine, result.Diagnostics.Select(d => d.Text).Prepend($"{(isChanged ? "Nothing" : "Something")} was written.")));
}
