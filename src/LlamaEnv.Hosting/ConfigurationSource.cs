using LlamaEnv.Sources;
using Microsoft.Extensions.Configuration;

namespace LlamaEnv.Hosting;

/// <summary>The program's configuration, <c>LlamaCloud:ApiKey</c> and what belongs to it.</summary>
internal sealed class ConfigurationSource(IConfiguration? configuration) : ISource
{
    internal const string Name = "configuration";

    internal SourceKind Kind => new(Name, SourceArgument.None, IsDefault: true, _ => this);

    public SourceReading Read(SourceContext context, CancellationToken cancellationToken) =>
        configuration is null ? SourceReading.Absent("the program has none") : new SourceReading(Find);

    private Lookup Find(Variable variable)
    {
        string key = $"LlamaCloud:{(variable == Variable.ApiKey ? "ApiKey" : variable == Variable.BaseUrl ? "BaseUrl" : "ProjectId")}";
        return configuration![key] is { Length: > 0 } value ? new Lookup(new Secret(value), $"{Name} {key}") : Lookup.Absent($"{key} is not set");
    }
}
