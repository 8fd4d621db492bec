namespace LlamaEnv.Diagnostics;

/// <summary>
/// An edge broke: a store, a file, a lock. Carries the diagnostic the user gets. Its message is the diagnostic's, so it
/// may name file, line, key and source, and never holds what stood there.
/// </summary>
/// <param name="diagnostic">What the user is told.</param>
internal sealed class DiagnosticException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    internal Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>Whether a request that changes something certainly changed nothing.</summary>
    internal bool HadNoEffect { get; init; }
}
