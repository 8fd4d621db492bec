using LlamaEnv.Diagnostics;

namespace LlamaEnv.Hosting;

/// <summary>What a program has: its values, checked, and what is wrong with them.</summary>
internal sealed record LlamaCloudSet(IReadOnlyList<Credential> Credentials, IReadOnlyList<Diagnostic> Diagnostics)
{
    internal IReadOnlyList<Diagnostic> Errors { get; } = [.. Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)];

    internal bool IsUsable => Errors.Count == 0 && Find(Variable.ApiKey) is not null;

    internal Credential? Find(Variable variable) => Credentials.FirstOrDefault(c => c.Variable == variable);

    /// <summary>Whether both hold the same values, wherever they are from.</summary>
    internal bool HasValuesOf(LlamaCloudSet other) => Variable.All.All(v => Find(v)?.Value == other.Find(v)?.Value);

    /// <summary>Names, sources and masks.</summary>
    public override string ToString() => Diagnostic.OneLine(string.Join("; ", Credentials.Select(static c => $"{c} from {c.Source}")));
}
