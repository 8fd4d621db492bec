using LlamaEnv.Diagnostics;

namespace LlamaEnv;

/// <summary>What the sources say, taken together.</summary>
/// <param name="Credentials">The values to write; without a key only the declared ones, and none when a source is broken.</param>
/// <param name="Spare">Values that stand ready for a key that is missing: to be checked with the rest, never to be written.</param>
/// <param name="Trace">Every source in the order of precedence.</param>
/// <param name="Diagnostics">What the user must know of the way there.</param>
internal sealed record Resolution(IReadOnlyList<Credential> Credentials, IReadOnlyList<Credential> Spare, IReadOnlyList<TraceStep> Trace, IReadOnlyList<Diagnostic> Diagnostics);
