using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace LlamaEnv.Tool.Tests.Exports;

/// <summary>.NET's own configuration, and a test host.</summary>
internal static class DotNetReaders
{
    internal static IReadOnlyList<ExportReader> All { get; } =
    [
        new(".NET's configuration", "dotnet-json", static path => Task.FromResult(ReadConfiguration(path))),
        new("MSTest's test host", "runsettings", static path => Task.FromResult(TestHostTests.Read(path))),
    ];

    /// <summary>Every key, sections with a colon.</summary>
    internal static Dictionary<string, string> ReadConfiguration(string path)
    {
        ConfigurationBuilder builder = new();
        builder.Add<JsonConfigurationSource>(source =>
        {
            source.Path = path;
            source.ResolveFileProvider();
        });
        return builder.Build().AsEnumerable().Where(static pair => pair.Value is not null).ToDictionary(static pair => pair.Key, static pair => pair.Value!);
    }
}
