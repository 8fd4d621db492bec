using System.Text;
using BenchmarkDotNet.Attributes;
using LlamaEnv.Files.Outputs;

namespace LlamaEnv.Benchmarks;

/// <summary>
/// Editing a .env file in memory. Time and allocated bytes must grow with the file and not faster: 10 000 times the
/// bytes, about 10 000 times the bytes allocated, and up to twice that in time, as the collector moves what lives long.
/// </summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private readonly Credential[] _credentials =
    [
        new(Variable.ApiKey, new Secret(Samples.ApiKey), "environment"),
        new(Variable.BaseUrl, new Secret("https://api.cloud.llamaindex.ai"), "default"),
        new(Variable.ProjectId, new Secret(Samples.ProjectId), "environment"),
    ];

    private byte[] _existing = [];

    [Params(1_000, 10_000_000)]
    public int Bytes { get; set; }

    /// <summary>Comments, quotes, a blank line and other people's variables, with one of ours in the middle.</summary>
    [GlobalSetup]
    public void Setup()
    {
        const string Block = """
            # The database of the development machine.
            DATABASE_URL=postgres://localhost:5432/app # not the one in production
            GREETING="Hello, world"

            export LOG_LEVEL='debug'

            """;
        StringBuilder text = new(Bytes + 1_000);
        while (text.Length < Bytes / 2)
            text.Append(Block);
        text.Append("LLAMA_CLOUD_API_KEY=old\n");
        while (text.Length < Bytes)
            text.Append(Block);
        _existing = Encoding.UTF8.GetBytes(text.ToString());
    }

    [Benchmark]
    public int Render() => DotenvOutput.Render(_existing, _credentials, ".env").Content.Length;
}
