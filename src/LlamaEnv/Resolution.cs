using LlamaEnv.Diagnostics;

namespace LlamaEnv;

/// <summary>What the sources say, taken together.</summary>
/// <param name="Credentials">The values; empty when no source has a key or one is broken.</param>
/// <param name="Trace">Every source in the order of precedence.</param>
/// <param name="Diagnostics">What the user must know of the way there.</param>
internal sealed record Resolution(IReadOnlyList<Credential> Credentials, IReadOnlyList<TraceStep> Trace, IReadOnlyList<Diagnostic> Diagnostics);
