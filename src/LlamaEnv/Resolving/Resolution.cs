using LlamaEnv.Diagnostics;

namespace LlamaEnv.Resolving;

/// <summary>What the sources say, taken together and checked.</summary>
/// <param name="Credentials">The values, in the order outputs append them; without a key only the declared ones, and none when a source is broken.</param>
/// <param name="Trace">Key, URL and project, then the declared variables.</param>
/// <param name="Diagnostics">What the user must know of the way there, and what is wrong with the values.</param>
internal sealed record Resolution(IReadOnlyList<Credential> Credentials, IReadOnlyList<VariableTrace> Trace, IReadOnlyList<Diagnostic> Diagnostics);
