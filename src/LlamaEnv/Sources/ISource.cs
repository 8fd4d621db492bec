using LlamaEnv.Diagnostics;

namespace LlamaEnv.Sources;

/// <summary>Where values come from.</summary>
internal interface ISource
{
    /// <summary>Reads the source, once for all variables. Creates nothing: no directory, no database, no lock.</summary>
    /// <exception cref="DiagnosticException">The source is broken, or is not there although the user named it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it was read.</exception>
    SourceReading Read(SourceContext context, CancellationToken cancellationToken);
}
