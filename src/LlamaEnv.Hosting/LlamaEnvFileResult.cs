using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Sources;

namespace LlamaEnv.Hosting;

/// <summary>What <see cref="LlamaEnvFile.Load"/> found and did. Printing it shows names, sources and masks.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class LlamaEnvFileResult
{
    private readonly HostEnvironment _host;

    private LlamaEnvFileResult(string? file, IReadOnlyList<Credential> values, IEnumerable<Diagnostic> diagnostics, HostEnvironment host)
    {
        _host = host;
        File = file;
        Values = values;
        Secret[] keys = [new(host.GetInAnyCase(Variable.ApiKey.Name) ?? ""), .. values.Where(static v => v.Variable == Variable.ApiKey).Select(static v => v.Value)];
        Diagnostics = [.. diagnostics.Select(d => d with { Message = Hide(d.Message, keys), File = d.File is null ? null : Hide(d.File, keys) })];
    }

    /// <summary>The absolute path of the .env file, whether or not it is there; null where the program knows of none.</summary>
    public string? File { get; }

    /// <summary>The variables that the program has now, each with where it came from. Empty when something was wrong.</summary>
    public IReadOnlyList<Credential> Values { get; }

    /// <summary>What was written to standard error.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the program has a key, and nothing is wrong with any value.</summary>
    public bool Succeeded => Values.Any(static v => v.Variable == Variable.ApiKey);

    /// <inheritdoc/>
    public override string ToString() => Values.Count > 0
        ? Diagnostic.OneLine(string.Join("; ", Values.Select(static v => $"{v} from {v.Source}")))
        : $"nothing ({string.Join(", ", Diagnostics.Select(static d => d.Code))})";

    internal static LlamaEnvFileResult Failed(string? file, IEnumerable<Diagnostic> diagnostics, HostEnvironment host) => new(file, [], diagnostics, host);

    internal static LlamaEnvFileResult Of(string? file, IReadOnlyList<Credential> values, IEnumerable<Diagnostic> diagnostics, HostEnvironment host) => new(file, values, diagnostics, host);

    /// <summary>Sets what is not so already. Of the three, one that does not belong to the set goes.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "Where the values leave: into the environment of this process.")]
    internal void Apply(Action<string, string?> set)
    {
        if (Succeeded)
        {
            foreach (Variable variable in Variable.All)
                Set(variable, Values.FirstOrDefault(v => v.Variable == variable)?.Value.Reveal(), set);
        }

        foreach (Credential declared in Values.Where(static v => v.Variable.IsDeclared && v.Source != EnvironmentSource.Name))
            Set(declared.Variable, declared.Value.Reveal(), set);
    }

    private void Set(Variable variable, string? value, Action<string, string?> set)
    {
        // Other spellings count as well, for us and for llamactl, so none may say something else.
        foreach ((string name, _) in _host.Variables)
        {
            if (name != variable.Name && string.Equals(name, variable.Name, StringComparison.OrdinalIgnoreCase) && _host.Platform != HostPlatform.Windows)
                set(name, null);
        }

        if (_host.Get(variable.Name) != value)
            set(variable.Name, value);
    }

    private static string Hide(string text, Secret[] keys) => KeyMask.Apply(keys.Aggregate(text, static (hidden, key) => key.HideIn(hidden)));
}
